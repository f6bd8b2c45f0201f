/** What a message may show. There is no node for raw HTML and none for an image: they cannot be written down. */
export type Inline =
  | { type: "text"; text: string }
  | { type: "mention"; text: string }
  /** `[3]` in an answer. Whether there is a source of that number, the screen knows. */
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
  /** Undefined for an item without a box. */
  checked: boolean | undefined;
  children: Block[];
}
