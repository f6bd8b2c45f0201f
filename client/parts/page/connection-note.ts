import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { ConnectionState } from "../../sdk/types.ts";

export interface ConnectionNote {
  text: string;
  action: "retry" | "reload" | null;
  /** It does not end within a moment, so it is shown at once. */
  isCertain: boolean;
}

const KEPT = "What you write is kept on this device and sent as soon as it works.";

/** What to say about a connection that is not of use; null if another part of the page says it. */
export function connectionNote(state: ConnectionState): ConnectionNote | null {
  if (state.type === "stopped") return stoppedNote(state.code);
  if (state.type === "waiting" && state.offline) {
    const text = "You are offline. What you write is kept on this device and sent when you are back.";
    return { text, action: null, isCertain: true };
  }
  const reason = state.type === "waiting" ? reasonOf(state.code) : "";
  const doing = state.type === "open" ? "Connected, but Parley does not answer yet…" : "Connecting again…";
  return { text: [reason, doing, KEPT].filter(Boolean).join(" "), action: "retry", isCertain: false };
}

function reasonOf(code: number | null): string {
  switch (code) {
    case CLOSE.tooFast:
      return "This was too much at once, so Parley asks you to wait.";
    case CLOSE.tooSlow:
      return "This connection is too slow.";
    case CLOSE.tryAgain:
      return "Parley has a problem at the moment.";
    case CLOSE.malformed:
    case CLOSE.conflict:
    case CLOSE.tooLarge:
      return `Parley did not take what this page sent (code ${code}).`;
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
      return { text: "Parley has been updated.", action: "reload", isCertain: true };
    case CLOSE.damaged: {
      const text =
        "Your list of conversations is damaged on the server. Ask whoever runs it to restore it from a backup.";
      return { text, action: "reload", isCertain: true };
    }
    case CLOSE.forbidden:
    case CLOSE.notFound:
      return { text: "Parley does not let you in here any more.", action: "reload", isCertain: true };
    default: {
      const text = `The connection has ended (code ${code}). What you write is kept on this device.`;
      return { text, action: "reload", isCertain: true };
    }
  }
}
