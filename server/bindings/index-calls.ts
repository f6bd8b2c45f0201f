import type { LibraryIndex } from "./library-index.ts";
import type { DocumentKey } from "./document-key.ts";

/** What the edge, the workflow and the sweeper ask of a library's index. Each call may be repeated. */
export interface IndexCalls extends Rpc.DurableObjectBranded, LibraryIndex {
  /** Looks at these times whether work on the document was interrupted, until nothing of it is half done (server clock, milliseconds). */
  recoverAt(key: DocumentKey, due: number[]): Promise<void>;
}
