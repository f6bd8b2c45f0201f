/** What was said in a room after someone's place in it, as a model may be given it to tell them. */
import type { Attachment } from "../../../shared/attachments.ts";
import type { LibraryId } from "../../../shared/ids.ts";
import { MAX_CAUGHT_UP } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { contextBefore } from "./context-source.ts";
import { readRoom } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { answersBuiltOn } from "./restricted-answers.ts";

export interface MessageSince {
  seq: Seq;
  name: string;
  text: string;
  attachments?: Attachment[];
}

export interface MessagesSince {
  /** Oldest first; the newest of them where there are more than MAX_CAUGHT_UP. */
  messages: MessageSince[];
  /** There are older ones after `since`. */
  more: boolean;
}

/** `unreadable`: libraries that the person may not read; what is kept from models is not among it either. */
export function messagesSince(store: SqlStore, since: Seq, unreadable: readonly LibraryId[]): MessagesSince {
  const { head } = readRoom(store);
  const rows = contextBefore(store, head + 1, MAX_CAUGHT_UP + 1).filter(({ seq }) => seq > since);
  const restricted = answersBuiltOn(store, unreadable);
  const messages = rows
    .slice(0, MAX_CAUGHT_UP)
    .filter(({ seq, hidden }) => hidden === null && !restricted.has(seq))
    .filter(({ text, attachments }) => text !== "" || attachments !== undefined)
    .map(({ seq, author, text, attachments }) => ({
      ...{ seq, name: author.name, text },
      ...(attachments === undefined ? {} : { attachments }),
    }))
    .reverse();
  return { messages, more: rows.length > MAX_CAUGHT_UP };
}
