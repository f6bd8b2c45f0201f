import { cleanTopic } from "../../../../shared/text.ts";
import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { schedule } from "../tasks.ts";
import { nextBeat } from "../../../storage/schedule.ts";
import { defineCommand } from "./command.ts";

/** Says what the room is about; an empty text says nothing. */
export const topic = defineCommand<"topic">({
  needs: "manage",
  rate: "command",
  endsTurns: false,
  run(store, command, actor) {
    const text = cleanTopic(command.topic);
    if (text === null) return refuse.badTopic();
    if (readRoom(store).topic === text) return { effects: [] };
    store.run("UPDATE room SET topic = ?", text);
    schedule(store, { task: "directory" }, nextBeat(actor.now));
    const seq = nextSeq(store);
    const event = appendEvent(store, { type: "room.topic", seq, at: actor.now, by: actor.user, topic: text });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
