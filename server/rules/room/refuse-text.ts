import { textProblem } from "../../../shared/text.ts";
import { type Refusal, refuse } from "./errors.ts";

/** The reason why a message cannot have this text; null if it can. A message with files may have no text. */
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
