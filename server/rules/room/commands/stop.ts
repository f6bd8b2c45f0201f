import { allowed } from "../../../../shared/permissions.ts";
import { refuse } from "../errors.ts";
import { kindOf } from "../rows/room-row.ts";
import { findTurn } from "../rows/turn-row.ts";
import { wasDropped } from "../turns/dropped.ts";
import { stopTurn } from "../turns/end.ts";
import { defineCommand } from "./command.ts";

/** Ends a running or waiting turn with its text so far, or removes a queued one. A turn that has ended does not change. */
export const stop = defineCommand<"stop">({
  needs: "write",
  rate: "steer",
  endsTurns: true,
  run(store, command, actor) {
    const turn = findTurn(store, command.turn);
    if (turn === null) return wasDropped(store, command.turn) ? { effects: [] } : refuse.noSuchTurn();
    if (turn.asker !== actor.user && !allowed(actor, "steer", kindOf(store))) {
      return refuse.notAllowed("stop what another one asked");
    }
    return { effects: stopTurn(store, turn, actor) };
  },
});
