import type { DocumentKind } from "../../../shared/knowledge.ts";

/** What a file is called says what it claims to be; its bytes must agree (`extract/check-type.ts`). */
export function kindOf(name: string): { kind: DocumentKind; language: string | null } | null {
  const extension = /\.([a-z0-9+]{1,12})$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return { kind: "text", language: null };
  const language = LANGUAGES[extension];
  if (language !== undefined) return { kind: "code", language };
  const kind = KINDS[extension];
  return kind === undefined ? null : { kind, language: null };
}

/**
 * A file as its name describes it. Of a kind that nobody knows it is read as text; if it is none, that is found out from its
 * bytes.
 */
export function describeFile(name: string): { title: string; kind: DocumentKind; language: string | null } {
  return { title: name, ...(kindOf(name) ?? { kind: "text", language: null }) };
}

const KINDS: Partial<Record<string, DocumentKind>> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  txt: "text",
  text: "text",
  log: "text",
  rst: "text",
  adoc: "text",
  tex: "text",
  srt: "text",
  vtt: "text",
  html: "html",
  htm: "html",
  xhtml: "html",
  mht: "html",
  mhtml: "html",
  csv: "csv",
  tsv: "csv",
  json: "json",
  jsonc: "json",
  json5: "json",
  jsonl: "json",
  ndjson: "json",
  pdf: "pdf",
  docx: "docx",
  docm: "docx",
  dotx: "docx",
  odt: "odt",
  xlsx: "spreadsheet",
  xlsm: "spreadsheet",
  ods: "spreadsheet",
  pptx: "presentation",
  pptm: "presentation",
  ppsx: "presentation",
  odp: "presentation",
  epub: "book",
  rtf: "rtf",
  eml: "email",
  ipynb: "notebook",
  rss: "feed",
  atom: "feed",
};

const LANGUAGES: Partial<Record<string, string>> = {
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "jsx",
  py: "python",
  go: "go",
  rs: "rust",
  java: "java",
  kt: "kotlin",
  kts: "kotlin",
  c: "c",
  h: "c",
  cc: "cpp",
  cpp: "cpp",
  cxx: "cpp",
  hpp: "cpp",
  cs: "csharp",
  rb: "ruby",
  php: "php",
  swift: "swift",
  scala: "scala",
  sh: "bash",
  bash: "bash",
  zsh: "bash",
  ps1: "powershell",
  sql: "sql",
  css: "css",
  scss: "scss",
  vue: "vue",
  svelte: "svelte",
  lua: "lua",
  pl: "perl",
  r: "r",
  dart: "dart",
  ex: "elixir",
  exs: "elixir",
  hs: "haskell",
  zig: "zig",
  yaml: "yaml",
  yml: "yaml",
  toml: "toml",
  ini: "ini",
  xml: "xml",
  proto: "proto",
  graphql: "graphql",
  tf: "hcl",
};
