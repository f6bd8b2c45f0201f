/** Finishes or undoes work on a document that was interrupted. May be run at any time, and by several at once. */
import { eq } from "drizzle-orm";
import { INGEST_LEASE } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findRow, toDocument, type DocumentRow } from "../records/documents.ts";
import { settleReady, takeOver } from "../records/ingests.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import { documents } from "../../directory/schema.ts";
import type { Env } from "../../bindings/env.ts";
import { deleteUnwantedFiles } from "./delete-unwanted-files.ts";
import { documentPrefix } from "../records/files.ts";
import { tellWebhooks } from "./tell-webhooks.ts";
import { startIngest } from "../records/start-ingest.ts";

/** An upload that took half of this is refused: an object without a row is an orphan after it. Milliseconds. */
export const UPLOAD_TIME = 30 * 60_000;
/** After this, nobody who worked on the document when it was deleted writes any more, and its row goes. Milliseconds. */
const LAST_WRITES = INGEST_LEASE;

/** Resolves to when to look again, or to null when nothing is left to do. */
export async function recoverDocument(env: Env, key: DocumentKey, now: number): Promise<number | null> {
  const directory = openDirectory(env.DB);
  const row = await findRow(directory, key.document);
  if (row === null) return deleteOldFiles(env, key, now, () => true);
  if (row.deletedAt !== null) return recoverDeleted(env, key, row.deletedAt, now);
  if (row.instance !== null && row.leaseUntil !== null) {
    if (row.leaseUntil > now) return row.leaseUntil;
    const begun = await takeOver(
      directory,
      { document: row.id, version: row.version, instance: row.instance },
      now,
    );
    if (begun === null) return now + 1;
    await env.INDEX.getByName(key.library).tell(toDocument(begun, false));
    if (begun.instance === null) {
      await tellWebhooks(env, begun);
      return recoverIdle(env, key, begun, now);
    }
    await startIngest(env, begun);
    return begun.leaseUntil;
  }
  return recoverIdle(env, key, row, now);
}

/** Of a document that nobody works on: deletes the files that no version needs any more. */
async function recoverIdle(
  env: Env,
  key: DocumentKey,
  row: DocumentRow,
  now: number,
): Promise<number | null> {
  const found = await env.INDEX.getByName(key.library).activeVersion(key.document);
  const settled = found === null ? null : await settleReady(openDirectory(env.DB), key.document, found);
  if (settled !== null) await tellWebhooks(env, settled);
  const { version, readyVersion } = settled ?? row;
  return deleteOldFiles(env, key, now, (file) => file !== version && file !== readyVersion, version);
}

/**
 * Of what may be an upload that is still on its way, or has just ended and has no row yet, only what is too old for that; what is
 * older than `current` at once. Resolves to when the rest may go.
 */
async function deleteOldFiles(
  env: Env,
  key: DocumentKey,
  now: number,
  isUnwanted: (version: number) => boolean,
  current = 0,
): Promise<number | null> {
  let coming: number | null = null;
  await deleteUnwantedFiles(env, documentPrefix(key), ({ version, uploadedAt }) => {
    if (!isUnwanted(version)) return false;
    if (version < current || uploadedAt + UPLOAD_TIME <= now) return true;
    coming = Math.max(coming ?? 0, uploadedAt + UPLOAD_TIME);
    return false;
  });
  return coming;
}

async function recoverDeleted(
  env: Env,
  key: DocumentKey,
  deletedAt: number,
  now: number,
): Promise<number | null> {
  await env.INDEX.getByName(key.library).remove(key.document);
  await deleteUnwantedFiles(env, documentPrefix(key), () => true);
  if (now < deletedAt + LAST_WRITES) return deletedAt + LAST_WRITES;
  await openDirectory(env.DB).delete(documents).where(eq(documents.id, key.document));
  return null;
}
