/** Turns of agents in a room, on the wire and on the screen. See `docs/ai.md`. */
import type { AgentId, MemoryId, TurnId, UserId } from "../ids.ts";
import type { Citation, GivenSource } from "../knowledge.ts";
import type { MemoryScope } from "../memory.ts";
import type { Program } from "./program.ts";
import type { Seq } from "./seq.ts";
import type { StepSummary } from "./steps.ts";

/**
 * A turn ends exactly once, in one of the last five states. `waiting`: somebody has to decide before it can
 * continue, or the program that asked has to send results.
 */
export type TurnState = "queued" | "running" | "waiting" | EndState;
export type EndState = "completed" | "stopped" | "failed" | "refused" | "interrupted";

/**
 * Why a turn ended in a state other than completed or stopped, or why a completed answer is not whole. The set is closed: the client
 * translates each reason into words.
 */
export type TurnReason =
  /** The provider was overloaded, twice. */
  | "provider_busy"
  /** The provider failed or cut the answer, twice. */
  | "provider_failed"
  /** The provider refused the key of this server. */
  | "denied"
  /** The account at the provider is used up. */
  | "no_credit"
  /** The provider does not have this model. */
  | "no_model"
  /** No model answers at the address of the provider. */
  | "wrong_address"
  /** No connection to the provider was possible. */
  | "unreachable"
  /** The provider was still loading the model when the time was up. */
  | "loading"
  /** The prompt alone is longer than the model can read. */
  | "prompt_too_long"
  /** The provider's own filter stopped the answer or refused the prompt. */
  | "filtered"
  /** The provider returned an empty answer, twice. */
  | "empty_answer"
  /** The provider sent nothing for longer than TURN_STALL, twice. */
  | "stalled"
  /** Completed: the answer reached the model's limit, and can be continued (`continue`). */
  | "length"
  /** The model used up its limit for reasoning, before the first word of its answer. */
  | "only_reasoning"
  /** Completed: the answer exceeded MAX_ANSWER_LENGTH and was cut there. */
  | "too_long"
  /** The budget of the day or month is used up. */
  | "budget"
  /** The answers of the day are used up that this visitor of a widget may have. A person may still be asked for. */
  | "visitor_budget"
  /** The prompt or the answer was found unsafe. */
  | "moderation"
  /** A required moderation check was not possible. */
  | "unchecked"
  /** The server crashed during every allowed attempt. */
  | "crashed"
  /** No person decided in time, or no result came from the program that asked. */
  | "expired"
  /** The agent was deleted, or is no longer a member. */
  | "no_agent"
  /** An internal error. */
  | "internal";

/**
 * What happens to a prompt whose agent is busy. `queue`: it waits for its turn. `merge`: it is answered together with the last one that
 * waits. `steer`: it steers the answer that is running.
 */
export type PromptPolicy = "queue" | "merge" | "steer";

export const PROMPT_POLICIES: readonly PromptPolicy[] = ["queue", "merge", "steer"];

/** A prompt that waits for its agent. */
export interface QueuedTurn {
  turn: TurnId;
  agent: AgentId;
  asker: UserId;
  /** The messages that it will answer, oldest first. One, or more after `merge`. */
  prompts: Seq[];
  /** Turns of one agent run in the order of this number, lowest first. */
  place: number;
  /** What its answer will cost, as far as earlier answers tell; millionths of a US dollar. Missing: unknown. */
  estimate?: number;
}

/** The turn behind an agent's message. */
export interface Answer {
  turn: TurnId;
  asker: UserId;
  prompts: Seq[];
  state: Exclude<TurnState, "queued">;
  /** Starts at 1. A later attempt continues after the last call of the previous one, or starts again without one. */
  attempt: number;
  reason?: TurnReason;
  /** With `stopped`: the person who stopped it. */
  stoppedBy?: UserId;
  endedAt?: number;
  /** After completion: hash and length of the text (`shared/text-hash.ts`; UTF-16 units). */
  hash?: string;
  length?: number;
  usage?: Usage;
  /** Sources of its `[n]`, after the end. Empty: libraries were searched but none is cited. Missing: no library was searched. */
  citations?: Citation[];
  /** The answer is based on documents that this person may not read: its text and citations are not sent. */
  restricted?: true;
  /** The steps of the turn, in order; missing if there are none. Of an open answer, the steps that this device has received. */
  steps?: StepSummary[];
  /** All answers to the same prompt by the same agent, oldest first; missing while there is only one. */
  siblings?: Seq[];
  /** The sibling that the room shows. */
  chosen?: Seq;
  /** What the model was given to read. Of an open answer, as far as this device was told. */
  read?: GivenToRead;
  /** The votes of members; missing while there is none. */
  votes?: Votes;
  /** Questions that may follow; missing if there are none. They are offered until somebody writes. */
  followUps?: string[];
}

/** Numbers of documents with a passage in the model's input, and of messages in it. */
export interface GivenToRead {
  documents: number;
  messages: number;
}

export type Vote = "good" | "bad";
/** Who gave which vote, in the order of the votes. Each member is in one of the two lists at most. */
export type Votes = Record<Vote, UserId[]>;

export interface Usage {
  /** The model that answered, with the provider's name for it. */
  model: string;
  /** Tokens, counted by the provider, or estimated if it does not report them. */
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar, computed from the price table. */
  cost: number;
  /** Used share of the organization's tighter budget, 0 to 1; only from BUDGET_WARNING on. */
  budgetShare?: number;
}

/** The complete input of the model for one answer. */
export interface ContextReceipt {
  turn: TurnId;
  attempt: number;
  agent: { id: AgentId; name: string; version: number };
  model: string;
  /** The kind of task that was detected, and the reason for the model. */
  task: ModelTask;
  routing: string;
  temperature: number;
  /** The messages in the order of the input, with their versions. */
  messages: { seq: Seq; version: number; author: UserId; tokens: number }[];
  /** Replaces every message up to `upTo` that is not listed. */
  summary: { upTo: Seq; text: string; tokens: number } | null;
  /** The instructions and tools of the program that asked; missing if it brought none, or if they were deleted with its message. */
  program?: Pick<Program, "instructions" | "tools">;
  /** What was remembered and given to the model; missing if nothing was. */
  memories?: GivenMemory[];
  /** Passages of documents, by their number in the input; missing if no library was searched. */
  sources?: GivenSource[];
  /** Messages that existed but were not given to the model. */
  leftOut: { reason: "excluded" | "deleted" | "moderation" | "other_branch" | "too_old"; count: number }[];
  /** Estimated tokens of the input, and the maximum that would fit. */
  tokens: number;
  budget: number;
  /** Tokens that the provider says it has read, if they are far fewer: it has cut the beginning of the input. */
  read?: number;
}

/** A fact that a model was given. */
export interface GivenMemory {
  id: MemoryId;
  scope: MemoryScope;
  /** Who said it, and when. */
  by: UserId;
  at: number;
  version: number;
  tokens: number;
  /** As it stands now; null if it is forgotten. Rooms do not store it. */
  text?: string | null;
  /** It has another version by now. */
  isChanged?: true;
}

export type ModelTask = "small" | "general" | "code" | "complex";

// ---- moderation

/** State of a message that was found unsafe, or could not be checked. */
export interface Moderation {
  /**
   * `flagged`: shown with a mark. `held`: hidden until someone with `manage` releases it. `retracted`: withdrawn. `unchecked`:
   * shown without a check, because no check was possible.
   */
  state: "flagged" | "held" | "retracted" | "unchecked";
  /** Classes of Llama Guard 3: `S1` … `S14`. */
  categories: string[];
}
