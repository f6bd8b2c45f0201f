import type { DocumentKey } from "./document-key.ts";

/** What one instance of the workflow works on. */
export interface IngestParams extends DocumentKey {
  version: number;
  attempt: number;
}
