import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { findSupport, setRequested, whoServed } from "../support.ts";
import { stopAll } from "../turns/stop.ts";
import { defineCommand } from "./command.ts";

/** The visitor or a supporter closes the conversation: every turn, the takeover and the waiting end. */
export const supportClose = defineCommand<"support.close">({
  needs: "write",
  rate: "command",
  endsTurns: true,
  run(store, _command, actor) {
    const support = findSupport(store);
    if (support === null) return refuse.notSupport();
    if (support.state === "closed") return { effects: [] };
    const stopped = stopAll(store, actor);
    const seq = nextSeq(store);
    const { takeover_by: holder } = readRoom(store);
    const servedBy = whoServed(store);
    setRequested(store, null);
    store.run(
      "UPDATE room SET closed_at = ?, closed_by = ?, closed_served = ?, closed_served_by = ?, takeover_by = NULL",
      actor.now,
      actor.user,
      holder === null ? 0 : 1,
      servedBy,
    );
    const event = appendEvent(store, {
      type: "support.closed",
      seq,
      at: actor.now,
      by: actor.user,
      ...(servedBy !== null && { servedBy }),
    });
    return { seq, effects: [...stopped, { type: "publish", event }] };
  },
});
