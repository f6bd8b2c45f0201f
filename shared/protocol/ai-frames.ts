/** Client -> room: asking the AI, steering it, and deciding on what it may see and what is held back. */
import type { AgentId, TurnId } from "../ids.ts";
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Keeps a message from every model, or lets it be given again. By its author, or with `manage`. */
export interface MarkAi {
  type: "ai";
  ref: Ref;
  target: Seq;
  ai: "never" | "allowed";
}
/**
 * Asks for an answer to a message that is there: again (a sibling of the answer it has, also after an edit or a failure),
 * or by `agent`, or because it was sent while nobody was asked. One's own message with `write`, another's with `steer`.
 */
export interface Ask {
  type: "ask";
  ref: Ref;
  target: Seq;
  agent?: AgentId;
}
/** Ends a running turn, or drops a queued one. Its asker, or with `steer`. One that has ended already: `ok`. */
export interface Stop {
  type: "stop";
  ref: Ref;
  turn: TurnId;
}
/** Puts a queued turn right before another one of the same agent; null: to the end. With `steer`. */
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
/** Shows this answer of the siblings. With `write`. */
export interface Choose {
  type: "choose";
  ref: Ref;
  target: Seq;
}
/** Takes over from the agents (every turn ends, none begins), or hands back to them. With `takeOver`. */
export interface Takeover {
  type: "takeover";
  ref: Ref;
  on: boolean;
}
/** Releases a held message, or takes a flagged one back. With `manage`. Answered by `ok`. */
export interface Moderate {
  type: "moderate";
  ref: Ref;
  target: Seq;
  decision: "release" | "retract";
}
/** Asks for the text of a held message, with `manage`. Answered by `held`. */
export interface AskHeldMessage {
  type: "heldMessage";
  ref: Ref;
  target: Seq;
}
/** Asks what the model was given. Answered by `receipt`. */
export interface AskContextReceipt {
  type: "contextReceipt";
  ref: Ref;
  target: Seq;
}
/** Asks for an answer's text from an offset on: a hole, or a hash that does not fit. Answered by `part` frames. */
export interface AskParts {
  type: "parts";
  target: Seq;
  attempt: number;
  from: number;
}
