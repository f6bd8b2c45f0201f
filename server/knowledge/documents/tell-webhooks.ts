import { webhooksStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { holdsNotes } from "../libraries/notes-library.ts";
import type { DocumentRow } from "../records/documents.ts";

/** Tells webhooks that a version can be found, or could not be read. Each version is told once, whoever has finished it. */
export async function tellWebhooks(
  env: Env,
  { id, organization, library, version, state, deletedAt }: DocumentRow,
): Promise<void> {
  if (deletedAt !== null || (state !== "ready" && state !== "failed")) return;
  // Nobody but their owner is told of notes.
  if (await holdsNotes(openDirectory(env.DB), library)) return;
  const type = state === "ready" ? "document.ready" : "document.failed";
  const news = { organization, library, document: id, version, type, at: Date.now() } as const;
  await webhooksStub(env, organization).takeDocument(news);
}
