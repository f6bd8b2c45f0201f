/** What a stretch of code is; the style gives each its colour. */
export type CodeKind = "plain" | "keyword" | "string" | "comment" | "number" | "function" | "type" | "tag";
export interface CodeToken {
  text: string;
  kind: CodeKind;
}
