/** What the keys and the buttons of formatting write: the markup of `docs/markup.md`. */
export type Format = "bold" | "italic" | "strike" | "code" | "link" | "quote" | "list";

export interface Selected {
  text: string;
  /** Offsets, UTF-16 code units. */
  start: number;
  end: number;
}

/** A replacement of a part of the text, and what is selected after it. */
export interface Formatted {
  from: number;
  to: number;
  inserted: string;
  start: number;
  end: number;
}

const marks = { bold: "**", italic: "_", strike: "~~", code: "`" } as const;
const PLACE = "https://";

/** Formats the selection, or takes the format back if the selection has it. */
export function formatText(selected: Selected, format: Format): Formatted {
  switch (format) {
    case "link":
      return asLink(trimmed(selected));
    case "quote":
      return byLine(selected, "> ");
    case "list":
      return byLine(selected, "- ");
    case "code":
      return selected.text.slice(selected.start, selected.end).includes("\n")
        ? asBlock(selected)
        : inMarks(trimmed(selected), marks.code);
    default:
      return inMarks(trimmed(selected), marks[format]);
  }
}

/** Blanks at the edges stay outside: a mark beside a blank is no mark. */
function trimmed({ text, start, end }: Selected): Selected {
  const words = text.slice(start, end);
  if (words.trim() === "") return { text, start: end, end };
  const lead = words.length - words.trimStart().length;
  return { text, start: start + lead, end: start + words.trimEnd().length };
}

function inMarks({ text, start, end }: Selected, mark: string): Formatted {
  const size = mark.length;
  const words = text.slice(start, end);
  const isWithin = words.length > 2 * size && words.startsWith(mark) && words.endsWith(mark);
  if (isWithin) {
    const bare = words.slice(size, -size);
    return { from: start, to: end, inserted: bare, start, end: start + bare.length };
  }
  const isAround = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (isAround && start >= size) {
    const at = start - size;
    return { from: at, to: end + size, inserted: words, start: at, end: at + words.length };
  }
  const at = start + size;
  return { from: start, to: end, inserted: `${mark}${words}${mark}`, start: at, end: at + words.length };
}

/** The words become the link's words and the address is asked for; of an address, the words are. */
function asLink({ text, start, end }: Selected): Formatted {
  const words = text.slice(start, end);
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(words))
    return { from: start, to: end, inserted: `[](${words})`, start: start + 1, end: start + 1 };
  const at = start + words.length + 3;
  return { from: start, to: end, inserted: `[${words}](${PLACE})`, start: at, end: at + PLACE.length };
}

function asBlock({ text, start, end }: Selected): Formatted {
  const words = text.slice(start, end).replace(/^\n+|\n+$/g, "");
  const fence = words.includes("```") ? "~~~" : "```";
  const before = start === 0 || text[start - 1] === "\n" ? "" : "\n";
  const after = end === text.length || text[end] === "\n" ? "" : "\n";
  const at = start + before.length + fence.length + 1;
  const inserted = `${before}${fence}\n${words}\n${fence}${after}`;
  return { from: start, to: end, inserted, start: at, end: at + words.length };
}

/** Begins each line of the selection with the mark, or takes it away if all have it. */
function byLine({ text, start, end }: Selected, mark: string): Formatted {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", Math.max(end - 1, start));
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  const inserted = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
  return { from, to, inserted, start: from, end: from + inserted.length };
}
