import type { Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxTotals, Preferences, SavedMessage } from "../../../shared/protocol/frames.ts";
import type { ConnectionState, Inbox } from "../../sdk/types.ts";
import type { Triage } from "./create-triage.ts";
import { makeContext } from "./make-context.ts";

/** The person's list of rooms. A room alone does without: then it saves nothing and opens at its own read cursor. */
export interface InboxContext {
  inbox: Inbox;
  /** Newest first; null until the inbox has said something. */
  entries: Accessor<readonly InboxEntry[] | null>;
  totals: Accessor<InboxTotals | null>;
  saved: Accessor<readonly SavedMessage[]>;
  /** What is set for all rooms; null until the inbox has said it. */
  preferences: Accessor<Preferences | null>;
  /** The beginning of unsent words, by room. */
  draftMarks: Accessor<ReadonlyMap<RoomId, string>>;
  connection: Accessor<ConnectionState>;
  /** The server's clock, milliseconds. */
  serverNow: () => number;
  triage: Triage;
}

const context = makeContext<InboxContext>("Inbox");
export const { Provider: InboxProvider, use: useInbox, find: findInbox } = context;
