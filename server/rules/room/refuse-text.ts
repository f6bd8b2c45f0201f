import { textProblem } from "../../../shared/text.ts";
import { type Refusal, refuse } from "./errors.ts";

/** Why this text cannot be a message's; null if it can. A message with files needs no text. */
export function refuseText(text: string, hasFiles: boolean): Refusal | null {
  switch (textProblem(text)) {
    case "empty":
      return hasFiles ? null : refuse.emptyText();
    case "too_large":
      return refuse.textTooLarge();
    case null:
      return null;
  }
}
