/** The entities that models write in words. Others stay as they were written. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" },
  ...{ copy: "©", reg: "®", euro: "€", deg: "°", times: "×", middot: "·", bull: "•" },
  ...{ mdash: "—", ndash: "–", hellip: "…", rarr: "→", larr: "←", le: "≤", ge: "≥", ne: "≠" },
};
const ENTITY = /&(?:([a-z]{2,8})|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;

/** In words only: code is shown as it was written. */
export function decodeEntities(text: string): string {
  return text.replace(
    ENTITY,
    (raw, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? raw) : raw;
      const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
      return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : raw;
    },
  );
}
