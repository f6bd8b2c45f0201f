import { createSignal } from "solid-js";
import type { RoomId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/events.ts";

export interface AskedMessage {
  room: RoomId;
  seq: Seq;
}

// Asking for the same one again is asking again.
const [askedMessage, setAskedMessage] = createSignal<AskedMessage | null>(null, { equals: false });

/** Leads to a message of a room that is on screen already; one that is opened for it goes by its address. */
export { askedMessage };

export const askForMessage = (asked: AskedMessage): void => void setAskedMessage(asked);
