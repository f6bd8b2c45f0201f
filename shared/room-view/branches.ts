/** Which messages a view shows: those of one branch, and what it goes on from. */
import type { Message, MessageSent, RoomEvent } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import { withSent } from "./messages.ts";
import { isInShownThread } from "./threads.ts";
import type { RoomView } from "./view.ts";

type Shown = Pick<RoomView, "messages" | "branch" | "more" | "thread">;

/** Whether the event needs messages that the view lacks: it shows another branch, or an answer in a place that is perhaps not loaded. */
export function needsUnloaded(view: Shown, event: RoomEvent): boolean {
  // A thread is the same in all branches.
  if (view.thread !== undefined) return false;
  if (event.type === "branch.shown") return event.branch !== (view.branch ?? 0);
  if (event.type !== "message.sent" || !isInShownThread(view, event)) return false;
  if (beginsBranch(event)) return versionIn(view, event) === -1;
  const { branch = 0, answer } = event.message;
  const first = answer?.siblings?.[0];
  // A branch goes on from older ones. Of the messages before those that are loaded, the view does not know in which branch they are.
  return (
    first !== undefined &&
    branch < (view.branch ?? 0) &&
    view.more &&
    first < (view.messages[0]?.seq ?? Infinity)
  );
}

/**
 * Adds a message of the branch that is shown, or an answer in the place of one that is shown. A fork begins a branch: it takes the place of
 * the other version, and of all that follows it.
 */
export function withSentHere(view: Shown, event: MessageSent): Partial<Shown> {
  const { branch, answer } = event.message;
  if (!isInShownThread(view, event)) return {};
  if (view.thread !== undefined) return { messages: withSent(view.messages, event) };
  if (beginsBranch(event)) {
    const before = standingBefore(view.messages, view.messages[versionIn(view, event)]?.seq ?? Infinity);
    return { messages: withSent(before, event), ...(branch !== undefined && { branch }) };
  }
  const isHere = branch === view.branch || view.messages.some(({ seq }) => answer?.siblings?.includes(seq));
  return isHere ? { messages: withSent(view.messages, event) } : {};
}

/** The messages that stand before a prompt. Several answers to one prompt stand where the first of them stands. */
export function standingBefore(messages: readonly Message[], prompt: Seq): readonly Message[] {
  return messages.filter(({ seq, answer }) => (answer?.siblings?.[0] ?? seq) < prompt);
}

export const beginsBranch = ({ seq, message }: MessageSent): boolean => message.branch === seq;

/** The place of the version that is shown of the same prompt; -1 if it is not loaded. */
function versionIn({ messages }: Shown, { message: { forks } }: MessageSent): number {
  return messages.findIndex(({ seq }) => forks?.includes(seq));
}

/** A view of another branch stays what it is when somebody forks one of its prompts. Its prompt has one more version. */
export function withVersions(messages: readonly Message[], forks: readonly Seq[]): readonly Message[] {
  return messages.map((message) =>
    forks.includes(message.seq) ? { ...message, forks: [...forks] } : message,
  );
}
