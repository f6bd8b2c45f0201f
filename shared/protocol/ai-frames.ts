/** Client -> room: asks and steers agents, and decides which messages a model gets and which are shown. */
import type { AgentId, TurnId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Excludes a message from every model, or allows it again. By its author, or with `manage`. */
export interface MarkAi {
  type: "ai";
  ref: Ref;
  target: Seq;
  ai: "never" | "allowed";
}
/**
 * Asks for an answer to an existing message: a further answer (a sibling of the existing one, also after an edit or a failure),
 * an answer by `agent`, or a first answer if no agent was asked. The author's own message needs `write`, another's needs
 * `steer`.
 */
export interface Ask {
  type: "ask";
  ref: Ref;
  target: Seq;
  agent?: AgentId;
}
/** Stops a running turn, or removes a queued one. By the person who asked, or with `steer`. For a turn that has ended: `ok`. */
export interface Stop {
  type: "stop";
  ref: Ref;
  turn: TurnId;
}
/** Moves a queued turn before another one of the same agent; null moves it to the end. With `steer`. */
export interface Move {
  type: "move";
  ref: Ref;
  turn: TurnId;
  before: TurnId | null;
}
/** Answers the prompts of a queued turn together with those of another one of the same agent. With `steer`. */
export interface Merge {
  type: "merge";
  ref: Ref;
  turn: TurnId;
  into: TurnId;
}
/** Selects which of several sibling answers is shown. With `write`. */
export interface Choose {
  type: "choose";
  ref: Ref;
  target: Seq;
}
/** Takes over from the agents (all turns end, none begins), or gives control back. With `takeOver`. */
export interface Takeover {
  type: "takeover";
  ref: Ref;
  on: boolean;
}
/** Releases a held message, or retracts a flagged one. With `manage`. Answered by `ok`. */
export interface Moderate {
  type: "moderate";
  ref: Ref;
  target: Seq;
  decision: "release" | "retract";
}
/** Requests the text of a held message, with `manage`. Answered by `held`. */
export interface AskHeldMessage {
  type: "heldMessage";
  ref: Ref;
  target: Seq;
}
/** Requests the model's input of an answer. Answered by `receipt`. */
export interface AskContextReceipt {
  type: "contextReceipt";
  ref: Ref;
  target: Seq;
}
/** Requests the steps of an answer. Answered by `steps`. */
export interface AskSteps {
  type: "steps";
  ref: Ref;
  target: Seq;
}
/** Requests an answer's text from an offset on, after a gap or a wrong hash. Answered by `part` frames. */
export interface AskParts {
  type: "parts";
  target: Seq;
  attempt: number;
  from: number;
}
