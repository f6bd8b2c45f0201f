import type { DraftOpen, DraftUpdate } from "../../shared/protocol/draft-frames.ts";
import type { Here, InboxServerFrame, Ref, SetStatus, Watch } from "../../shared/protocol/frames.ts";
import type { WithoutRef } from "./requests.ts";

/** What may be said on an inbox's socket while it is open; null: it did not go out. */
export interface InboxChannel {
  send(frame: WithoutRef<DraftOpen | DraftUpdate | Here | Watch | SetStatus>): Ref | null;
}

/** Something that shares the inbox's socket. */
export interface InboxPlugin {
  /** The list has come: what is said now is answered. */
  connected(channel: InboxChannel): void;
  disconnected(): void;
  received(frame: InboxServerFrame): void;
}
