/** The languages whose words are brought to their stems: the Snowball stemmers (https://snowballstem.org/algorithms/). */
import { stemmer as arabic } from "@orama/stemmers/arabic";
import { stemmer as danish } from "@orama/stemmers/danish";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as finnish } from "@orama/stemmers/finnish";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as hungarian } from "@orama/stemmers/hungarian";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as norwegian } from "@orama/stemmers/norwegian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as romanian } from "@orama/stemmers/romanian";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { stemmer as turkish } from "@orama/stemmers/turkish";
import { stem as english } from "./stem.ts";

const STEMMERS = {
  ar: arabic,
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  hu: hungarian,
  it: italian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  sv: swedish,
  tr: turkish,
} as const;

/** ISO 639-1. Words of all other languages are searched as they are. */
export type Language = keyof typeof STEMMERS;

export const LANGUAGES = Object.keys(STEMMERS).filter(isLanguage);

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(STEMMERS, name);
}

/** Longer strings are not words. UTF-16 units. */
const MAX_STEMMED_LENGTH = 40;

/** `word` is in lower case. */
export function stemOf(word: string, language: Language): string {
  if (word.length < 3 || word.length > MAX_STEMMED_LENGTH || /\p{N}/u.test(word)) return word;
  return STEMMERS[language](word);
}
