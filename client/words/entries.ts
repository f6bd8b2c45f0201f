import type { WidgetLanguage } from "../../shared/widget.ts";

/**
 * What a catalogue holds: texts with `{{name}}` where a value goes, and texts in forms by a number. The forms of a language are those of
 * `Intl.PluralRules` (CLDR): English has `one` and `other`, Arabic has six.
 */
export type Entry = string | Forms;

export interface Forms {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
  /** The forms of places in an order ("1st", "2nd") and not of amounts. */
  readonly ordinal?: true;
}

export type Entries = Readonly<Record<string, Entry>>;

/** The entries of another language: the same keys, forms where the English text has forms. */
export type Translated<English extends Entries> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Forms;
};

/** A widget's catalogue is there in each of its languages: one that is forgotten is a type error. */
export type WidgetLoaders = Record<Exclude<WidgetLanguage, "en">, () => Promise<{ words: Entries }>>;

export type Value = string | number;

type Names<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type Texts<E extends Entry> = E extends string ? E : Extract<E[keyof E], string>;
type Named<E extends Entry> = Names<Texts<E>> | (E extends string ? never : "count");

/** The values that an entry needs. Forms always need `count`, a number. */
export type Values<E extends Entry, V = Value> = [Named<E>] extends [never]
  ? []
  : [values: { readonly [Name in Named<E>]: Name extends "count" ? number : V }];
