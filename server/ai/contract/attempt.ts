/**
 * The interface between one attempt at a turn and the room's object. The attempt only produces content; the room decides what is stored
 * and sent.
 */
import type { AgentId, LibraryId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { GivenSource } from "../../../shared/knowledge.ts";
import type { Capability, RoomKind } from "../../../shared/permissions.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { ContextMessage, Summary } from "../../rules/room/context-source.ts";
import type { StoredCall } from "../../rules/room/rows/step-row.ts";
import type { StoredSteering } from "../../rules/room/turns/steering.ts";
import type { NewCall } from "../../rules/room/turns/write-steps.ts";
import type { Program } from "../../../shared/protocol/program.ts";
import type { ContextReceipt, Moderation, TurnReason, Usage } from "../../../shared/protocol/turns.ts";
import type { Env } from "../../bindings/env.ts";
import type { Cost } from "../../rules/meter/meter.ts";

export interface Attempt {
  organization: OrganizationId;
  room: { id: RoomId; kind: RoomKind; name: string };
  turn: TurnId;
  /** Starts at 1. */
  attempt: number;
  /** How many earlier attempts failed or crashed. After the first failure, the fallback model is tried first. */
  failed: number;
  /** Length of the text that the answer has taken over from the answer that it continues, UTF-16 units; 0 if it continues none. */
  taken: number;
  /** How many earlier answers to these prompts used up their limit for reasoning. Each doubles the limit of this one. */
  spentReasoning: number;
  /** Total cost of the earlier attempts. */
  spent: Cost;
  agent: AgentId;
  /** The model that somebody chose for this answer. Null: the agent's own. */
  model: string | null;
  asker: UserId;
  /** What the program that asks has brought along. Null: nothing. */
  program: Program | null;
  /** The messages to answer, oldest first. */
  prompts: Seq[];
}

/** The operations of a running attempt. All of them are synchronous, because the room's state is in the same object. */
export interface AttemptPorts {
  env: Env;
  /** Server clock, milliseconds. */
  now: () => number;
  context: ContextSource;
  /** The current human members. All of them must be allowed to read the sources of the answer. */
  people: () => UserId[];
  /** Whether the asker may do this here now. False if they have left. */
  mayAsker: (needs: Capability) => boolean;
  /** Aborted when the turn was stopped or has another attempt. Everything that this attempt produces afterwards is ignored. */
  signal: AbortSignal;
  /** Stores the model's exact input. Called before the first text of the answer. `expected`: what the answer is expected to cost. */
  receipt: (receipt: ContextReceipt, expected?: Cost) => void;
  /** The answer is built on these libraries besides those of the receipt. Called before the result of a call that has something of them. */
  builtOn: (libraries: readonly LibraryId[]) => void;
  /** The next piece of the model's answer. The room joins, cleans and limits the pieces. */
  text: (delta: string) => void;
  /** The next piece of the model's reasoning. It is shown separately from the answer, and is never given to a model again. */
  reasoning: (delta: string) => void;
  /** The complete text of the answer so far, including the text of earlier attempts. */
  said: () => string;
  /** The calls of this turn so far, in order, including those of earlier attempts. */
  calls: () => readonly StoredCall[];
  /** The messages that the answer has taken in so far, in order. One that no model may be given any more is left out. */
  steering: () => readonly StoredSteering[];
  /** Whether a message waits to be taken in. */
  isSteered: () => boolean;
  /** Takes in the messages that wait, after all text so far. Call it in the same synchronous step that builds the next request. */
  takeSteering: () => void;
  /** Sources that the text of earlier attempts may cite. Empty if nothing of these attempts remains. */
  earlierSources: readonly GivenSource[];
  /** Whether a person must allow a call of this tool, by the policy of the room. `byItself`: what the tool says of this call. */
  mustAsk: (tool: string, byItself: boolean) => boolean;
  /** Whether somebody in the room could allow a call that waits. */
  canBeAllowed: () => boolean;
  /** Stores a call before it has any effect. Null: the turn has another attempt now, so the tool must not be called. */
  call: (call: NewCall) => OpenedCall | null;
  /** Notes that a stored call is repeated. False: the turn has another attempt now, so the tool must not be called. */
  repeat: (call: CallId) => boolean;
  /** Marks a call whose effect is unknown, so that a person decides. */
  leaveToPerson: (call: CallId) => void;
  /** Stores the result of a call. */
  result: (result: CallResult) => void;
}

export interface OpenedCall {
  call: CallId;
  /** The call is not made now: a person must allow it first, or the program that asked makes it. */
  waits: boolean;
}

export interface CallResult {
  call: CallId;
  ok: boolean;
  result: string;
  /** What the call cost, millionths of a US dollar. Missing: nothing. */
  cost?: Cost;
}

export type { ContextMessage, NewCall, StoredCall, StoredSteering, Summary };

export interface ContextSource {
  /** At most `limit` messages before `before`, newest first. Reads only those rows. Running answers are left out. */
  before: (before: Seq, limit: number) => ContextMessage[];
  /** The seq after the newest prompt. Later messages are not part of the context. */
  end: Seq;
  /** The newest summary. Deleting or restricting a message deletes every summary that covers it. */
  summary: () => Summary | null;
  /** Libraries that any answer up to `upTo` is based on. */
  librariesUpTo: (upTo: Seq) => LibraryId[];
  saveSummary: (summary: Summary) => void;
}

/** The result of an attempt, which never throws. `usage` includes everything that the provider charges for, even if the attempt failed. */
export type AttemptEnd =
  /** `reason`: why the answer is not whole. */
  | { type: "completed"; reason?: "length" | "too_long"; usage: Usage; moderation?: Moderation }
  /** Final: the turn ends, whatever the number of the attempt. `moderation` with `retracted` withdraws the text. */
  | { type: "refused" | "failed"; reason: TurnReason; usage: Usage | null; moderation?: Moderation }
  /** A temporary failure. The room tries again, up to its maximum number of attempts, after at least `wait` milliseconds. */
  | { type: "retry"; reason: TurnReason; wait: number; usage: Usage | null }
  /** The turn can continue when a person has decided on these calls, or the program that asked has made them. `moderation` marks the text so far. */
  | { type: "waiting"; calls: CallId[]; usage: Usage; moderation?: Moderation }
  /** Ended by `signal`. */
  | { type: "aborted"; usage: Usage | null };

export type RunAttempt = (attempt: Attempt, ports: AttemptPorts) => Promise<AttemptEnd>;
