import type { Actor, FloorCommand } from "../commands.ts";
import type { Done } from "../effects.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { stopAll } from "./stop.ts";

/** Takes the floor or gives it back. Taking it raises the epoch, and with it ends what any older attempt may still say. */
export function takeOver(store: SqlStore, { on }: FloorCommand, actor: Actor): Done {
  const holder = readRoom(store).floor_by;
  if (on ? holder === actor.user : holder === null) return { effects: [] };
  const stopped = on ? stopAll(store, actor) : [];
  const seq = nextSeq(store);
  store.run("UPDATE room SET floor_by = ?, floor = floor + ?", on ? actor.user : null, on ? 1 : 0);
  const type = on ? "floor.taken" : "floor.returned";
  const event = appendEvent(store, { type, seq, at: actor.now, by: actor.user });
  return { seq, effects: [...stopped, { type: "publish", event }] };
}
