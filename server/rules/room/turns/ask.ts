import { type AgentId, isAgentId } from "../../../../shared/ids.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor, AskCommand, ChooseCommand } from "../commands.ts";
import type { Done } from "../effects.ts";
import { type Refusal, refuse } from "../errors.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { findMessage, hides, type MessageRow, mentionsOf } from "../rows/message-row.ts";
import { roleOf } from "../rows/member-row.ts";
import { readRoom } from "../rows/room-row.ts";
import { findTurnOfAnswer, promptsOf, turnsFor } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { forgetSummaries } from "../summaries.ts";
import { addressedAgents, agentsOf } from "./addressed.ts";
import { queueTurn, refuseMoreTurns } from "./begin.ts";

/** Asks for an answer to a message that is there, or for another answer than the one it has. */
export function ask(store: SqlStore, command: AskCommand, actor: Actor): Done | Refusal {
  const room = readRoom(store);
  const asked = whatIsAsked(store, command.target);
  if (asked === null) return refuse.noSuchMessage();
  const agent = command.agent ?? asked.agent ?? firstAddressed(store, asked.newest);
  if (agent === null || roleOf(store, agent) === null) return refuse.noSuchMember();
  if (asked.newest.author !== actor.user && !allowed(actor, "steer", room.kind)) {
    return refuse.notAllowed("ask again what another one asked");
  }
  if (asked.newest.ai === "never") return refuse.excludedFromAi();
  if (hides(asked.newest.moderation)) return refuse.hidden();
  if (room.takeover_by !== null) return refuse.takenOver();
  const isOpen = turnsFor(store, asked.newest.seq).some(
    (turn) => turn.agent === agent && turn.ended_at === null,
  );
  if (isOpen) return refuse.alreadyAsked();
  const full = refuseMoreTurns(store, actor.user, [agent]);
  if (full !== null) return full;
  return { effects: queueTurn(store, { agent, asker: actor.user, prompts: asked.prompts }, actor.now) };
}

interface Asked {
  prompts: Seq[];
  newest: MessageRow;
  /** Whose answer was pointed at. */
  agent: AgentId | null;
}

/** A person's message asks itself; an answer, what it answers. */
function whatIsAsked(store: SqlStore, target: Seq): Asked | null {
  const message = findMessage(store, target);
  if (message === null) return null;
  if (!isAgentId(message.author)) {
    return message.deleted_at === null ? { prompts: [target], newest: message, agent: null } : null;
  }
  const turn = findTurnOfAnswer(store, target);
  if (turn === null) return null;
  const prompts = promptsOf(turn).filter((seq) => findMessage(store, seq)?.deleted_at === null);
  const newest = findMessage(store, Math.max(...prompts));
  return newest === null ? null : { prompts, newest, agent: turn.agent };
}

function firstAddressed(store: SqlStore, message: MessageRow): AgentId | null {
  const original = message.reply_to === null ? null : findMessage(store, message.reply_to);
  return addressedAgents(store, mentionsOf(message), original)[0] ?? agentsOf(store)[0] ?? null;
}

/** Shows this answer of its siblings. */
export function choose(store: SqlStore, { target }: ChooseCommand, actor: Actor): Done | Refusal {
  const turn = findTurnOfAnswer(store, target);
  if (turn === null) return refuse.noSuchMessage();
  if (turn.chosen === 1) return { effects: [] };
  const seq = nextSeq(store);
  store.run("UPDATE turns SET chosen = (id = ?) WHERE anchor = ?", turn.id, turn.anchor);
  forgetSummaries(store, turn.anchor ?? target);
  const event = appendEvent(store, { type: "answer.chosen", seq, at: actor.now, by: actor.user, target });
  return { seq, effects: [{ type: "publish", event }] };
}
