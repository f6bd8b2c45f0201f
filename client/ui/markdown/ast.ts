/** The content that a message can show. There is no node type for raw HTML or images, so they cannot occur. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "mention"; text: string }
  /** `[3]` in an answer. The screen decides whether a source with that number exists. */
  | { type: "citation"; n: number }
  | { type: "code"; text: string }
  | { type: "break" }
  | { type: "strong" | "emphasis" | "deleted"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

export type Block =
  | { type: "paragraph" | "heading"; children: Inline[] }
  | { type: "code"; text: string; language?: string }
  | { type: "quote"; children: Block[] }
  | { type: "list"; ordered: boolean; start: number; items: ListItem[] }
  | { type: "table"; header: Inline[][]; rows: Inline[][][] }
  | { type: "rule" };

export interface ListItem {
  /** Undefined for an item without a checkbox. */
  checked: boolean | undefined;
  children: Block[];
}
