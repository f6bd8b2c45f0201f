/** Kinds of code tokens. The style sheet gives each its colour. */
export type CodeKind = "plain" | "keyword" | "string" | "comment" | "number" | "function" | "type" | "tag";
export interface CodeToken {
  text: string;
  kind: CodeKind;
}
