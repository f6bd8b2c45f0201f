import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { findSupport, reopen, setRequested } from "../support.ts";
import { defineCommand } from "./command.ts";

/** A visitor asks for a person, or for another one than the person who has taken over. */
export const supportRequest = defineCommand<"support.request">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { instead }, actor) {
    if (findSupport(store) === null || actor.role !== "visitor") return refuse.onlyVisitors();
    const { takeover_by: holder } = readRoom(store);
    // A person may have taken over while the request was on its way: then the visitor has what they asked for.
    if (holder !== null && holder !== instead) return { effects: [] };
    const reopened = reopen(store, actor);
    if (findSupport(store)?.state === "waiting") return { effects: reopened };
    const seq = nextSeq(store);
    store.run("UPDATE room SET takeover_by = NULL");
    setRequested(store, actor.now);
    const event = appendEvent(store, { type: "support.requested", seq, at: actor.now, by: actor.user });
    return { seq, effects: [...reopened, { type: "publish", event }] };
  },
});
