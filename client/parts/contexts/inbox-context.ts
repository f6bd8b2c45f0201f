import type { Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxTotals, Preferences, SavedMessage } from "../../../shared/protocol/frames.ts";
import type { ConnectionState, Inbox } from "../../sdk/types.ts";
import type { Triage } from "./create-triage.ts";
import { makeContext } from "./make-context.ts";

/** The person's list of rooms. A room can be used without it; then nothing can be saved and the room opens at its own read cursor. */
export interface InboxContext {
  inbox: Inbox;
  /** Newest first; null until the inbox has sent the list. */
  entries: Accessor<readonly InboxEntry[] | null>;
  totals: Accessor<InboxTotals | null>;
  saved: Accessor<readonly SavedMessage[]>;
  /** Settings for all rooms; null until the inbox has sent them. */
  preferences: Accessor<Preferences | null>;
  /** The beginning of each draft, by room. */
  draftMarks: Accessor<ReadonlyMap<RoomId, string>>;
  connection: Accessor<ConnectionState>;
  /** The inbox has greeted this connection. */
  isCurrent: Accessor<boolean>;
  /** The server clock, ms. */
  serverNow: () => number;
  triage: Triage;
}

const context = makeContext<InboxContext>("Inbox");
export const { Provider: InboxProvider, use: useInbox, find: findInbox } = context;
