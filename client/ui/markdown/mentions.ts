import { endOf, type MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Block, Inline, ListItem } from "../../../shared/markup/tree.ts";

/** Characters that no text uses for anything. One stands for each mention while the text is parsed. */
const PRIVATE = { from: 0xe000, to: 0xf8ff };

/**
 * Parses a text whose mentions are marked by their ranges. For the parser a mention is one letter after an `@`, so nothing in a name is
 * taken for markup. In code and addresses, the text stays as it was written.
 */
export function parseWithMentions(
  text: string,
  ranges: readonly Pick<MentionRange, "start" | "length">[],
  parse: (text: string) => Block[],
): Block[] {
  const places = placesIn(text, ranges);
  if (places.length === 0) return parse(text);
  const free = unusedCharacters(text, places.length);
  const written = new Map(places.map((place, n) => [free[n] ?? "", text.slice(place.start, endOf(place))]));
  let marked = "";
  let from = 0;
  places.forEach((place, n) => {
    marked += `${text.slice(from, place.start)}@${free[n] ?? ""}`;
    from = endOf(place);
  });
  return new Restored(written).blocks(parse(marked + text.slice(from)));
}

/** Ascending, each once, and only those that are in the text. */
function placesIn<Place extends Pick<MentionRange, "start" | "length">>(
  text: string,
  ranges: readonly Place[],
): Place[] {
  const places: Place[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = places.at(-1);
    const from = last === undefined ? 0 : endOf(last);
    if (range.start >= from && range.length > 0 && endOf(range) <= text.length) places.push(range);
  }
  return places;
}

function unusedCharacters(text: string, count: number): string[] {
  const free: string[] = [];
  for (let code = PRIVATE.from; code <= PRIVATE.to && free.length < count; code += 1) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) free.push(character);
  }
  return free;
}

/** A tree in which the texts of mentions are back. */
class Restored {
  readonly #written: ReadonlyMap<string, string>;
  readonly #marks: RegExp;

  /** `written`: the text of each mention, by the character that stands for it. */
  constructor(written: ReadonlyMap<string, string>) {
    this.#written = written;
    this.#marks = new RegExp(`@([${[...written.keys()].join("")}])`, "g");
  }

  blocks(blocks: readonly Block[]): Block[] {
    return blocks.map((block) => this.#block(block));
  }

  #block(block: Block): Block {
    switch (block.type) {
      case "paragraph":
      case "heading":
        return { ...block, children: this.#inlines(block.children) };
      case "quote":
        return { ...block, children: this.blocks(block.children) };
      case "list":
        return {
          ...block,
          items: block.items.map((item): ListItem => ({ ...item, children: this.blocks(item.children) })),
        };
      case "table": {
        const cells = (row: Inline[][]) => row.map((cell) => this.#inlines(cell));
        return { ...block, header: cells(block.header), rows: block.rows.map(cells) };
      }
      case "code":
        return { ...block, text: this.#asWritten(block.text) };
      default:
        return block;
    }
  }

  #inlines(inlines: readonly Inline[]): Inline[] {
    return inlines.flatMap((inline): Inline[] => {
      switch (inline.type) {
        case "text":
          return this.#split(inline.text);
        case "code":
          return [{ ...inline, text: this.#asWritten(inline.text) }];
        case "link":
          return [
            { ...inline, href: this.#asAddress(inline.href), children: this.#inlines(inline.children) },
          ];
        default:
          return "children" in inline ? [{ ...inline, children: this.#inlines(inline.children) }] : [inline];
      }
    });
  }

  #split(text: string): Inline[] {
    return text.split(this.#marks).flatMap((part, index): Inline[] => {
      if (index % 2 === 1) return [{ type: "mention", text: this.#written.get(part) ?? "" }];
      return part === "" ? [] : [{ type: "text", text: part }];
    });
  }

  #asAddress(href: string): string {
    return [...this.#written].reduce(
      (address, [mark, text]) => address.replaceAll(encodeURI(mark), () => encodeURI(text.slice(1))),
      href,
    );
  }

  #asWritten(text: string): string {
    return text.replace(this.#marks, (_, mark: string) => this.#written.get(mark) ?? "");
  }
}
