import compact from "emojibase-data/en/compact.json";
import aliases from "emojibase-data/en/shortcodes/github.json";
import { language } from "../../words/language.ts";
import type { Emoji } from "./emoji.ts";

// Loaded on demand: the names of all emoji are larger than the composer.

const RGI = /^\p{RGI_Emoji}$/v;
const COMPONENTS = 2;
const TONES = 5;

const aliasesOf: Partial<Record<string, string | readonly string[]>> = aliases;

interface Named {
  label: string;
  tags: readonly string[];
}

/** Names and tags in the page's language, by emoji; empty in English. The English ones find an emoji in every language. */
const translated: ReadonlyMap<string, Named> =
  language === "de"
    ? new Map(
        (await import("emojibase-data/de/compact.json")).default.map(({ hexcode, label, tags = [] }) => [
          hexcode,
          { label, tags },
        ]),
      )
    : new Map();

/**
 * All emoji of Unicode in its order, with their CLDR short names in the page's language. Regional indicators and components are no emoji by
 * themselves.
 */
export const allEmoji: readonly Emoji[] = compact
  .filter(({ group }) => group !== undefined && group !== COMPONENTS)
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
  .map(({ unicode, label, tags = [], group = 0, skins = [], hexcode }) => {
    const own = translated.get(hexcode);
    const english = own === undefined ? tags : [...label.toLowerCase().split(" "), ...tags];
    return {
      text: recommended(unicode),
      name: own?.label ?? label,
      group,
      codes: [
        ...new Set([...[aliasesOf[hexcode] ?? []].flat(), shortOf(label), shortOf(own?.label ?? label)]),
      ],
      tags: [...(own?.tags ?? []).map((tag) => tag.toLowerCase()), ...english],
      tones: skins.slice(0, TONES).map((skin) => recommended(skin.unicode)),
    };
  });

/** What can stand between colons. */
function shortOf(label: string): string {
  return label.toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, "_");
}

/** The data ends some emoji with a selector that makes no emoji of Unicode's list of them. Rooms accept only these. */
function recommended(text: string): string {
  if (RGI.test(text)) return text;
  const plain = text.replaceAll("\ufe0f", "");
  return RGI.test(plain) ? plain : text;
}
