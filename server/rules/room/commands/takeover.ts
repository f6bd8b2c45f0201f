import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import type { Done } from "../effects.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import { reopen, setRequested } from "../support.ts";
import { stopAll } from "../turns/stop.ts";
import { defineCommand } from "./command.ts";

/** A person takes over from the agents, or gives control back. Taking over ends every turn; earlier attempts can no longer write. */
export const takeover = defineCommand<"takeover">({
  needs: "takeOver",
  rate: "steer",
  endsTurns: true,
  run: (store, { on }, actor) => (on ? beginTakeover(store, actor) : endTakeover(store, actor)),
});

function beginTakeover(store: SqlStore, actor: Actor): Done {
  if (readRoom(store).takeover_by === actor.user) return { effects: [] };
  const reopened = reopen(store, actor);
  const stopped = stopAll(store, actor);
  const seq = nextSeq(store);
  store.run("UPDATE room SET takeover_by = ?, takeovers = takeovers + 1", actor.user);
  setRequested(store, null);
  const event = appendEvent(store, { type: "takeover.begun", seq, at: actor.now, by: actor.user });
  return { seq, effects: [...reopened, ...stopped, { type: "publish", event }] };
}

export function endTakeover(store: SqlStore, actor: Actor): Done {
  if (readRoom(store).takeover_by === null) return { effects: [] };
  const seq = nextSeq(store);
  store.run("UPDATE room SET takeover_by = NULL");
  const event = appendEvent(store, { type: "takeover.ended", seq, at: actor.now, by: actor.user });
  return { seq, effects: [{ type: "publish", event }] };
}
