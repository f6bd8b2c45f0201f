import type { MessageId } from "../../shared/ids.ts";
import type {
  CaretFrame,
  ComposeCaret,
  ComposeClose,
  Composed,
  ComposeOpen,
  ComposeReady,
  ComposeSend,
  ComposeSignOff,
  ComposeUpdate,
  ErrorFrame,
  Ok,
  Ref,
} from "../../shared/protocol/frames.ts";
import type { WithoutRef } from "./requests.ts";

/** What may be said on a room's socket while it is open; null: it did not go out. */
export interface RoomChannel {
  send(frame: WithoutRef<ComposeOpen | ComposeUpdate | ComposeClose>): Ref | null;
  signal(frame: ComposeCaret): boolean;
}

/** Something that shares the room's socket. */
export interface SocketPlugin {
  /** The view is current: what is said now is answered. */
  connected(channel: RoomChannel): void;
  disconnected(): void;
  received(frame: Composed | CaretFrame | Ok | ErrorFrame): void;
}

/** What a plugin may ask of the room, over as many sockets as it takes. */
export interface RoomRequests {
  nextId(): MessageId;
  /** Resolves when the room has done it, and rejects with `ParleyError`. */
  ask(request: WithoutRef<ComposeReady | ComposeSignOff | ComposeSend>): Promise<Ok>;
}
