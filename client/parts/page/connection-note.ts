import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { ConnectionState } from "../../sdk/types.ts";
import { t } from "../../words/parts.ts";

export interface ConnectionNote {
  text: string;
  action: "retry" | "reload" | null;
  /** It does not end within a moment, so it is shown at once. */
  isCertain: boolean;
}

/** What to say about a connection that is not of use; null if another part of the page says it. */
export function connectionNote(state: ConnectionState): ConnectionNote | null {
  if (state.type === "stopped") return stoppedNote(state.code);
  if (state.type === "waiting" && state.offline) {
    return { text: t("offline"), action: null, isCertain: true };
  }
  const reason = state.type === "waiting" ? reasonOf(state.code) : "";
  const doing = t(state.type === "open" ? "noAnswerYet" : "connecting");
  return { text: [reason, doing, t("kept")].filter(Boolean).join(" "), action: "retry", isCertain: false };
}

function reasonOf(code: number | null): string {
  switch (code) {
    case CLOSE.tooFast:
      return t("tooFast");
    case CLOSE.tooSlow:
      return t("tooSlow");
    case CLOSE.tryAgain:
      return t("problemNow");
    case CLOSE.malformed:
    case CLOSE.conflict:
    case CLOSE.tooLarge:
      return t("notTaken", { code: String(code) });
    default:
      return "";
  }
}

function stoppedNote(code: number): ConnectionNote | null {
  switch (code) {
    // The session shows these in place of the page.
    case CLOSE.unauthenticated:
    case CLOSE.otherPerson:
      return null;
    case CLOSE.upgradeRequired:
      return { text: t("updated"), action: "reload", isCertain: true };
    case CLOSE.damaged:
      return { text: t("listDamaged"), action: "reload", isCertain: true };
    case CLOSE.forbidden:
    case CLOSE.notFound:
      return { text: t("notLetIn"), action: "reload", isCertain: true };
    default:
      return { text: t("ended", { code: String(code) }), action: "reload", isCertain: true };
  }
}
