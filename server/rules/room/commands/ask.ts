import { type AgentId, isAgentId, type TurnId } from "../../../../shared/ids.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { Program } from "../../../../shared/protocol/program.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Actor } from "../actor.ts";
import { refuse } from "../errors.ts";
import { roleOf } from "../rows/member-row.ts";
import { type MessageRow, findMessage, hides, mentionsOf } from "../messages/row.ts";
import { findProgram } from "../rows/program-row.ts";
import { readRoom } from "../rows/room-row.ts";
import { type AnswerRow, findTurn, findTurnOfAnswer, promptsOf, turnsFor } from "../rows/turn-row.ts";
import { addressedAgents, agentsOf } from "../turns/addressed.ts";
import { wasDropped } from "../turns/dropped.ts";
import { queueTurn, refuseMoreTurns } from "../turns/begin.ts";
import { canContinue } from "../turns/continued.ts";
import { refuseProgram } from "../turns/programs.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { steersOpenAnswer } from "../turns/steering.ts";
import { defineCommand } from "./command.ts";

/** Asks for an answer to an existing message, for another answer to the same prompts, or for the rest of an answer. */
export const ask = defineCommand<"ask">({
  needs: "write",
  rate: "ask",
  endsTurns: false,
  run(store, command, actor) {
    if (command.turn !== undefined && isKnown(store, command.turn)) return { effects: [] };
    const room = readRoom(store);
    const asked = whatIsAsked(store, command.target);
    if (asked === null) return refuse.noSuchMessage();
    if (command.continue && (asked.turn === null || !canContinue(store, asked.turn))) return refuse.notCut();
    const agent = command.agent ?? asked.turn?.agent ?? firstAddressed(store, asked.newest);
    if (agent === null || roleOf(store, agent) === null) return refuse.noSuchMember();
    if (asked.newest.author !== actor.user && !allowed(actor, "steer", room.kind)) {
      return refuse.notAllowed("ask again what another one asked");
    }
    if (command.model !== undefined && !allowed(actor, "steer", room.kind))
      return refuse.notAllowed("choose the model");
    const unwanted = command.program === undefined ? null : refuseProgram(command.program, actor);
    if (unwanted !== null) return unwanted;
    if (asked.newest.ai === "never") return refuse.excludedFromAi();
    if (hides(asked.newest.moderation)) return refuse.hidden();
    if (room.takeover_by !== null) return refuse.takenOver();
    const isOpen = turnsFor(store, asked.newest.seq).some(
      (turn) => turn.agent === agent && turn.ended_at === null,
    );
    if (isOpen || steersOpenAnswer(store, asked.newest.seq)) return refuse.alreadyAsked();
    const full = refuseMoreTurns(store, actor.user, [agent]);
    if (full !== null) return full;
    const continued = command.continue ? { continues: command.target } : {};
    const model = command.model ?? (command.continue ? (asked.turn?.model ?? null) : null);
    const program = command.program ?? (command.continue ? programOf(store, asked.turn, actor) : null);
    const id = command.turn === undefined ? {} : { id: command.turn };
    const turn = { ...id, agent, asker: actor.user, prompts: asked.prompts, model, program, ...continued };
    return { effects: queueTurn(store, turn, actor.now) };
  },
});

/** The same request was taken before. */
const isKnown = (store: SqlStore, turn: TurnId): boolean =>
  findTurn(store, turn) !== null || wasDropped(store, turn);

/** The rest of an answer is asked for with what came along for the answer. Only its asker can make the calls. */
function programOf(store: SqlStore, turn: AnswerRow | null, { user }: Actor): Program | null {
  return turn === null || turn.asker !== user ? null : findProgram(store, turn.id);
}

interface Asked {
  prompts: Seq[];
  newest: MessageRow;
  /** The turn of the answer that the command targets. */
  turn: AnswerRow | null;
}

/** For a person's message, the prompt is the message itself. For an answer, the prompts are those that it answers. */
function whatIsAsked(store: SqlStore, target: Seq): Asked | null {
  const message = findMessage(store, target);
  if (message === null) return null;
  if (!isAgentId(message.author)) {
    return message.deleted_at === null ? { prompts: [target], newest: message, turn: null } : null;
  }
  const turn = findTurnOfAnswer(store, target);
  if (turn === null) return null;
  const prompts = promptsOf(turn).filter((seq) => findMessage(store, seq)?.deleted_at === null);
  const newest = findMessage(store, Math.max(...prompts));
  return newest === null ? null : { prompts, newest, turn };
}

function firstAddressed(store: SqlStore, message: MessageRow): AgentId | null {
  const original = message.reply_to === null ? null : findMessage(store, message.reply_to);
  const author = roleOf(store, message.author);
  return (
    addressedAgents(store, { mentions: mentionsOf(message), original, author })[0] ??
    agentsOf(store)[0] ??
    null
  );
}
