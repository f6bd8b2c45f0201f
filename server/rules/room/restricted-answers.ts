/** Answers that are based on documents that a person may not read. They are not shown to this person (CITE-7). */
import type { LibraryId } from "../../../shared/ids.ts";
import type { Message, RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Answer } from "../../../shared/protocol/turns.ts";
import type { Page } from "../../../shared/protocol/frames.ts";
import { textHash } from "../../../shared/text-hash.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readJson } from "../../storage/json-column.ts";

/** Answers whose model was given passages of one of these libraries. Reads nothing if `libraries` is empty, which is the usual case. */
export function answersBuiltOn(store: SqlStore, libraries: readonly LibraryId[]): ReadonlySet<Seq> {
  if (libraries.length === 0) return new Set();
  const rows = store.all<{ answer: Seq; libraries: string }>(
    "SELECT answer, libraries FROM turns INDEXED BY answers_from_libraries WHERE libraries IS NOT NULL AND answer IS NOT NULL",
  );
  const unreadable = new Set<string>(libraries);
  const built = rows.filter(
    (row) =>
      // If the row is damaged, the sources are unknown, so the answer is hidden from everyone with an unreadable library.
      readJson<string[] | null>(row.libraries, null)?.some((id) => unreadable.has(id)) ?? true,
  );
  return new Set(built.map((row) => row.answer));
}

/** The libraries that these answers are built on. */
export function librariesOf(store: SqlStore, answers: readonly Seq[]): LibraryId[] {
  const rows = store.all<{ libraries: string }>(
    "SELECT libraries FROM turns WHERE libraries IS NOT NULL AND answer IN (SELECT value FROM json_each(?))",
    JSON.stringify(answers),
  );
  return [...new Set(rows.flatMap((row) => readJson<LibraryId[]>(row.libraries, [])))];
}

export function restrictPage(page: Page, restricted: ReadonlySet<Seq>): Page {
  if (restricted.size === 0) return page;
  return { ...page, messages: page.messages.map((message) => restrictMessage(message, restricted)) };
}

export function restrictEvents(events: readonly RoomEvent[], restricted: ReadonlySet<Seq>): RoomEvent[] {
  return restricted.size === 0 ? [...events] : events.map((event) => restrictEvent(event, restricted));
}

function restrictEvent(event: RoomEvent, restricted: ReadonlySet<Seq>): RoomEvent {
  switch (event.type) {
    case "message.sent": {
      const { message, seq } = event;
      return { ...event, message: { ...message, ...hidden({ ...message, seq }, restricted) } };
    }
    case "turn.ended": {
      if (!restricted.has(event.target)) return event;
      const { citations: _, steps: _steps, read: _read, ...rest } = event;
      return { ...rest, text: "", excerpt: "", hash: textHash(""), length: 0, restricted: true };
    }
    case "turn.waiting": {
      const { steps: _, ...rest } = event;
      return restricted.has(event.target) ? rest : event;
    }
    case "turn.results":
      return restricted.has(event.target) ? { ...event, results: [] } : event;
    case "answer.followed":
      return restricted.has(event.target) ? { ...event, questions: [] } : event;
    case "message.moderated":
      return restricted.has(event.target) ? { ...event, text: "" } : event;
    default:
      return event;
  }
}

export function restrictMessage(message: Message, restricted: ReadonlySet<Seq>): Message {
  return { ...message, ...hidden(message, restricted) };
}

type Said = Pick<Message, "seq" | "text" | "replyTo" | "quote" | "answer">;

function hidden(
  message: Said,
  restricted: ReadonlySet<Seq>,
): Partial<Pick<Message, "text" | "quote" | "answer">> {
  const { seq, replyTo, quote, answer } = message;
  return {
    ...(replyTo !== undefined && quote && restricted.has(replyTo)
      ? { quote: { ...quote, excerpt: "" } }
      : {}),
    ...(answer !== undefined && restricted.has(seq) ? { text: "", answer: hiddenAnswer(answer) } : {}),
  };
}

function hiddenAnswer({
  citations: _,
  hash: _hash,
  length: _length,
  steps: _steps,
  read: _read,
  followUps: _followUps,
  ...answer
}: Answer): Answer {
  return { ...answer, restricted: true };
}
