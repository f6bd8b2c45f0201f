import type { TurnId } from "../../../../shared/ids.ts";
import type { Usage } from "../../../../shared/protocol/turns.ts";
import { costOf } from "../../../ai/model/cost.ts";
import { findModel, ownModelOf } from "../../../ai/model/models.ts";
import { estimateTokens } from "../../../ai/prompt/tokens.ts";
import { countCited } from "../../../knowledge/records/count-cited.ts";
import type { Env } from "../../../bindings/env.ts";
import { findContextReceiptOf } from "../../../rules/room/rows/context-receipt-row.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import { callsOf } from "../../../rules/room/rows/step-row.ts";
import { citationsOf, findTurn, spentBy, type TurnRow } from "../../../rules/room/rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** After a turn has ended, sends its usage to the meter and its citations to the documents. Idempotent. */
export async function settleTurn(env: Env, store: SqlStore, id: TurnId): Promise<void> {
  const turn = findTurn(store, id);
  if (turn === null || turn.ended_at === null) return;
  const usage = spentBy(turn) ?? { model: "none", tokensIn: 0, tokensOut: 0, cost: 0 };
  const { id: room, organization } = readRoom(store);
  const { agent, asker: user, ended_at: at } = turn;
  await env.METER.getByName(organization).settle({
    turn: id,
    room,
    agent,
    user,
    usage,
    at,
    ...answeredOf(turn),
  });
  const { citations = [] } = citationsOf(turn.citations);
  const cited = citations.map(({ document }) => document);
  if (cited.length > 0) await countCited(env.DB, id, cited, Date.now());
}

/** An answer has a text, and nobody has to ask for it again. */
function answeredOf({ state, length }: TurnRow): { unanswered?: true } {
  const isAnswer = (state === "completed" || state === "stopped") && (length ?? 0) > 0;
  return isAnswer ? {} : { unanswered: true };
}

/** Usage of a crashed attempt: the tokens of each request to the model, and of its output as far as that was stored. */
export function usageOfCrashed(env: Env, store: SqlStore, turn: TurnRow): Usage | null {
  const receipt = findContextReceiptOf(store, turn.id);
  if (receipt === null || receipt.attempt !== turn.attempt) return null;
  const calls = callsOf(store, turn.id);
  const before = calls.findLast(({ attempt }) => attempt < turn.attempt)?.said ?? 0;
  const questions = 1 + calls.filter(({ attempt }) => attempt === turn.attempt).length;
  const tokensOut = estimateTokens(turn.text.slice(before));
  const { model, tokens } = receipt;
  const tokensIn = questions * tokens;
  return {
    model,
    tokensIn,
    tokensOut,
    cost: costOf(ownModelOf(env) ?? findModel(model), tokensIn, tokensOut),
  };
}
