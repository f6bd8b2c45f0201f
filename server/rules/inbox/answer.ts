/** Answers an inbox's frames about settings, saved messages and further pages of the lists. Pure over the SQL port. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type {
  AskRooms,
  AskSaved,
  Prefer,
  ReadAll,
  SaveMessage,
  SetRoom,
  UnsaveMessage,
} from "../../../shared/protocol/inbox-client-frames.ts";
import type { InboxFrame, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findEntry, firstRooms, pageOfRooms, totals } from "./list-rooms.ts";
import { readPreferences, setPreferences } from "./preferences.ts";
import { countDue } from "./reminders.ts";
import { readAll } from "./mark-all-read.ts";
import { listSaved, save, unsave } from "./saved-messages.ts";
import { changeSettings, wakeSnoozed } from "./settings.ts";

export type ListFrame = SetRoom | Prefer | ReadAll | SaveMessage | UnsaveMessage | AskRooms | AskSaved;

export interface Answer {
  /** Sent to all devices of the person, before the reply to the device that asked. */
  tell?: InboxServerFrame;
  reply: InboxServerFrame;
}

/** `now` is the server's clock, milliseconds. */
export function answer(store: SqlStore, frame: ListFrame, now: number): Answer {
  const { ref } = frame;
  switch (frame.type) {
    case "set":
      return setRoom(store, frame, now);
    case "prefer":
      setPreferences(store, frame.preferences);
      return {
        tell: { ...changed(store, []), preferences: readPreferences(store) },
        reply: { type: "ok", ref },
      };
    case "read.all":
      readAll(store, now, frame.room);
      return { reply: { type: "ok", ref } };
    case "save":
      return saveMessage(store, frame, now);
    case "unsave": {
      const { room, seq } = frame;
      const wasThere = unsave(store, room, seq);
      return {
        ...(wasThere && { tell: { type: "saved", added: [], removed: [{ room, seq }] } }),
        reply: { type: "ok", ref },
      };
    }
    case "page":
      return { reply: { type: "inbox.page", ref, ...pageOfRooms(store, frame.after) } };
    case "saved.list":
      return { reply: { type: "saved.page", ref, ...listSaved(store, frame.before) } };
    default:
      return assertNever(frame);
  }
}

/** The first frame on each socket. */
export function beginning(store: SqlStore, now: number): InboxFrame {
  wakeSnoozed(store, now);
  const preferences = readPreferences(store);
  const due = countDue(store);
  return {
    type: "inbox",
    complete: true,
    ...firstRooms(store),
    gone: [],
    totals: totals(store),
    preferences,
    now,
    ...(due > 0 && { remindersDue: due }),
  };
}

/** The current entries of these rooms. */
export function changed(store: SqlStore, rooms: readonly RoomId[]): InboxFrame {
  const entries = rooms.map((room) => findEntry(store, room)).filter((entry) => entry !== null);
  return { type: "inbox", complete: false, rooms: entries, gone: [] };
}

function setRoom(store: SqlStore, { ref, room, change }: SetRoom, now: number): Answer {
  const entry = findEntry(store, room);
  if (entry === null) return { reply: notThere(ref) };
  changeSettings(store, entry, change, now);
  return { tell: changed(store, [room]), reply: { type: "ok", ref } };
}

function saveMessage(store: SqlStore, { ref, room, seq, excerpt }: SaveMessage, now: number): Answer {
  if (findEntry(store, room) === null) return { reply: notThere(ref) };
  const saved = save(store, { room, seq, excerpt: excerpt.toWellFormed() }, now);
  if (saved === null) {
    return {
      reply: {
        type: "error",
        ref,
        code: "too_many",
        message: "You have reached the limit of 1,000 saved messages.",
      },
    };
  }
  return { tell: { type: "saved", added: [saved], removed: [] }, reply: { type: "ok", ref } };
}

function notThere(ref: number): InboxServerFrame {
  return { type: "error", ref, code: "not_found", message: "This conversation is not in your list." };
}
