/** A message as a program is told it. */
import type { UserId } from "../../../shared/ids.ts";
import type { Citation } from "../../../shared/knowledge.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import { isoTime } from "./iso-time.ts";

/** `names`: of members. Who has left is known by the id alone. `most`: of the text, UTF-16 units. */
export function shownMessage(message: Message, names: ReadonlyMap<UserId, string>, most: number): object {
  const { seq, author, at, text, replyTo, deletedAt, editedAt, attachments, answer, moderation } = message;
  const name = names.get(author);
  return {
    message: seq,
    author: { id: author, ...(name !== undefined && { name }) },
    at: isoTime(at),
    text: text.slice(0, most).toWellFormed(),
    ...(text.length > most && { cut: true }),
    ...(replyTo !== undefined && { replyTo }),
    ...(editedAt !== undefined && { editedAt: isoTime(editedAt) }),
    ...(deletedAt !== undefined && { deleted: true }),
    ...(moderation !== undefined && { moderation: moderation.state }),
    ...(attachments !== undefined && { files: attachments.map((file) => file.name) }),
    ...(answer !== undefined && {
      answer: {
        state: answer.state,
        ...(answer.reason !== undefined && { reason: answer.reason }),
        sources: shownSources(answer.citations ?? []),
      },
    }),
  };
}

/** `n`: as in the text, `[n]`. */
export const shownSources = (citations: readonly Citation[]): object[] =>
  citations.map(({ n, document, title, place }) => ({ n, document, title, place }));
