import type { DocumentRow } from "./documents.ts";
import type { Env } from "../../bindings/env.ts";

/**
 * Starts the instance that the row names. If this fails, or the server dies before it, the lease runs out and somebody else
 * starts another.
 */
export async function startIngest(env: Pick<Env, "INGEST">, row: DocumentRow): Promise<void> {
  if (row.instance === null) return;
  const { organization, library, id: document, version, attempt } = row;
  try {
    await env.INGEST.create({
      id: row.instance,
      params: { organization, library, document, version, attempt },
    });
  } catch (error) {
    console.error("ingestion not started", { document, error });
  }
}
