/** What every client did and saw, for the checker. One process writes all of it, so `step` is one order over all clients. */
import type { DeviceId, MessageId, RoomId, UserId } from "../../shared/ids.ts";
import type { Message, Notice, RoomEvent } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { ClientFrame, ServerFrame } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";

/** Rises with everything that happened anywhere in the run. */
export type Step = number;

/** One socket, from its first frame to its end. */
export type SocketNumber = number;

export type Entry = {
  step: Step;
  /** Milliseconds since the run began. */
  at: number;
  room: RoomId;
} & (
  | { type: "wrote"; id: MessageId; text: string }
  /** Taken back before it was sent. */
  | { type: "discarded"; id: MessageId }
  /** The frame left this client. Whether it arrived is not known. */
  | { type: "said"; socket: SocketNumber; frame: ClientFrame }
  | { type: "heard"; socket: SocketNumber; frame: ServerFrame }
  | { type: "closed"; socket: SocketNumber; code: number }
);

export type EntryOf<Type extends Entry["type"]> = Extract<Entry, { type: Type }>;

export interface ClientHistory {
  name: string;
  user: UserId;
  device: DeviceId;
  /** `sdk` keeps the promises of the client; `rude` sends what it likes and promises nothing. */
  kind: "sdk" | "rude";
  entries: Entry[];
  /** What it shows at the end, when all is healed, by room. */
  ends: { room: RoomId; view: RoomView | null; pending: number }[];
}

/** A room as a fresh client reads it after the run. */
export interface FinalLog {
  room: RoomId;
  head: Seq;
  /** By paging through everything, ascending. */
  messages: Message[];
  notices: Notice[];
  /** What `hello {since}` gives at the end of the log, ascending and ending at `head`. */
  tail: RoomEvent[];
  fresh: RoomView;
}

export interface History {
  clients: ClientHistory[];
  rooms: FinalLog[];
  /** Server clock (that of this machine), milliseconds, around everything that was written. */
  began: number;
  ended: number;
}

/** What a rule found broken: one sentence with the numbers to look for. */
export type Violation = string;

/** Looks at a whole run. Pure. */
export type Rule = (history: History) => Violation[];
