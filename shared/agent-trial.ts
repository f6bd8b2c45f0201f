/**
 * A trial of an agent: questions to settings that are not saved. It is in no room, and nothing of it is stored but its cost.
 *
 * `POST …/agent-trials` AgentTrial → server-sent events: `event` is the type of a TrialEvent, `data` the rest of it as JSON. For owners and
 * admins. Whoever closes the stream stops the answer.
 */
import type { AgentState } from "./api-agents.ts";
import type { AgentId, DocumentId, LibraryId, OrganizationId } from "./ids.ts";
import type { Json } from "./protocol/json.ts";
import type { EndState, TurnReason } from "./protocol/turns.ts";

export interface AgentTrial {
  /** The agent that is being changed; missing for a new one. Libraries may be for some agents only. */
  agent?: AgentId | undefined;
  settings: Omit<AgentState, "isDefault">;
  /** Earlier questions of this trial, oldest first. */
  before: TrialTurn[];
  question: string;
}
export interface TrialTurn {
  question: string;
  answer: string;
}

export type TrialEvent =
  /** What the model is given besides the question, also each time a tool has found more. `memories`: a number of facts. */
  | { type: "given"; model: string; sources: TrialSource[]; memories: number }
  | { type: "text"; delta: string }
  | { type: "reasoning"; delta: string }
  /** A call of a tool, and again when its state changes. */
  | { type: "call"; call: TrialCall }
  /** The attempt has failed. Another one begins, and the text so far is replaced by this one. */
  | { type: "restarted"; reason: TurnReason; text: string }
  | ({ type: "ended" } & TrialEnd);

export interface TrialSource {
  /** The number by which the answer cites it. */
  n: number;
  document: DocumentId;
  library: LibraryId;
  title: string;
  /** What was found; empty for what a tool has found, whose result has it. */
  text: string;
}

export interface TrialCall {
  number: number;
  tool: string;
  args: Json;
  /** `held`: it would change something, or wait for a person, so it was not made. */
  state: "running" | "done" | "failed" | "held";
  /** What the model was told. Empty while it runs. */
  result: string;
}

export interface TrialEnd {
  state: Exclude<EndState, "interrupted">;
  reason: TurnReason | null;
  /** The model that has answered. */
  model: string;
  tokensIn: number;
  tokensOut: number;
  /** Millionths of a US dollar. */
  cost: number;
  /** Milliseconds until the first word; null if there was none. */
  firstWord: number | null;
  /** Milliseconds. */
  took: number;
}

export const trialPath = (organization: OrganizationId): string =>
  `/api/organizations/${organization}/agent-trials`;
