/** Begins turns: a turn enters its agent's queue, and then appears in the room as a message that grows. */
import type { AgentId, TurnId, UserId } from "../../../../shared/ids.ts";
import { MAX_QUEUED_TURNS, MAX_QUEUED_TURNS_PER_PERSON, TURN_LEASE } from "../../../../shared/limits.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { PromptPolicy } from "../../../../shared/protocol/turns.ts";
import type { Program } from "../../../../shared/protocol/program.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { Effect } from "../effects.ts";
import { branchOfAnswer, FIRST_BRANCH } from "../branches.ts";
import { type Refusal, refuse } from "../errors.ts";
import { insert, sent } from "../messages/codec.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { readRoom } from "../rows/room-row.ts";
import {
  type AnswerRow,
  findTurn,
  messageIdOf,
  newestPrompt,
  openTurns,
  toAnswer,
  toQueued,
  turnIdAt,
  type TurnRow,
  waitingTurns,
} from "../rows/turn-row.ts";
import { putProgram } from "../rows/program-row.ts";
import { callsOf, isAwaited } from "../rows/step-row.ts";
import { applyPolicy } from "./by-policy.ts";
import { takenOver } from "./continued.ts";
import { estimateCost } from "./estimate.ts";
import { restart } from "./restart.ts";
import { schedule } from "../tasks.ts";
import { noteReply } from "../threads/replies.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { forgetSummaries } from "../summaries.ts";

export interface NewTurn {
  /** Missing: the room names it. */
  id?: TurnId;
  agent: AgentId;
  asker: UserId;
  prompts: Seq[];
  /** The answer to these prompts that it continues. */
  continues?: Seq;
  /** Null: the agent's own model. */
  model: string | null;
  /** What the program that asks brings along. */
  program: Program | null;
  /** What happens to it if the agent is busy. Missing: it waits. */
  policy?: PromptPolicy;
}

/** The reason why no more prompts can be queued; null if they can. Call it before anything is stored. */
export function refuseMoreTurns(store: SqlStore, asker: UserId, agents: readonly AgentId[]): Refusal | null {
  if (agents.length === 0) return null;
  // A turn that waits for a decision does not count against the limit.
  const open = openTurns(store).filter((turn) => turn.state !== "waiting");
  const waiting = open.filter((turn) => turn.state === "queued");
  const own = waiting.filter((turn) => turn.asker === asker);
  // A turn of a free agent begins at once and does not enter the queue.
  const wait = agents.filter((agent) => open.some((turn) => turn.agent === agent)).length;
  if (own.length + wait > MAX_QUEUED_TURNS_PER_PERSON) return refuse.tooManyPrompts();
  return waiting.length + wait > MAX_QUEUED_TURNS ? refuse.fullQueue() : null;
}

/** Adds a turn at the end of its agent's queue, and begins it at once if the agent is free. */
export function queueTurn(
  store: SqlStore,
  { id: known, agent, asker, prompts, continues, model, program, policy = "queue" }: NewTurn,
  now: number,
): Effect[] {
  const room = readRoom(store);
  const seq = nextSeq(store);
  const id = known ?? turnIdAt(room, seq);
  const isBusy = openTurns(store).some((turn) => turn.agent === agent && turn.state !== "waiting");
  store.run(
    `INSERT INTO turns (id, agent, asker, prompts, state, place, takeovers, continues, model, estimate)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?)`,
    id,
    agent,
    asker,
    JSON.stringify(prompts),
    seq,
    room.takeovers,
    continues ?? null,
    model,
    isBusy ? estimateCost(store, agent, model) : null,
  );
  for (const prompt of prompts) {
    store.run("INSERT OR IGNORE INTO turn_prompts (prompt, turn) VALUES (?, ?)", prompt, id);
  }
  if (program !== null) putProgram(store, id, program);
  const event = appendEvent(store, {
    type: "turn.queued",
    seq,
    at: now,
    by: asker,
    target: Math.max(...prompts),
    turn: toQueued(mustFind(store, id)),
  });
  const arranged = isBusy ? applyPolicy(store, id, policy, { user: asker, now }) : [];
  return [{ type: "publish", event }, ...arranged, ...beginNext(store, agent, now)];
}

/** If the agent is free: continues a turn whose calls nobody has to decide on or make any more, or else begins the agent's next prompt. */
export function beginNext(store: SqlStore, agent: AgentId, now: number): Effect[] {
  const ofAgent = openTurns(store).filter((turn) => turn.agent === agent);
  if (ofAgent.some((turn) => turn.state === "running")) return [];
  const decided = waitingTurns(store).find((turn) => turn.agent === agent && isDecided(store, turn));
  if (decided !== undefined)
    return restart(store, decided, { because: "decided", wait: 0, usage: null }, now);
  const next = ofAgent.find((turn) => turn.state === "queued");
  return next === undefined ? [] : beginTurn(store, next, now);
}

function isDecided(store: SqlStore, turn: TurnRow): boolean {
  return !callsOf(store, turn.id).some(isAwaited);
}

function beginTurn(store: SqlStore, turn: TurnRow, now: number): Effect[] {
  const seq = nextSeq(store);
  const anchor = firstSibling(store, turn) ?? seq;
  store.run("UPDATE turns SET chosen = 0 WHERE anchor = ?", anchor);
  // A summary may include the sibling that was shown until now.
  if (anchor !== seq) forgetSummaries(store, anchor);
  const { text, libraries } = takenOver(store, turn);
  store.run(
    `UPDATE turns SET state = 'running', attempt = 1, answer = ?, anchor = ?, chosen = 1, lease = ?, text = ?, taken = ?,
       libraries = ? WHERE id = ?`,
    seq,
    anchor,
    now + TURN_LEASE,
    text,
    text.length,
    libraries,
    turn.id,
  );
  schedule(store, { task: "turns" }, now + TURN_LEASE);
  const begun = mustFind(store, turn.id);
  const answer = toAnswer(store, { ...begun, answer: seq } satisfies AnswerRow);
  // It stands where its prompt stands, whatever the room shows meanwhile.
  const branch = branchOfAnswer(store, newestPrompt(turn));
  const message: Message = {
    seq,
    id: messageIdOf(turn.id),
    author: turn.agent,
    at: now,
    text: "",
    mentions: [],
    version: 1,
    reactions: {},
    answer,
    ...(branch > FIRST_BRANCH && { branch }),
    ...(branch < FIRST_BRANCH && { thread: -branch }),
  };
  insert(store, message);
  if (anchor !== seq) store.run("UPDATE messages SET place = ? WHERE seq = ?", anchor, seq);
  const ofThread = noteReply(store, message, anchor !== seq);
  return [
    { type: "publish", event: sent(message, ofThread) },
    { type: "startTurn", turn: turn.id },
  ];
}

/** The anchor of this agent's earlier answers to the same prompt. */
function firstSibling(store: SqlStore, turn: TurnRow): Seq | null {
  const earlier = store.all<TurnRow>(
    `SELECT t.* FROM turn_prompts p JOIN turns t ON t.id = p.turn
     WHERE p.prompt = ? AND t.agent = ? AND t.answer IS NOT NULL ORDER BY t.answer`,
    newestPrompt(turn),
    turn.agent,
  );
  return earlier.find((each) => newestPrompt(each) === newestPrompt(turn))?.anchor ?? null;
}

function mustFind(store: SqlStore, id: TurnId): TurnRow {
  const turn = findTurn(store, id);
  if (turn === null) throw new Error(`turn ${id} is gone`);
  return turn;
}
