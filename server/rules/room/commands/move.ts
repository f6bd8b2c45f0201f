import { refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { type TurnRow, findTurn, newestPrompt, openTurns } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { defineCommand } from "./command.ts";

/** Moves a queued turn to another position in its agent's queue. */
export const move = defineCommand<"move">({
  needs: "steer",
  rate: "steer",
  endsTurns: false,
  run(store, command, actor) {
    const turn = findTurn(store, command.turn);
    if (turn === null || turn.state !== "queued") return refuse.noSuchTurn();
    const others = queueOf(store, turn).filter((each) => each.id !== turn.id);
    const at =
      command.before === null ? others.length : others.findIndex((each) => each.id === command.before);
    if (at === -1) return refuse.noSuchTurn();
    const place = placeBetween(others[at - 1]?.place, others[at]?.place) ?? turn.place;
    if (isThere(store, turn, at)) return { effects: [] };

    const seq = nextSeq(store);
    store.run("UPDATE turns SET place = ? WHERE id = ?", place, turn.id);
    const event = appendEvent(store, {
      type: "turn.moved",
      seq,
      at: actor.now,
      by: actor.user,
      target: newestPrompt(turn),
      turn: turn.id,
      place,
    });
    return { seq, effects: [{ type: "publish", event }] };
  },
});

function queueOf(store: SqlStore, { agent }: TurnRow): TurnRow[] {
  return openTurns(store).filter((turn) => turn.agent === agent && turn.state === "queued");
}

function isThere(store: SqlStore, turn: TurnRow, at: number): boolean {
  return queueOf(store, turn)[at]?.id === turn.id;
}

/** Null if the turn is not queued. A double allows about 50 moves between the same two neighbours; the queue holds at most 20 turns. */
function placeBetween(before: number | undefined, after: number | undefined): number | null {
  if (before === undefined) return after === undefined ? null : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
