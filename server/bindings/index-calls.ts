import type { LibraryIndex } from "./library-index.ts";
import type { DocumentKey } from "./document-key.ts";

/** The RPC interface of a library's index, for the edge, the workflow and the sweep. Each call may be repeated. */
export interface IndexCalls extends Rpc.DurableObjectBranded, LibraryIndex {
  /** Checks at these times whether work on the document was interrupted, until no unfinished work is left (server clock, milliseconds). */
  recoverAt(key: DocumentKey, due: number[]): Promise<void>;
}
