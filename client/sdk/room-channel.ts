import type { MessageId } from "../../shared/ids.ts";
import type {
  CaretFrame,
  CommandFrame,
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

/** Sends frames on an open room socket. Null: the frame was not sent. */
export interface RoomChannel {
  send(frame: WithoutRef<ComposeOpen | ComposeUpdate | ComposeClose>): Ref | null;
  signal(frame: ComposeCaret): boolean;
}

/** A feature that shares the room's socket. */
export interface SocketPlugin {
  /** The view is current: commands are answered from now on. */
  connected(channel: RoomChannel): void;
  disconnected(): void;
  received(frame: Composed | CaretFrame | Ok | ErrorFrame): void;
}

/** Commands of a plugin to the room. They are repeated on new sockets until they are answered. */
export interface RoomRequests {
  nextId(): MessageId;
  /** Resolves when the room has done it, and rejects with `ParleyError`. */
  ask(
    request: WithoutRef<
      ComposeReady | ComposeSignOff | ComposeSend | CommandFrame<"task.change" | "task.state" | "task.move">
    >,
  ): Promise<Ok>;
}
