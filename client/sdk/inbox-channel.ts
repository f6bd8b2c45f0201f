import type { DraftOpen, DraftUpdate } from "../../shared/protocol/draft-frames.ts";
import type { Here, InboxServerFrame, Ref, SetStatus, Watch } from "../../shared/protocol/frames.ts";
import type { WithoutRef } from "./requests.ts";

/** Sends frames on an open inbox socket. Null: the frame was not sent. */
export interface InboxChannel {
  send(frame: WithoutRef<DraftOpen | DraftUpdate | Here | Watch | SetStatus>): Ref | null;
}

/** A feature that shares the inbox's socket. */
export interface InboxPlugin {
  /** The list has arrived: commands are answered from now on. */
  connected(channel: InboxChannel): void;
  disconnected(): void;
  received(frame: InboxServerFrame): void;
}
