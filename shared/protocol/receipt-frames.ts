/** How one message has come to the people of its room. Times: server clock, milliseconds; missing where they are not known (any more). */
import type { UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Client -> room. Answered by `receipts`. */
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

/** Of everyone but its author who was in the room when it was sent, and still is. */
export type ReadReceipts = NamedReadReceipts | CountedReadReceipts;

interface NamedReadReceipts {
  type: "named";
  people: PersonReadReceipt[];
  /** Whoever asks reads privately and has not shown that they got so far: they are not told who has read it. */
  hidden?: true;
}

/** In a crowd. Who has it on a device is not kept there. */
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
