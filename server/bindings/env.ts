import type { InboxCalls } from "./inbox-calls.ts";
import type { IndexCalls } from "./index-calls.ts";
import type { IngestParams } from "./ingest-params.ts";
import type { MeterCalls } from "./meter-calls.ts";
import type { RoomCalls } from "./room-calls.ts";

/** The bindings: the only ways out of the Worker. */
export interface Env {
  DB: D1Database;
  ROOM: DurableObjectNamespace<RoomCalls>;
  INBOX: DurableObjectNamespace<InboxCalls>;
  METER: DurableObjectNamespace<MeterCalls>;
  /** Chunks and full text, one object for each library. */
  INDEX: DurableObjectNamespace<IndexCalls>;
  /** Originals and texts of documents. */
  FILES: R2Bucket;
  /** Embeddings by the hash of their text, and what questions found; may be stale, decides nothing. */
  CACHE: KVNamespace;
  INGEST: Workflow<IngestParams>;
  /** Namespace = organization; metadata `library` and `document`. Locally `server/local/local-vectorize.ts`. */
  VECTORIZE: Vectorize;
  /** The model that texts and questions are embedded with: what is in VECTORIZE is its. */
  EMBEDDING_MODEL: string;
  /** While the model is changed: the index of the next one, which is filled and not searched yet, and its name. */
  VECTORIZE_NEXT?: Vectorize;
  EMBEDDING_MODEL_NEXT: string;
  /** Workers AI; locally `server/local/local-ai.ts`, which has its shapes. */
  AI: Ai;
  /** The AI Gateway that models are called through; empty for none. */
  AI_GATEWAY: string;
  ASSETS: Fetcher;
  /** Sockets that one person opens. */
  CONNECTS: RateLimit;
  /** Calls of `/api` by one person. */
  REQUESTS: RateLimit;
  /** Signs sessions. A secret in production; made on first start locally. */
  BETTER_AUTH_SECRET: string;
  /**
   * Origins whose pages may call and open sockets, separated by commas; the first is the app's own address. `self` is
   * whatever address of this machine (localhost, 127.0.0.1) the request came to.
   */
  ALLOWED_ORIGINS: string;
  /** Origins that documents may be fetched from whatever they are, separated by commas. Empty but in tests. */
  OUTSIDE_ALLOW: string;
  /** DNS over HTTPS that is asked where a name leads to before it is fetched from; empty for none. */
  OUTSIDE_RESOLVER: string;
  /** Raise it after restoring a backup: every room then gets a new epoch, and clients start over from a snapshot. */
  RESTORE_GENERATION: string;
  LIMITS: AttemptLimits;
}

/** Attempts in ATTEMPT_WINDOW. Local ones are generous: load tests sign up hundreds of people from one address. */
export interface AttemptLimits {
  /** Sign-ins to one account from one address: what a guesser has. */
  signInsPerPair: number;
  /** Sign-ins to one account from anywhere: what many guessers together have. */
  signInsPerAccount: number;
  /** Sign-ins from one address: what someone has who tries one password on many accounts. */
  signInsPerAddress: number;
  signUpsPerAddress: number;
}
