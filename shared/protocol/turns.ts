/** The AI in the room: what a turn is, on the wire and on the screen. `docs/ai.md` tells how it lives. */
import type { AgentId, TurnId, UserId } from "../ids.ts";
import type { Citation, GivenSource } from "../knowledge.ts";
import type { Seq } from "./seq.ts";

/** A turn ends exactly once, in one of the last five. */
export type TurnState = "queued" | "running" | EndState;
export type EndState = "completed" | "stopped" | "failed" | "refused" | "interrupted";

/** Why a turn ended otherwise than completed or stopped. A closed set: the client says it in words. */
export type TurnReason =
  /** The provider asked to come later, twice. */
  | "provider_busy"
  /** The provider failed or cut the answer, twice. */
  | "provider_failed"
  /** The provider said nothing at all, twice. */
  | "empty_answer"
  /** The provider fell silent for longer than TURN_STALL, twice. */
  | "stalled"
  /** The answer grew over MAX_ANSWER_LENGTH and was cut there. */
  | "too_long"
  /** The day's or month's budget is used up. */
  | "budget"
  /** The prompt or the answer was found unsafe. */
  | "moderation"
  /** What must be checked could not be checked. */
  | "unchecked"
  /** The server died under it more often than it may be tried. */
  | "crashed"
  /** The agent was deleted, or is no member any more. */
  | "no_agent"
  /** A bug of ours. */
  | "internal";

/** A prompt that waits for its agent to be free. */
export interface QueuedTurn {
  turn: TurnId;
  agent: AgentId;
  asker: UserId;
  /** The messages that it will answer, oldest first: one, or more after `merge`. */
  prompts: Seq[];
  /** Turns of one agent run by this number, lowest first. */
  place: number;
}

/** What a message of an agent says about the turn that made it. */
export interface Answer {
  turn: TurnId;
  asker: UserId;
  prompts: Seq[];
  state: Exclude<TurnState, "queued">;
  /** 1, or more when it was begun again: a later attempt replaces the text of the one before. */
  attempt: number;
  reason?: TurnReason;
  /** With `stopped`: who did. */
  stoppedBy?: UserId;
  endedAt?: number;
  /** Once completed: hash and length of the text (`shared/text-hash.ts`; UTF-16 units). */
  hash?: string;
  length?: number;
  usage?: Usage;
  /** What its `[n]` stand for, once ended. Empty: libraries were searched and none is cited; missing: none was searched. */
  citations?: Citation[];
  /** It was built on documents that you may not read: neither its text nor what it cites is told to you. */
  restricted?: true;
  /** All answers to the same prompt by the same agent, oldest first; missing while there is only this one. */
  siblings?: Seq[];
  /** Which of the siblings the room shows. */
  chosen?: Seq;
}

export interface Usage {
  /** The model that answered, as the provider calls it. */
  model: string;
  /** Tokens; counted by the provider, or estimated where it does not say. */
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar, by the price table. */
  cost: number;
  /** How much of the organization's tighter budget is used up, 0 to 1; only from BUDGET_WARNING on. */
  budgetShare?: number;
}

/** What the model was given for one answer, exactly. */
export interface ContextReceipt {
  turn: TurnId;
  attempt: number;
  agent: { id: AgentId; name: string; version: number };
  model: string;
  /** What kind of task the routing saw, and why this model was taken. */
  task: ModelTask;
  routing: string;
  temperature: number;
  /** The messages in the order in which they were given; `version` tells which wording. */
  messages: { seq: Seq; version: number; author: UserId; tokens: number }[];
  /** Stands for every message up to `upTo` that is not listed. */
  summary: { upTo: Seq; text: string; tokens: number } | null;
  /** Passages of documents, by the number that the model knew them by; missing where no library was searched. */
  sources?: GivenSource[];
  /** What was there and not given. */
  leftOut: { reason: "excluded" | "deleted" | "moderation" | "other_branch" | "too_old"; count: number }[];
  /** Tokens of all of it, estimated, and how many would have fitted. */
  tokens: number;
  budget: number;
}

export type ModelTask = "small" | "general" | "code" | "complex";

// ---- moderation

/** What became of a message that was found unsafe, or could not be checked. */
export interface Moderation {
  /**
   * `flagged`: shown, and marked. `held`: hidden until someone who manages the room releases it. `retracted`: taken back.
   * `unchecked`: shown without a check, because there was none to be had.
   */
  state: "flagged" | "held" | "retracted" | "unchecked";
  /** Classes of Llama Guard 3: `S1` … `S14`. */
  categories: string[];
}
