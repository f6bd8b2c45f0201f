/** The messages after a person's position in the room, for a model that summarises them for this person. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { LibraryId } from "../../../shared/ids.ts";
import { MAX_CAUGHT_UP } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { shownBranch } from "./branches.ts";
import { contextBefore } from "./context-source.ts";
import { readRoom } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { answersBuiltOn } from "./restricted-answers.ts";

export interface MessageSince {
  seq: Seq;
  name: string;
  /** Server clock, milliseconds. */
  at: number;
  text: string;
  attachments?: Attachment[];
}

export interface MessagesSince {
  /** Oldest first. If there are more than MAX_CAUGHT_UP, only the newest of them. */
  messages: MessageSince[];
  /** Older messages after `since` exist. */
  more: boolean;
}

/**
 * Those of the path of a branch. `unreadable`: libraries that the person may not read. Messages that are excluded from models are also left
 * out.
 */
export function messagesSince(
  store: SqlStore,
  since: Seq,
  unreadable: readonly LibraryId[],
  branch = shownBranch(store),
): MessagesSince {
  const { head } = readRoom(store);
  const rows = contextBefore(store, head + 1, MAX_CAUGHT_UP + 1, branch).filter(({ seq }) => seq > since);
  const restricted = answersBuiltOn(store, unreadable);
  const messages = rows
    .slice(0, MAX_CAUGHT_UP)
    .filter(({ seq, hidden }) => hidden === null && !restricted.has(seq))
    .filter(({ text, attachments }) => text !== "" || attachments !== undefined)
    .map(({ seq, author, at, text, attachments }) => ({
      ...{ seq, name: author.name, at, text },
      ...(attachments === undefined ? {} : { attachments }),
    }))
    .reverse();
  return { messages, more: rows.length > MAX_CAUGHT_UP };
}
