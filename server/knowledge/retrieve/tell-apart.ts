/** What tells found passages apart that would look the same: dates for documents of one title, and the words that differ. */
import { inArray } from "drizzle-orm";
import type { DocumentId } from "../../../shared/ids.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { inJsonArray } from "../../directory/in-json-array.ts";
import { documents } from "../../directory/schema.ts";
import { findDifferences } from "./differing-words.ts";

export async function tellApart({ DB }: Pick<Env, "DB">, passages: Passage[]): Promise<Passage[]> {
  const titles = Map.groupBy(passages, ({ title }) => title);
  const shared = [...titles.values()].filter(
    (some) => new Set(some.map(({ document }) => document)).size > 1,
  );
  const ids = [...new Set(shared.flat().map(({ document }) => document))];
  const dates = ids.length === 0 ? new Map<DocumentId, string>() : await datesOf(DB, ids);
  const dated = passages.map((passage) => {
    const date = dates.get(passage.document);
    return date === undefined ? passage : { ...passage, title: `${passage.title} (${date})` };
  });
  return findDifferences(dated);
}

/** When the version that is found came to be, as in `2026-11-29`: with as much of the time as tells all of them apart. */
async function datesOf(DB: D1Database, ids: DocumentId[]): Promise<Map<DocumentId, string>> {
  const rows = await openDirectory(DB)
    .select({ id: documents.id, at: documents.updatedAt })
    .from(documents)
    .where(inArray(documents.id, inJsonArray(ids)));
  const times = rows.map(({ id, at }) => ({ id, time: new Date(at).toISOString() }));
  const differAt = (length: number): boolean =>
    new Set(times.map(({ time }) => time.slice(0, length))).size === times.length;
  const length = LENGTHS.find(differAt) ?? MILLISECOND;
  const suffix = length > DAY ? " UTC" : "";
  return new Map(times.map(({ id, time }) => [id, `${time.slice(0, length).replace("T", " ")}${suffix}`]));
}

/** Lengths of the beginnings of an ISO time: day, minute, second, millisecond. */
const [DAY, MINUTE, SECOND, MILLISECOND] = [10, 16, 19, 23] as const;
const LENGTHS = [DAY, MINUTE, SECOND, MILLISECOND];
