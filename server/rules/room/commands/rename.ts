import { cleanName } from "../../../../shared/text.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { schedule } from "../tasks.ts";
import { nextBeat } from "../../../storage/schedule.ts";
import { defineCommand } from "./command.ts";

/** Changes the room's name. */
export const rename = defineCommand<"rename">({
  needs: "manage",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const name = cleanName(command.name);
    if (name === null) return refuse.badName();
    if (readRoom(store).name === name) return { effects: [] };
    const seq = nextSeq(store);
    store.run("UPDATE room SET name = ?", name);
    const event = appendEvent(store, { type: "room.renamed", seq, at: actor.now, by: actor.user, name });
    schedule(store, { task: "directory" }, nextBeat(actor.now));
    return { seq, effects: [{ type: "publish", event }] };
  },
});
