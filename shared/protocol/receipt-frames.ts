/** How one message has come to the people of its room. Times: server clock, milliseconds; missing where they are not known (any more). */
import type { UserId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Client -> room. Answered by `receipts`. */
export interface AskReceipts {
  type: "receipts";
  ref: Ref;
  target: Seq;
}

export interface ReceiptsFrame {
  type: "receipts";
  ref: Ref;
  receipts: Receipts;
}

/** Of everyone but its author who was in the room when it was sent, and still is. */
export type Receipts = NamedReceipts | CountedReceipts;

interface NamedReceipts {
  type: "named";
  people: PersonReceipt[];
  /** Whoever asks reads privately and has not shown that they got so far: they are not told who has read it. */
  hidden?: true;
}

/** In a crowd. Who has it on a device is not kept there. */
interface CountedReceipts {
  type: "counted";
  read: number;
  of: number;
  hidden?: true;
}

export type PersonReceipt =
  | { user: UserId; state: "sent" }
  | { user: UserId; state: "delivered"; deliveredAt?: number }
  | { user: UserId; state: "read"; deliveredAt?: number; readAt?: number };
