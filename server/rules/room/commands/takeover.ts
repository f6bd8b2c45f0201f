import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { stopAll } from "../turns/stop.ts";
import { defineCommand } from "./command.ts";

/** A person takes over from the agents, or gives control back. Taking over ends every turn; earlier attempts can no longer write. */
export const takeover = defineCommand<"takeover">({
  needs: "takeOver",
  rate: "steer",
  endsTurns: true,
  run(store, { on }, actor) {
    const holder = readRoom(store).takeover_by;
    if (on ? holder === actor.user : holder === null) return { effects: [] };
    const stopped = on ? stopAll(store, actor) : [];
    const seq = nextSeq(store);
    store.run(
      "UPDATE room SET takeover_by = ?, takeovers = takeovers + ?",
      on ? actor.user : null,
      on ? 1 : 0,
    );
    const type = on ? "takeover.begun" : "takeover.ended";
    const event = appendEvent(store, { type, seq, at: actor.now, by: actor.user });
    return { seq, effects: [...stopped, { type: "publish", event }] };
  },
});
