import type { Message } from "../../../shared/protocol/events.ts";

/** The address that opens the room at this message, and the thread in which it stands alone. */
export function linkToMessage({
  seq,
  thread,
  alsoRoom,
}: Pick<Message, "seq" | "thread" | "alsoRoom">): string {
  const address = new URL(location.href);
  if (thread === undefined || alsoRoom) address.searchParams.delete("thread");
  else address.searchParams.set("thread", String(thread));
  address.hash = `m${seq}`;
  return address.href;
}
