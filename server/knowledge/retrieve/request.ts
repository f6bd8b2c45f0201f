/** What is asked of retrieval, and what it answers. */
import type { LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import type { Passage } from "../../bindings/chunk.ts";
export interface RetrieveRequest {
  organization: OrganizationId;
  /** Those that may be used: the caller has asked the directory just now. */
  libraries: LibraryId[];
  /** What is asked, standing for itself (`rewrite.ts` has made it so from the conversation). */
  question: string;
  limit: number;
  /** Passages of one document, at most. */
  perDocument: number;
  signal?: AbortSignal;
}

export interface Retrieved {
  /** Best first; none where nothing fits. */
  passages: Passage[];
  /** How well the best of them fit, 0 to 1. */
  confidence: number;
}

export type RetrieveEnv = Pick<
  Env,
  "AI" | "AI_GATEWAY" | "VECTORIZE" | "INDEX" | "CACHE" | "DB" | "EMBEDDING_MODEL"
>;
