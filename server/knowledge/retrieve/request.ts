/** Input and output of retrieval. */
import type { DocumentId, LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import type { Passage } from "../../bindings/chunk.ts";
export interface RetrieveRequest {
  organization: OrganizationId;
  /** Libraries that may be used. The caller has just asked the directory for them. */
  libraries: LibraryId[];
  /** The only documents that may be found, by library; missing for all of the libraries. */
  documents?: ReadonlyMap<LibraryId, DocumentId[]>;
  /** The question, understandable without the conversation (see `rewrite.ts`). */
  question: string;
  limit: number;
  /** Maximum passages of one document. */
  perDocument: number;
  /** `all`: also what has one word of the question, for a list that a person looks through. An answer gets what fits. */
  show?: "fitting" | "all";
  signal?: AbortSignal;
}

export interface Retrieved {
  /** Best first; empty if nothing is relevant. */
  passages: Passage[];
  /** Relevance of the best passages, 0 to 1. */
  confidence: number;
}

export type RetrieveEnv = Pick<
  Env,
  "AI" | "AI_GATEWAY" | "VECTORIZE" | "INDEX" | "CACHE" | "DB" | "EMBEDDING_MODEL" | "RERANK_MODEL"
>;
