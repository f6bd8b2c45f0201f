/**
 * What a message can show. There is no node for raw HTML and none for images, so they cannot occur. Two readers make such a tree:
 * `chat/` of what people write, and `client/ui/markdown/answers/` of what models answer.
 */
export type Inline =
  /** A line break in it is shown as one. */
  | { type: "text"; text: string }
  | { type: "mention"; text: string }
  /** `[3]` in an answer. The screen decides whether a source with that number exists. */
  | { type: "citation"; n: number }
  /** A reference to a footnote. `n` is its number, by the order of the first references. */
  | { type: "note"; label: string; n: number }
  | { type: "code"; text: string }
  /** TeX. */
  | { type: "math"; text: string }
  | { type: "break" }
  | { type: "strong"; children: Inline[] }
  | { type: "emphasis"; children: Inline[] }
  | { type: "deleted"; children: Inline[] }
  | { type: "link"; href: string; children: Inline[] };

export type Block =
  | { type: "paragraph"; children: Inline[] }
  | { type: "heading"; level: number; children: Inline[] }
  | { type: "code"; text: string; language?: string }
  /** TeX on lines of its own. */
  | { type: "math"; text: string }
  | { type: "quote"; children: Block[] }
  | List
  /** A row may be shorter or longer than the header. */
  | { type: "table"; align: readonly Align[]; header: Inline[][]; rows: Inline[][][] }
  | { type: "rule" }
  | { type: "notes"; notes: Note[] };

export interface List {
  type: "list";
  ordered: boolean;
  start: number;
  items: ListItem[];
}

export interface ListItem {
  /** Undefined for an item without a checkbox. */
  checked: boolean | undefined;
  /** The number that was written, where it is not the one that follows. */
  value?: number;
  children: Block[];
}

export type Align = "start" | "center" | "end" | null;

/** A footnote. */
export interface Note {
  n: number;
  children: Block[];
}
