import type { DocumentKey } from "./document-key.ts";

/** The parameters of one workflow instance. */
export interface IngestParams extends DocumentKey {
  version: number;
  attempt: number;
}
