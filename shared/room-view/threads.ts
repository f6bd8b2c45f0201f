/** What a view shows of threads: replies under messages, and how the person stands to threads. */
import type { Message, RoomEvent, ThreadChange } from "../protocol/events.ts";
import type { OwnThread, ThreadsFrame } from "../protocol/frames.ts";
import type { RoomView } from "./view.ts";

type Threads = NonNullable<RoomView["threads"]>;

/** The first message of the thread shows how it stands now. */
export function withReplies(
  messages: readonly Message[],
  change: ThreadChange | undefined,
): readonly Message[] {
  const at = change === undefined ? -1 : messages.findLastIndex(({ seq }) => seq === change.root);
  const root = messages[at];
  if (change === undefined || root === undefined) return messages;
  const { replies: _before, ...rest } = root;
  return messages.with(at, { ...rest, ...(change.replies !== null && { replies: change.replies }) });
}

const byRoot = (threads: readonly OwnThread[]): Threads =>
  Object.fromEntries(threads.map((thread) => [thread.root, thread]));

/** `unread`: all threads with unread replies. */
export function withUnread(
  { threads }: Pick<RoomView, "threads">,
  unread: readonly OwnThread[] = [],
): Pick<RoomView, "threads"> {
  if (threads === undefined && unread.length === 0) return {};
  const read = Object.values(threads ?? {}).map((thread) => ({ ...thread, unread: 0 }));
  return { threads: { ...byRoot(read), ...byRoot(unread) } };
}

export function applyThreads(view: RoomView, { complete, threads }: ThreadsFrame): RoomView {
  if (complete) return { ...view, ...withUnread(view, threads) };
  return { ...view, threads: { ...view.threads, ...byRoot(threads) } };
}

/** Whether a message that was sent stands in what the view shows. */
export function isInShownThread(
  view: Pick<RoomView, "thread">,
  { message }: Extract<RoomEvent, { type: "message.sent" }>,
): boolean {
  if (view.thread === undefined) return message.thread === undefined || message.alsoRoom === true;
  return message.thread === view.thread;
}
