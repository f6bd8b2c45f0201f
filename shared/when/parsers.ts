import type { Chrono } from "chrono-node";

/** For each language (BCP 47 without region): the module that reads its words. It is loaded when it is needed first. */
const loaders: Readonly<Record<string, () => Promise<{ casual: Chrono; GB?: Chrono }>>> = {
  ar: () => import("chrono-node/ar"),
  de: () => import("chrono-node/de"),
  en: () => import("chrono-node/en"),
  es: () => import("chrono-node/es"),
  fi: () => import("chrono-node/fi"),
  fr: () => import("chrono-node/fr"),
  id: () => import("chrono-node/id"),
  it: () => import("chrono-node/it"),
  ja: () => import("chrono-node/ja"),
  nl: () => import("chrono-node/nl"),
  pt: () => import("chrono-node/pt"),
  ru: () => import("chrono-node/ru"),
  sv: () => import("chrono-node/sv"),
  uk: () => import("chrono-node/uk"),
  vi: () => import("chrono-node/vi"),
  zh: () => import("chrono-node/zh"),
};

/** Regions where English puts the month before the day. */
const MONTH_FIRST = ["US", "CA", "PH"];

/** The parsers for these languages (BCP 47 tags, the first is preferred), then English. Languages that nobody reads are left out. */
export async function loadParsers(tags: readonly string[]): Promise<Chrono[]> {
  const wanted = new Map<string, string | null>();
  for (const tag of [...tags, "en"]) {
    const [language = "", ...rest] = tag.split("-");
    const region = rest.find((part) => /^[A-Z]{2}$/.test(part)) ?? null;
    if (loaders[language] !== undefined && !wanted.has(language)) wanted.set(language, region);
  }
  return await Promise.all([...wanted].map(([language, region]) => loadParser(language, region)));
}

async function loadParser(language: string, region: string | null): Promise<Chrono> {
  const parser = await loaders[language]?.();
  if (parser === undefined) throw new RangeError(`No parser reads ${language}.`);
  const dayFirst = region !== null && !MONTH_FIRST.includes(region);
  return dayFirst ? (parser.GB ?? parser.casual) : parser.casual;
}
