import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { defineCommand } from "./command.ts";

/** Says who writes here. Agents answer whoever does. Only groups can be for announcements. */
export const posting = defineCommand<"posting">({
  needs: "manage",
  rate: "command",
  endsTurns: false,
  run(store, { posting: who }, actor) {
    const { kind, posting: before } = readRoom(store);
    if (kind !== "group") return refuse.onlyGroups();
    if (who === before) return { effects: [] };
    store.run("UPDATE room SET posting = ?", who);
    const seq = nextSeq(store);
    const event = appendEvent(store, {
      type: "room.posting",
      seq,
      at: actor.now,
      by: actor.user,
      posting: who,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
