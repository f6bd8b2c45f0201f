import type { DraftOpen, DraftUpdate } from "../../shared/protocol/draft-frames.ts";
import type { InboxClientFrame } from "../../shared/protocol/inbox-client-frames.ts";
import type { Here, InboxServerFrame, Ref, SetStatus, Watch } from "../../shared/protocol/frames.ts";
import type { WithoutRef } from "./requests.ts";

/** Sends frames on an open inbox socket. Null: the frame was not sent. */
export interface InboxChannel {
  send(frame: WithoutRef<DraftOpen | DraftUpdate | Here | Watch | SetStatus>): Ref | null;
}

/** For requests of a plugin that it repeats itself (`Requests`), also over several connections. */
export interface InboxPort {
  nextRef(): Ref;
  /** Returns whether the frame was sent. */
  send(frame: InboxClientFrame): boolean;
}

/** A feature that shares the inbox's socket. */
export interface InboxPlugin {
  /** Called once, before anything else. */
  attached?(port: InboxPort): void;
  /** The list has arrived: commands are answered from now on. */
  connected(channel: InboxChannel): void;
  disconnected(): void;
  /** The socket was closed for good, with this code. */
  stopped?(code: number): void;
  received(frame: InboxServerFrame): void;
}
