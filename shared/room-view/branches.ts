/** Which messages a view shows: those of one branch, and what it goes on from. */
import type { Message, MessageSent, RoomEvent } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import { withSent } from "./messages.ts";
import type { RoomView } from "./view.ts";

type Shown = Pick<RoomView, "messages" | "branch">;

/** Whether the event shows a branch whose messages the view lacks. */
export function showsUnloaded(view: Shown, event: RoomEvent): boolean {
  if (event.type === "branch.shown") return event.branch !== (view.branch ?? 0);
  return event.type === "message.sent" && beginsBranch(event) && versionIn(view, event) === -1;
}

/** Adds a message of the branch that is shown. A fork begins a branch: it takes the place of the other version, and of all that follows it. */
export function withSentHere(view: Shown, event: MessageSent): Partial<Shown> {
  const { branch } = event.message;
  if (beginsBranch(event)) {
    const before = view.messages.slice(0, versionIn(view, event));
    return { messages: withSent(before, event), ...(branch !== undefined && { branch }) };
  }
  return branch === view.branch ? { messages: withSent(view.messages, event) } : {};
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
