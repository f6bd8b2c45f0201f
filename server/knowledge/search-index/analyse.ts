/** Keeps the full-text index up to date with the analyser. */
import type { SqlStore } from "../../storage/sql.ts";
import { isLanguage, type Language } from "../words/languages.ts";
import { languageOf } from "../words/language-of.ts";
import { ANALYSER_VERSION, termsOf } from "../words/terms.ts";
import { noteDeletedWords } from "./pending-word-removal.ts";

/** Indexes a chunk that has a row in `chunks` and none in the full-text table. */
export function indexWords(store: SqlStore, key: number, heading: string, text: string): void {
  const language = languageOf(`${heading}\n${text}`);
  store.run(
    "INSERT INTO chunk_words (rowid, heading, text) VALUES (?, ?, ?)",
    key,
    termsOf(heading, language).join(" "),
    termsOf(text, language).join(" "),
  );
  store.run("UPDATE chunks SET analyser = ?, language = ? WHERE key = ?", ANALYSER_VERSION, language, key);
  store.run(
    "INSERT INTO languages (language, chunks) VALUES (?, 1) ON CONFLICT DO UPDATE SET chunks = chunks + 1",
    language,
  );
}

/** Removes the words of the chunks from `from` to before `to` from the full-text table. Call it before they are deleted. */
export function removeWords(store: SqlStore, from: number, to: number): void {
  store.run(
    `UPDATE languages SET chunks = chunks - (SELECT count(*) FROM chunks
       WHERE key >= ? AND key < ? AND chunks.language = languages.language)`,
    from,
    to,
  );
  store.run(
    "DELETE FROM chunk_words WHERE rowid IN (SELECT key FROM chunks WHERE key >= ? AND key < ?)",
    from,
    to,
  );
}

/** The languages of the library's chunks, the most frequent one first. */
export function languagesOf(store: SqlStore): Language[] {
  return store
    .all<{ language: string }>(
      "SELECT language FROM languages WHERE chunks > 0 ORDER BY chunks DESC, language",
    )
    .map(({ language }) => language)
    .filter(isLanguage);
}

/** Whether an older analyser, or a newer one before a rollback, has indexed some chunks. */
export function hasOutdatedWords(store: SqlStore): boolean {
  return outdated(store, 1).length > 0;
}

/** Indexes up to `most` outdated chunks again. The others are found as before meanwhile. */
export function renewWords(store: SqlStore, most: number): void {
  store.run("UPDATE totals SET generation = generation + 1");
  for (const { key, heading, text } of outdated(store, most)) {
    removeWords(store, key, key + 1);
    indexWords(store, key, heading, text);
    noteDeletedWords(store);
  }
}

function outdated(store: SqlStore, most: number): { key: number; heading: string; text: string }[] {
  const rows = (comparison: "<" | ">"): { key: number; heading: string; text: string }[] =>
    store.all(
      `SELECT key, heading, text FROM chunks WHERE analyser ${comparison} ? LIMIT ?`,
      ANALYSER_VERSION,
      most,
    );
  const older = rows("<");
  return older.length > 0 ? older : rows(">");
}
