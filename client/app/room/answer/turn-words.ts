import { assertNever } from "../../../../shared/assert-never.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { formatPercent } from "../../../ui/format.ts";
import { isForProgram } from "./state-words.ts";
import { t } from "../../../words/room-answers.ts";

/** The text below an answer about how it ended; null if there is none. `isProblem`: the result is not what the person asked for. */
export function endOf(answer: Answer, nameOf: (user: Answer["asker"]) => string): End | null {
  const reason = answer.reason && t(answer.reason);
  switch (answer.state) {
    case "running":
      return null;
    case "waiting":
      return { text: t(isForProgram(answer) ? "waitsForResults" : "waits"), isProblem: false };
    case "completed":
      return reason === undefined ? null : { text: reason, isProblem: false };
    case "stopped": {
      const by = answer.stoppedBy;
      return {
        text: by === undefined ? t("stopped") : t("stoppedBy", { name: nameOf(by) }),
        isProblem: false,
      };
    }
    case "failed":
      return { text: t("noAnswer", { reason: reason ?? t("internal") }), isProblem: true };
    case "refused":
      return { text: t("notAnswered", { reason: reason ?? t("moderation") }), isProblem: true };
    case "interrupted":
      return { text: t("notFinished", { reason: reason ?? t("crashed") }), isProblem: true };
    default:
      return assertNever(answer.state);
  }
}

export interface End {
  text: string;
  isProblem: boolean;
}

export function budgetWarning({ usage }: Answer): string | null {
  const share = usage?.budgetShare;
  return share === undefined ? null : t("budgetShare", { share: formatPercent(Math.min(share, 1)) });
}
