import type { Document, DocumentFailure, DocumentState } from "../../../shared/knowledge.ts";
import { sizeWords } from "../../ui/format.ts";
import { t } from "../../words/documents.ts";

export const stateName = (state: DocumentState): string => t(state);

/** The texts of failures. */
const failures = {
  too_large: "tooLarge",
  too_many_pages: "tooManyPages",
  too_long: "tooLong",
  wrong_type: "wrongType",
  old_office: "oldOffice",
  outlook_message: "outlookMessage",
  picture: "picture",
  archive: "archive",
  encrypted: "encrypted",
  not_readable: "notReadable",
  no_text: "noText",
  scan: "scan",
  not_fetched: "notFetched",
  embedding_failed: "embeddingFailed",
  internal: "internal",
} as const satisfies Record<DocumentFailure, string>;

/** Why processing failed, as a sentence that says what the person can do. */
export const failureWords = (failure: DocumentFailure = "internal"): string => t(failures[failure]);

/** Display names of languages for which a capital first letter is not enough. */
const languages: Partial<Record<string, string>> = {
  ...{ typescript: "TypeScript", javascript: "JavaScript", css: "CSS", php: "PHP", sql: "SQL" },
  ...{ csharp: "C#", cpp: "C++", yaml: "YAML", toml: "TOML", xml: "XML", html: "HTML" },
};

export function kindName({ kind, language }: Pick<Document, "kind" | "language">): string {
  if (kind !== "code" || language === undefined) return t(kind);
  return languages[language] ?? language.charAt(0).toLocaleUpperCase() + language.slice(1);
}

/** "PDF · 1.2 MB · 12 pages · 40 pieces" */
export function factsOf(document: Document): string {
  return [
    kindName(document),
    sizeWords(document.bytes),
    document.pages === undefined ? "" : t("pages", { count: document.pages }),
    document.chunks === undefined ? "" : t("passages", { count: document.chunks }),
    document.cited === 0 ? "" : t("cited", { count: document.cited }),
    document.version === 1 ? "" : t("version", { version: document.version }),
  ]
    .filter(Boolean)
    .join(" · ");
}

export const tagsLabel = (): string => t("tags");
