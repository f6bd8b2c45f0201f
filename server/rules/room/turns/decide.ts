import { allowed } from "../../../../shared/permissions.ts";
import type { CallId } from "../../../../shared/protocol/steps.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import type { Done } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { kindOf } from "../rows/room-row.ts";
import { isUndecided } from "../rows/step-row.ts";
import { findTurn } from "../rows/turn-row.ts";
import { beginNext } from "./begin.ts";
import { findCall } from "./write-steps.ts";

export interface Decision {
  call: CallId;
  decision: "allow" | "deny";
}

/** The result that the model gets for a call that a person refused. It is an ordinary result, so the turn continues. */
const DENIED = "A person did not allow this.";
const NOT_KNOWN = "Whether this took effect is not known. It was not done again.";

/** Allows or refuses a call that needs permission, or whose effect is unknown after a crash. Only the first decision counts. */
export function decide(store: SqlStore, { call, decision }: Decision, actor: Actor): Done | Refusal {
  if (!allowed(actor, "approve", kindOf(store))) return refuse.notAllowed("decide what an agent may do");
  const step = findCall(store, call);
  const turn = step === null ? null : findTurn(store, step.turn);
  if (step === null || turn === null || turn.answer === null) return refuse.noSuchCall();
  const isOpen = turn.state === "waiting" || turn.state === "running";
  if (!isOpen || !isUndecided(step)) return refuse.decided();
  const isAllowed = decision === "allow";
  store.run(
    "UPDATE turn_steps SET state = ?, ok = ?, result = ? WHERE turn = ? AND number = ?",
    isAllowed ? "allowed" : "done",
    isAllowed ? null : 0,
    isAllowed ? null : step.state === "unknown" ? NOT_KNOWN : DENIED,
    step.turn,
    step.number,
  );
  const seq = nextSeq(store);
  const event = appendEvent(store, {
    type: "turn.decided",
    seq,
    at: actor.now,
    by: actor.user,
    target: turn.answer,
    turn: turn.id,
    step: step.number,
    decision,
  });
  return { seq, effects: [{ type: "publish", event }, ...beginNext(store, turn.agent, actor.now)] };
}
