/** From a question to the passages that may answer it. */
import type { LibraryId, OrganizationId } from "../../../shared/ids.ts";
import type { Env } from "../../env.ts";
import type { Passage } from "../chunk.ts";

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

/**
 * Vectors and full text, fused, reranked, spread over documents; at last each passage is read from its library's index and its
 * document looked up in the directory, so that nothing stale or foreign is among them. Throws when the directory or an index
 * cannot be asked; where only embedding or reranking fails, the rest finds alone.
 */
export async function retrieve(env: RetrieveEnv, request: RetrieveRequest): Promise<Retrieved> {
  void env;
  void request;
  throw new Error("not built yet");
}
