import type { Seq } from "../../../../shared/protocol/seq.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** A version of a prompt. `last`: the branch that was shown when this version was last left. */
export interface Version {
  seq: Seq;
  last: Seq;
}

/** The versions of a prompt, by the first of them, oldest first. Empty if there is only one. */
export function versionsOf(store: SqlStore, prompt: Seq): Version[] {
  const row = store.first<{ versions: string }>("SELECT versions FROM forks WHERE prompt = ?", prompt);
  return versionsIn(row?.versions ?? null);
}

/** Decodes the column `forks.versions`: JSON, or null if there is only one version. */
export function versionsIn(json: string | null): Version[] {
  return json === null ? [] : readJson<Version[]>(json, []);
}

export function putVersions(store: SqlStore, prompt: Seq, versions: readonly Version[]): void {
  store.run(
    "INSERT OR REPLACE INTO forks (prompt, versions) VALUES (?, ?)",
    prompt,
    JSON.stringify(versions),
  );
}
