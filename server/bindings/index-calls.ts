import type { LibraryIndex } from "./library-index.ts";
import type { DocumentKey } from "./document-key.ts";

/** What the edge, the workflow and the sweeper ask of a library's index. Each call may be repeated. */
export interface IndexCalls extends Rpc.DurableObjectBranded, LibraryIndex {
  /** Looks after the document at these times (server clock, milliseconds) until nothing of it is left half done. */
  care(key: DocumentKey, due: number[]): Promise<void>;
}
