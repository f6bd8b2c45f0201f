import type { JsonObject } from "../../../../shared/protocol/json.ts";
import type { TurnDecided } from "../../../../shared/protocol/events.ts";
import { isVisible, normalizeText } from "../../../../shared/text.ts";
import { readJson } from "../../../storage/json-column.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import { callDigest } from "../call-digest.ts";
import { askersOf } from "../decisions.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { callsOf, dueOf, isAwaited, isUndecided, type ToolRow } from "../rows/step-row.ts";
import { noteAllowed, policyOf } from "../rows/tool-policy-row.ts";
import { type AnswerRow, findTurn } from "../rows/turn-row.ts";
import { beginNext } from "../turns/begin.ts";
import { addAllowedCall, allowCall, findCall, nextCall, refuseCall } from "../turns/write-steps.ts";
import { type DecideCommand, defineCommand } from "./command.ts";

/** Allows or refuses a call that needs permission, or whose effect is unknown after a crash. Only the first decision counts. */
export const decide = defineCommand<"decide">({
  needs: "approve",
  rate: "command",
  // The next attempt begins by ending the one before.
  endsTurns: true,
  run(store, command, actor) {
    const found = findUndecided(store, command, actor);
    if ("refused" in found) return found;
    const { turn, step } = found;
    const changed = storeDecision(store, step, command, actor);
    const seq = nextSeq(store);
    const event = appendEvent(store, {
      type: "turn.decided",
      seq,
      at: actor.now,
      by: actor.user,
      target: turn.answer,
      turn: turn.id,
      step: step.number,
      decision: command.decision,
      ...changed,
    });
    return { seq, effects: [{ type: "publish", event }, ...beginNext(store, turn.agent, actor.now)] };
  },
});

/** The call, if this person may decide on it now, and has seen exactly this call. */
function findUndecided(
  store: SqlStore,
  { call, decision, digest, args, isFit }: DecideCommand,
  actor: Actor,
): { turn: AnswerRow; step: ToolRow } | Refusal {
  const step = findCall(store, call);
  const turn = step === null ? null : findTurn(store, step.turn);
  if (step === null || turn === null || turn.answer === null) return refuse.noSuchCall();
  if (policyOf(store, step.tool) === "notAsker" && askersOf(store, turn).includes(actor.user))
    return refuse.askedYourself();
  const isOpen = turn.state === "waiting" || turn.state === "running";
  if (!isOpen || !isUndecided(step)) return refuse.decided();
  if ((dueOf(callsOf(store, turn.id).filter(isAwaited)) ?? 0) <= actor.now) return refuse.tooLate();
  if (callDigest(step.tool, argsOf(step)) !== digest) return refuse.otherCall();
  if (args !== undefined && (decision === "deny" || isFit !== true)) return refuse.badArgs();
  return { turn: { ...turn, answer: turn.answer }, step };
}

function storeDecision(
  store: SqlStore,
  step: ToolRow,
  { decision, reason: said, args }: DecideCommand,
  { user: by, now: at }: Actor,
): Pick<TurnDecided, "changed"> {
  const reason = said === undefined ? "" : normalizeText(said).trim();
  const common = { by, at, ...(isVisible(reason) && { reason }) };
  if (decision === "deny") {
    refuseCall(store, step, { decision, ...common });
    return {};
  }
  noteAllowed(store, step.tool);
  if (args === undefined || callDigest(step.tool, args) === callDigest(step.tool, argsOf(step))) {
    allowCall(store, step, { decision, ...common });
    return {};
  }
  const changed = nextCall(store, step);
  refuseCall(store, step, { decision: "change", ...common, changedTo: changed });
  const allowed = { decision: "allow", ...common, changedFrom: step.number } as const;
  addAllowedCall(store, step, { number: changed, args, decision: allowed });
  return { changed };
}

const argsOf = ({ args }: ToolRow): JsonObject => readJson<JsonObject>(args, {});
