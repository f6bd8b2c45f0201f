/**
 * Delivery and reading of one message by the people of its room. Times: server clock, milliseconds; missing if unknown or no
 * longer stored.
 */
import type { UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Client -> room. Requests the read receipts of a message. Answered by `readReceipts`. */
export interface AskReadReceipts {
  type: "readReceipts";
  ref: Ref;
  target: Seq;
}

export interface ReadReceiptsFrame {
  type: "readReceipts";
  ref: Ref;
  receipts: ReadReceipts;
}

/** Covers everyone except the author who was in the room when it was sent and still is. */
export type ReadReceipts = NamedReadReceipts | CountedReadReceipts;

interface NamedReadReceipts {
  type: "named";
  people: PersonReadReceipt[];
  /** The person who asks reads privately and has not shown their cursor up to here, so names of readers are hidden. */
  hidden?: true;
}

/** For large rooms, where delivery is not stored. */
interface CountedReadReceipts {
  type: "counted";
  read: number;
  of: number;
  hidden?: true;
}

export type PersonReadReceipt =
  | { user: UserId; state: "sent" }
  | { user: UserId; state: "delivered"; deliveredAt?: number }
  | { user: UserId; state: "read"; deliveredAt?: number; readAt?: number };
