import type { Message } from "../../../shared/protocol/events.ts";

/** The address that opens the room at this message. */
export function linkToMessage({ seq }: Pick<Message, "seq">): string {
  const address = new URL(location.href);
  address.hash = `m${seq}`;
  return address.href;
}
