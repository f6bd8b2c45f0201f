import type { History, Rule } from "../history.ts";
import { eventsReceived, firstFew } from "./received.ts";

/** R2: everything that was shown is in the final log: messages and notices, and no seq after its head. */
export const noPhantom: Rule = (history) => {
  const found: string[] = [];
  const logs = new Map(history.rooms.map((log) => [log.room, indexed(log)]));
  for (const { client, room, event } of eventsReceived(history)) {
    const log = logs.get(room);
    if (log === undefined) continue;
    const shown = `R2: ${client.name} was shown ${event.type} as ${event.seq} of ${room}`;
    if (event.seq > log.head) found.push(`${shown}, beyond its head ${log.head}`);
    else if (event.type === "message.sent") {
      const message = log.messages.get(event.seq);
      if (message?.id !== event.message.id || message.author !== event.by || message.at !== event.at)
        found.push(`${shown}, where the log has ${message?.id ?? "no message"}`);
    } else if (!("target" in event) && log.notices.get(event.seq)?.type !== event.type)
      found.push(`${shown}, where the log has ${log.notices.get(event.seq)?.type ?? "no notice"}`);
    else if ("target" in event && (log.messages.has(event.seq) || log.notices.has(event.seq)))
      found.push(`${shown}, where the log has something else`);
  }
  return firstFew(found);
};

function indexed({ head, messages, notices }: History["rooms"][number]) {
  return {
    head,
    messages: new Map(messages.map((message) => [message.seq, message])),
    notices: new Map(notices.map((notice) => [notice.seq, notice])),
  };
}
