import type { ExtractedText } from "../extracted.ts";
import { TextBuilder } from "../text-builder.ts";
import { elementsOf } from "../xml/elements.ts";
import { extractHtml } from "./html.ts";

/** The fields of an entry that are read, in the names of RSS 2.0, RSS 1.0 and Atom (RFC 4287). The fullest of the texts counts. */
const DATES = new Set(["pubDate", "date", "published", "updated"]);
const TEXTS = new Set(["description", "summary", "content", "encoded"]);
const ENTRIES = new Set(["item", "entry"]);

export const isFeed = (xml: string): boolean =>
  /<(?:rss|feed|rdf:RDF)\b/i.test(xml.slice(0, 4_096).replace(/<!--[^]*?-->/g, ""));

/** Extracts the entries of a feed: the title of each as a heading, its date, its text. */
export function extractFeed(xml: string): ExtractedText {
  const builder = new TextBuilder();
  let entry: { title: string; date: string; text: string } | null = null;
  let [feedTitle, field, value] = ["", "", ""];
  let depth = 0;
  for (const token of elementsOf(xml)) {
    if (token.type === "text") {
      if (field !== "") value += token.text;
    } else if (field !== "") {
      // XHTML inside of an entry.
      if (token.type === "open") {
        depth += 1;
        value += " ";
      } else if (depth-- === 0) {
        if (entry === null) {
          if (field === "title") feedTitle ||= value.trim();
        } else if (field === "title") entry.title ||= value.trim();
        else if (DATES.has(field)) entry.date ||= value.trim();
        else if (value.length > entry.text.length) entry.text = value;
        field = "";
      }
    } else if (ENTRIES.has(token.name)) {
      if (token.type === "open") entry = { title: "", date: "", text: "" };
      else if (entry !== null) {
        write(builder, entry);
        entry = null;
      }
    } else if (
      token.type === "open" &&
      (token.name === "title" || DATES.has(token.name) || TEXTS.has(token.name))
    ) {
      [field, value, depth] = [token.name, "", 0];
    }
  }
  return { ...builder.build(), ...(feedTitle === "" ? {} : { title: feedTitle }) };
}

function write(
  builder: TextBuilder,
  { title, date, text }: { title: string; date: string; text: string },
): void {
  builder.breakLine(true);
  if (title !== "") {
    builder.mark({ kind: "heading", label: title, level: 1 });
    builder.append(`${title}\n`);
  }
  if (date !== "") builder.append(`${date}\n`);
  builder.breakLine(true);
  // Feeds hold HTML as text.
  builder.append(extractHtml(text).text.trim());
}
