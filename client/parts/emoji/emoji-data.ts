import compact from "emojibase-data/en/compact.json";
import aliases from "emojibase-data/en/shortcodes/github.json";
import type { Emoji } from "./emoji.ts";

// Loaded on demand: the names of all emoji are larger than the composer.

const RGI = /^\p{RGI_Emoji}$/v;
const COMPONENTS = 2;
const TONES = 5;

const aliasesOf: Partial<Record<string, string | readonly string[]>> = aliases;

/** All emoji of Unicode in its order, with their CLDR short names. Regional indicators and components are no emoji by themselves. */
export const allEmoji: readonly Emoji[] = compact
  .filter(({ group }) => group !== undefined && group !== COMPONENTS)
  .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
  .map(({ unicode, label, tags = [], group = 0, skins = [], hexcode }) => {
    const short = label.toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, "_");
    return {
      text: recommended(unicode),
      name: label,
      group,
      codes: [...new Set([...[aliasesOf[hexcode] ?? []].flat(), short])],
      tags,
      tones: skins.slice(0, TONES).map((skin) => recommended(skin.unicode)),
    };
  });

/** The data ends some emoji with a selector that makes no emoji of Unicode's list of them. Rooms accept only these. */
function recommended(text: string): string {
  if (RGI.test(text)) return text;
  const plain = text.replaceAll("\ufe0f", "");
  return RGI.test(plain) ? plain : text;
}
