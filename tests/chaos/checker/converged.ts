import { isDeepStrictEqual } from "node:util";
import type { RoomView } from "../../../shared/room-view.ts";
import { type FinalLog, type Rule, standsInRoom } from "../history.ts";
import { firstFew } from "./received.ts";

/** R7: each client's state from events equals the state of a fresh client, and no outbox has a message left. */
export const converged: Rule = (history) => {
  const logs = new Map(history.rooms.map((log) => [log.room, log]));
  return firstFew(
    history.clients.flatMap((client) =>
      client.ends.flatMap(({ room, view, pending }) => {
        const log = logs.get(room);
        if (log === undefined) return [];
        const who = `R7: ${client.name} in ${room}`;
        if (view === null) return [`${who} shows nothing`];
        const waiting = pending > 0 ? [`${who} still has ${pending} messages waiting`] : [];
        return [...waiting, ...differences(view, log).map((difference) => `${who} ${difference}`)];
      }),
    ),
  );
};

function differences(view: RoomView, log: FinalLog): string[] {
  const found: string[] = [];
  if (view.head !== log.head) found.push(`has head ${view.head}, the room has ${log.head}`);
  for (const part of ["room", "members", "cursors", "epoch"] as const)
    if (!isDeepStrictEqual(view[part], log.fresh[part]))
      found.push(`has other ${part}: ${JSON.stringify(view[part])} for ${JSON.stringify(log.fresh[part])}`);
  const from = Math.min(view.messages[0]?.seq ?? Infinity, view.notices[0]?.seq ?? Infinity);
  const inRoom = { messages: log.messages.filter(standsInRoom), notices: log.notices };
  for (const part of ["messages", "notices"] as const) {
    const expected = inRoom[part].filter(({ seq }) => seq >= from);
    const shown: readonly { seq: number }[] = view[part];
    if (isDeepStrictEqual(shown, expected)) continue;
    const at = expected.findIndex((one, n) => !isDeepStrictEqual(one, shown[n]));
    found.push(
      `has other ${part} (${shown.length} for ${expected.length}): ${JSON.stringify(shown[at])} for ${JSON.stringify(expected[at])}`,
    );
  }
  return found;
}
