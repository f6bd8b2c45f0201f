/** Canned answers of the desk. */
import {
  type CannedAnswer,
  type CannedChange,
  type CannedWords,
  MAX_CANNED,
} from "../../../shared/canned.ts";
import type { SqlStore } from "../../storage/sql.ts";

type CannedRow = {
  id: string;
  revision: number;
  title: string;
  shortcut: string;
  text: string;
  language: string | null;
  changed_by: string;
  changed_at: number;
};

export type CannedRefusal =
  /** There is no such answer. */
  | "missing"
  /** It is not of this revision any more. */
  | "changed"
  /** Another answer has this shortcut. */
  | "taken"
  | "tooMany";

export type CannedOutcome = { answer: CannedAnswer } | { refused: CannedRefusal };

/** By title. */
export function listCanned(store: SqlStore): CannedAnswer[] {
  return store
    .all<CannedRow>("SELECT * FROM canned")
    .map(toAnswer)
    .sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1));
}

/** The same id adds one answer. */
export function addCanned(
  store: SqlStore,
  id: string,
  words: CannedWords,
  by: string,
  now: number,
): CannedOutcome {
  const known = find(store, id);
  if (known !== null) return { answer: known };
  if ((store.first<{ n: number }>("SELECT count(*) AS n FROM canned")?.n ?? 0) >= MAX_CANNED)
    return { refused: "tooMany" };
  if (isTaken(store, id, words.shortcut)) return { refused: "taken" };
  store.run(
    `INSERT INTO canned (id, revision, title, shortcut, shortcut_key, text, language, changed_by, changed_at)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    ...valuesOf(words),
    by,
    now,
  );
  return found(store, id);
}

export function changeCanned(
  store: SqlStore,
  id: string,
  { revision, ...change }: CannedChange,
  by: string,
  now: number,
): CannedOutcome {
  const before = find(store, id);
  if (before === null) return { refused: "missing" };
  if (before.revision !== revision) return { refused: "changed" };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const words: CannedWords = { ...before, ...given };
  if (isTaken(store, id, words.shortcut)) return { refused: "taken" };
  store.run(
    `UPDATE canned SET revision = revision + 1, title = ?, shortcut = ?, shortcut_key = ?, text = ?, language = ?, changed_by = ?, changed_at = ?
     WHERE id = ?`,
    ...valuesOf(words),
    by,
    now,
    id,
  );
  return found(store, id);
}

/** False if there is none. */
export function deleteCanned(store: SqlStore, id: string): boolean {
  return store.first("DELETE FROM canned WHERE id = ? RETURNING id", id) !== null;
}

const keyOf = (shortcut: string): string | null =>
  shortcut === "" ? null : shortcut.normalize("NFKC").toLowerCase();

function isTaken(store: SqlStore, id: string, shortcut: string): boolean {
  return (
    store.first("SELECT id FROM canned WHERE shortcut_key = ? AND id <> ?", keyOf(shortcut), id) !== null
  );
}

const valuesOf = ({ title, shortcut, text, language }: CannedWords) =>
  [title, shortcut, keyOf(shortcut), text, language] as const;

function find(store: SqlStore, id: string): CannedAnswer | null {
  const row = store.first<CannedRow>("SELECT * FROM canned WHERE id = ?", id);
  return row === null ? null : toAnswer(row);
}

function found(store: SqlStore, id: string): CannedOutcome {
  const answer = find(store, id);
  return answer === null ? { refused: "missing" } : { answer };
}

function toAnswer({ id, revision, title, shortcut, text, language, ...row }: CannedRow): CannedAnswer {
  return {
    id,
    revision,
    title,
    shortcut,
    text,
    language,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}
