/** Actions and received frames of every client, for the checker. One process records them, so `step` is one order over all clients. */
import type { DeviceId, MessageId, RoomId, UserId } from "../../shared/ids.ts";
import type { Message, Notice, RoomEvent } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { ClientFrame, ServerFrame } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";

/** Increases with every recorded entry of the run. */
export type Step = number;

/** Identifies one socket, from its first frame to its end. */
export type SocketNumber = number;

export type Entry = {
  step: Step;
  /** Milliseconds since the start of the run. */
  at: number;
  room: RoomId;
} & (
  | { type: "wrote"; id: MessageId; text: string }
  /** Discarded before it was sent. */
  | { type: "discarded"; id: MessageId }
  /** The frame was sent by this client. It may or may not have arrived. */
  | { type: "sent"; socket: SocketNumber; frame: ClientFrame }
  | { type: "received"; socket: SocketNumber; frame: ServerFrame }
  | { type: "closed"; socket: SocketNumber; code: number }
);

export type EntryOf<Type extends Entry["type"]> = Extract<Entry, { type: Type }>;

export interface ClientHistory {
  name: string;
  user: UserId;
  device: DeviceId;
  /** `sdk` keeps the rules of a client; `hostile` sends anything. */
  kind: "sdk" | "hostile";
  entries: Entry[];
  /** What it shows at the end of the run, by room. */
  ends: { room: RoomId; view: RoomView | null; pending: number }[];
}

/** A room as a fresh client reads it after the run. */
export interface FinalLog {
  room: RoomId;
  head: Seq;
  /** All messages, read page by page, ascending. Also those that stand in threads alone. */
  messages: Message[];
  notices: Notice[];
  /** Events after `hello {since}` near the end of the log, ascending and ending at `head`. */
  tail: RoomEvent[];
  fresh: RoomView;
}

/** Whether a message stands in the room, and not in a thread alone. */
export const standsInRoom = ({ thread, alsoRoom }: Message): boolean =>
  thread === undefined || alsoRoom === true;

export interface History {
  clients: ClientHistory[];
  rooms: FinalLog[];
  /** Server clock (of this machine), milliseconds, before everything that was written. */
  began: number;
  ended: number;
}

/** A violation of a rule: one sentence with the numbers that locate it. */
export type Violation = string;

/** Checks a whole run. Pure. */
export type Rule = (history: History) => Violation[];
