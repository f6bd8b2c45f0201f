import type { Message } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";

/** R10: what a message shows of its thread is what the replies give when they are counted anew, and threads are one level deep. */
export const threadsAddUp: Rule = (history) =>
  firstFew(history.rooms.flatMap(({ room, messages }) => wrong(room, messages)));

function wrong(room: string, messages: readonly Message[]): string[] {
  const threads = new Map<Seq, Message[]>();
  for (const message of messages)
    if (message.thread !== undefined)
      threads.set(message.thread, [...(threads.get(message.thread) ?? []), message]);
  return messages.flatMap(({ seq, thread, replies }) => {
    const own = threads.get(seq) ?? [];
    const left = own.filter(({ deletedAt }) => deletedAt === undefined);
    const found =
      thread !== undefined && own.length > 0 ? [`R10: ${seq} of ${room} has a thread in a thread`] : [];
    if ((replies?.count ?? 0) !== left.length)
      found.push(`R10: ${seq} of ${room} shows ${replies?.count ?? 0} replies, and has ${left.length}`);
    if (replies !== undefined && replies.last !== left.at(-1)?.at)
      found.push(`R10: ${seq} of ${room} shows another time than its last reply has`);
    return found;
  });
}
