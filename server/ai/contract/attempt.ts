/**
 * One attempt at a turn, as the room's object sees it: what it asks for, what it hands over, what it gets back. The room
 * decides what counts; an attempt only works.
 */
import type { AgentId, LibraryId, OrganizationId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { ContextMessage, Summary } from "../../rules/room/context-source.ts";
import type { ContextReceipt, Moderation, TurnReason, Usage } from "../../../shared/protocol/turns.ts";
import type { Env } from "../../bindings/env.ts";
import type { Cost } from "../../rules/meter/meter.ts";

export interface Attempt {
  organization: OrganizationId;
  room: { id: RoomId; kind: RoomKind; name: string };
  turn: TurnId;
  /** From 1. A second one takes the fallback model first. */
  attempt: number;
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
  say: (text: string) => void;
}

export type { ContextMessage, Summary };

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
  /** `signal` ended it. */
  | { type: "aborted"; usage: Usage | null };

export type RunAttempt = (attempt: Attempt, ports: AttemptPorts) => Promise<AttemptEnd>;
