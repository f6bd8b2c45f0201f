import { nextBeat } from "../../../storage/schedule.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { schedule } from "../tasks.ts";
import { defineCommand } from "./command.ts";

/** Says whether everyone of the organization finds and joins a group. */
export const visibility = defineCommand<"visibility">({
  needs: "manage",
  rate: "command",
  endsTurns: false,
  run(store, { isPublic }, actor) {
    const { kind, is_public: before } = readRoom(store);
    if (kind !== "group") return refuse.onlyGroups();
    if (isPublic === (before === 1)) return { effects: [] };
    store.run("UPDATE room SET is_public = ?", Number(isPublic));
    schedule(store, { task: "directory" }, nextBeat(actor.now));
    const seq = nextSeq(store);
    const event = appendEvent(store, {
      type: "room.visibility",
      seq,
      at: actor.now,
      by: actor.user,
      isPublic,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
