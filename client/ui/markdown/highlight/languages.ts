import { t } from "../../../words/ui.ts";

/** Language names after a code fence, each with its grammar: a separate file, loaded on first use. */
const grammars = {
  bash: () => import("@shikijs/langs/bash"),
  c: () => import("@shikijs/langs/c"),
  css: () => import("@shikijs/langs/css"),
  diff: () => import("@shikijs/langs/diff"),
  go: () => import("@shikijs/langs/go"),
  html: () => import("@shikijs/langs/html"),
  java: () => import("@shikijs/langs/java"),
  javascript: () => import("@shikijs/langs/javascript"),
  json: () => import("@shikijs/langs/json"),
  python: () => import("@shikijs/langs/python"),
  rust: () => import("@shikijs/langs/rust"),
  sql: () => import("@shikijs/langs/sql"),
  tsx: () => import("@shikijs/langs/tsx"),
  typescript: () => import("@shikijs/langs/typescript"),
  yaml: () => import("@shikijs/langs/yaml"),
};

export type Language = keyof typeof grammars;

const aliases: Partial<Record<string, Language>> = {
  js: "javascript",
  jsx: "tsx",
  mjs: "javascript",
  py: "python",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

export const isKnownLanguage = (name: string): boolean => languageOf(name) !== undefined;

export function languageOf(name: string): Language | undefined {
  return Object.hasOwn(aliases, name) ? aliases[name] : isLanguage(name) ? name : undefined;
}

/** How a language is written, where that is not its name with a capital. */
const written: Partial<Record<Language, string>> = {
  css: "CSS",
  html: "HTML",
  javascript: "JavaScript",
  json: "JSON",
  sql: "SQL",
  tsx: "TSX",
  typescript: "TypeScript",
  yaml: "YAML",
};

/** The language of a block of code, for people. A name that is not known is shown as it stands. */
export function shownLanguage(name: string | undefined): string {
  if (name === undefined || name === "") return t("plainText");
  const language = languageOf(name.toLowerCase());
  if (language === undefined) return name;
  return written[language] ?? language.charAt(0).toUpperCase() + language.slice(1);
}

export const loadGrammar = (language: Language) => grammars[language]();

function isLanguage(name: string): name is Language {
  return Object.hasOwn(grammars, name);
}
