/** Client -> room: requests for parts of an answer, for what the model was given, and for held messages. */
import type { Seq } from "./seq.ts";
import type { Ref } from "./ref.ts";

/** Requests the text of a held message, with `manage`. Answered by `heldMessage`. */
export interface AskHeldMessage {
  type: "heldMessage";
  ref: Ref;
  target: Seq;
}
/** Requests the model's input of an answer. Answered by `contextReceipt`. */
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
