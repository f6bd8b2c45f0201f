/** The search over messages. A separate entry. The caller sends the requests, because only it knows who is signed in. */
export { MessagePages, type FindMessages } from "./message-pages.ts";
export { messageSearchPath } from "../../../shared/message-search.ts";
export type {
  MessageHit,
  MessageHitContext,
  MessageOrder,
  MessageSearchQuery,
  MessageSearchReport,
} from "../../../shared/message-search.ts";
