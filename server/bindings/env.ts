import type { DeskCalls } from "./desk-calls.ts";
import type { InboxCalls } from "./inbox-calls.ts";
import type { ChallengeCalls } from "./challenge-calls.ts";
import type { IndexCalls } from "./index-calls.ts";
import type { IngestParams } from "./ingest-params.ts";
import type { MeterCalls } from "./meter-calls.ts";
import type { NoticeEvent } from "./notice-event.ts";
import type { RoomCalls } from "./room-calls.ts";
import type { SearchCalls } from "./search-calls.ts";
import type { WebhookCalls } from "./webhook-calls.ts";

/** The bindings of the Worker. All access to the outside goes through them. */
export interface Env {
  DB: D1Database;
  ROOM: DurableObjectNamespace<RoomCalls>;
  INBOX: DurableObjectNamespace<InboxCalls>;
  METER: DurableObjectNamespace<MeterCalls>;
  /** Chunks and full-text index, one object for each library. */
  INDEX: DurableObjectNamespace<IndexCalls>;
  /** The index of messages, one object for each organization. */
  SEARCH: DurableObjectNamespace<SearchCalls>;
  /** The desk of supporters, one object for each organization. */
  DESK: DurableObjectNamespace<DeskCalls>;
  /** Webhooks, their queue and their log, one object for each organization. */
  WEBHOOKS: DurableObjectNamespace<WebhookCalls>;
  /** Original files of documents, their extracted text, and attachments of messages. */
  FILES: R2Bucket;
  /** Cached embeddings by the hash of their text, and cached search results. Entries may be outdated, so no access decision uses them. */
  CACHE: KVNamespace;
  INGEST: Workflow<IngestParams>;
  /** Notices that are due. The Worker itself consumes them: `server/notices/consume.ts`. */
  EVENTS: Queue<NoticeEvent>;
  /** Namespace = organization; metadata `library` and `document`. In local development `server/local/local-vectorize.ts`. */
  VECTORIZE: Vectorize;
  /** The embedding model for texts and queries. All vectors in VECTORIZE are from this model. */
  EMBEDDING_MODEL: string;
  /** Only during a change of the model: the index for the next model, which is filled but not searched yet, and the model's name. */
  VECTORIZE_NEXT?: Vectorize;
  EMBEDDING_MODEL_NEXT: string;
  /** The model that reads question and passage together and orders the passages anew. Empty: the order of the search stays. */
  RERANK_MODEL: string;
  /** Workers AI. In local development `server/local/local-ai.ts`, with the same interface. */
  AI: Ai;
  /** Address of an own model server that answers everything, and the name of its model. Only in local development. */
  LOCAL_AI_URL?: string;
  LOCAL_AI_MODEL?: string;
  /** Seconds until the first sign of life of that server, which may have to load its model first. */
  LOCAL_AI_FIRST_BYTE?: string;
  /** Name of the AI Gateway for model requests; empty if there is none. */
  AI_GATEWAY: string;
  /** Sends mail. In local development `server/local/mail/local-mail.ts`. */
  MAIL?: SendEmail;
  /** The sender of mail: `Parley <parley@example.com>`. Empty: this server sends none. */
  MAIL_FROM?: string;
  /**
   * The mailbox that visitors reply to, such as `reply@mail.example`. Mail to it and to `reply+…@mail.example` has to reach this Worker. Empty:
   * replies by mail are not taken, and no mail asks for one.
   */
  MAIL_REPLY?: string;
  /** The keys that pushes are signed with (`node scripts/vapid.ts`), base64url. Secrets in production. Empty or missing: no pushes are sent. */
  VAPID_PUBLIC?: string;
  VAPID_PRIVATE?: string;
  /** Host names of push services, separated by commas. A browser's address of any other is refused. */
  PUSH_HOSTS: string;
  ASSETS: Fetcher;
  /** Stands in for the server of the challenge. Only in local development: `server/local/local-challenge.ts`. */
  CHALLENGE?: ChallengeCalls;
  /** Rate limit of the sockets that one person opens. */
  CONNECTS: RateLimit;
  /** Rate limit of one person's requests to `/api`. */
  REQUESTS: RateLimit;
  /** Key that signs sessions. A secret in production; in local development it is created at the first start. */
  BETTER_AUTH_SECRET: string;
  /**
   * Origins whose pages may send requests and open sockets, separated by commas. The first one is the app's own address. `self` stands for
   * the loopback address (localhost, 127.0.0.1) of the request.
   */
  ALLOWED_ORIGINS: string;
  /** Origins from which documents may always be fetched, separated by commas. Set only in tests. */
  OUTSIDE_ALLOW: string;
  /** DNS over HTTPS server that resolves a host name before a document is fetched from it; empty if there is none. */
  OUTSIDE_RESOLVER: string;
  /** An operator increases it after restoring a backup. Every room then starts a new epoch, and clients load a snapshot. */
  RESTORE_GENERATION: string;
  LIMITS: AttemptLimits;
  /** Only on one machine: says whether an object's database is damaged. See `diagnose.ts`. */
  DATA_CHECK?: Fetcher;
}

/** Attempts without a wait. Local values are high, because load tests create hundreds of accounts from one address. */
export interface AttemptLimits {
  /** Sign-ins to one account from one address, and on one known device: limits one attacker who guesses a password. */
  signInsPerPair: number;
  /** Sign-ins to one account from all addresses: limits a distributed attack. */
  signInsPerAccount: number;
  /** Sign-ins from one address: limits an attacker who tries one password on many accounts. */
  signInsPerAddress: number;
  /** Within ATTEMPT_WINDOW. */
  signUpsPerAddress: number;
}
