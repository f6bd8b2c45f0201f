/**
 * One attempt at a turn, as the room's object sees it: what it asks for, what it hands over, what it gets back. The room
 * decides what counts; an attempt only works.
 */
import type { AgentId, LibraryId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { GivenSource } from "../../../shared/knowledge.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { ContextMessage, Summary } from "../../rules/room/context-source.ts";
import type { StoredCall } from "../../rules/room/rows/step-row.ts";
import type { ContextReceipt, Moderation, TurnReason, Usage } from "../../../shared/protocol/turns.ts";
import type { Env } from "../../bindings/env.ts";
import type { Cost } from "../../rules/meter/meter.ts";

export interface Attempt {
  organization: OrganizationId;
  room: { id: RoomId; kind: RoomKind; name: string };
  turn: TurnId;
  /** From 1. */
  attempt: number;
  /** How many of the attempts before this one failed or died. After one, the fallback model is taken first. */
  failed: number;
  /** What the attempts before this one have cost. */
  spent: Cost;
  agent: AgentId;
  asker: UserId;
  /** The messages to answer, oldest first. */
  prompts: Seq[];
}

/** What an attempt may do while it runs. Everything is synchronous: the room's object holds it all. */
export interface AttemptPorts {
  env: Env;
  /** Server clock, milliseconds. */
  now: () => number;
  context: ContextSource;
  /** The people who are members now, without agents: all of them must be allowed to read what is answered from. */
  people: () => UserId[];
  /** Aborted when the turn was stopped, or is no longer this attempt's: nothing it says counts any more. */
  signal: AbortSignal;
  /** What the model is given, exactly; before its first word. */
  receipt: (receipt: ContextReceipt) => void;
  /** The next piece of the answer, as the model says it. The room joins pieces, bounds them and cleans them. */
  text: (delta: string) => void;
  /** The next piece of what the model thinks. It is shown apart from the answer and given to no model again. */
  reasoning: (delta: string) => void;
  /** All text of the answer up to now, that of earlier attempts included. */
  said: () => string;
  /** The calls of this turn so far, those of earlier attempts included, in order. */
  calls: () => readonly StoredCall[];
  /** What the text of earlier attempts may cite; empty where nothing of them is left. */
  earlierSources: readonly GivenSource[];
  /** Stores a call before it has any effect. Null: the turn is not this attempt's any more, and nothing may be called. */
  call: (call: NewCall) => OpenedCall | null;
  /** Makes a stored call once more. False: the turn is not this attempt's any more. */
  repeat: (call: CallId) => boolean;
  /** Nobody knows whether this call took effect: a person decides. */
  leaveToPerson: (call: CallId) => void;
  /** Ends a call. */
  result: (result: CallResult) => void;
}

export interface NewCall {
  tool: string;
  /** An object, as JSON has it. */
  args: unknown;
  /** A person has to allow it first. */
  asks: boolean;
}

export interface OpenedCall {
  call: CallId;
  /** It may not be made yet. */
  waits: boolean;
}

export interface CallResult {
  call: CallId;
  ok: boolean;
  result: string;
}

export type { ContextMessage, StoredCall, Summary };

export interface ContextSource {
  /** Messages before `before`, newest first, at most `limit`: reads only those. Running answers are not among them. */
  before: (before: Seq, limit: number) => ContextMessage[];
  /** One after the newest prompt: what came later is not part of the question. */
  end: Seq;
  /** The newest summary; a deleted or restricted message takes every summary that covers it along. */
  summary: () => Summary | null;
  /** Libraries that any answer up to there was built on. */
  librariesUpTo: (upTo: Seq) => LibraryId[];
  saveSummary: (summary: Summary) => void;
}

/** How an attempt went. It never throws. `usage` counts what the provider has been paid for, also where it failed. */
export type AttemptEnd =
  | { type: "completed"; usage: Usage; moderation?: Moderation }
  /** Final: the turn ends so, whatever attempt it was. `moderation` with `retracted` takes back what was said. */
  | { type: "refused" | "failed"; reason: TurnReason; usage: Usage | null; moderation?: Moderation }
  /** May go better another time: the room tries again while it may, no sooner than after `wait` milliseconds. */
  | { type: "retry"; reason: TurnReason; wait: number; usage: Usage | null }
  /** Nothing more can be done before a person has decided on these calls. `moderation` marks what was said so far. */
  | { type: "waiting"; calls: CallId[]; usage: Usage; moderation?: Moderation }
  /** `signal` ended it. */
  | { type: "aborted"; usage: Usage | null };

export type RunAttempt = (attempt: Attempt, ports: AttemptPorts) => Promise<AttemptEnd>;
