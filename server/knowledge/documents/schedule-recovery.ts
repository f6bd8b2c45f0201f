import { INGEST_LEASE } from "../../../shared/limits.ts";
import type { DocumentKey } from "../../bindings/document-key.ts";
import type { Env } from "../../bindings/env.ts";
import { UPLOAD_TIME } from "./recover-document.ts";

/**
 * To be called before anything of a document is written: the library's index recovers the document when its lease has run out and
 * when an upload has had its time, so that a crash in between leaves nothing behind.
 */
export async function scheduleRecovery(env: Env, key: DocumentKey): Promise<void> {
  const now = Date.now();
  await env.INDEX.getByName(key.library).recoverAt(key, [now + INGEST_LEASE, now + UPLOAD_TIME]);
}
