/** The bar under the title: who answers now, and the one thing that the visitor can do about it. Pure. */
import type { UserId } from "../../../../shared/ids.ts";
import type { RoomView } from "../../../../shared/room-view.ts";
import type { PeopleHere } from "../../../../shared/widget.ts";

export type Who =
  | { type: "ai" }
  /** The AI has used up what it may answer today. */
  | { type: "spent" }
  /** Waits for a person. `place` is null until the room has said it. */
  | { type: "waiting"; place: number | null; minutes: number | null }
  /** `since`: when the person was last here; null while here, and if that is not known. */
  | { type: "person"; user: UserId; name: string; isHere: boolean; since: number | null }
  | { type: "closed"; name: string | null; at: number };

/** `leave`: nobody is there, so a message can be left. `else`: somebody else than the person who is away. */
export type WhoAction = "talk" | "leave" | "stopWaiting" | "back" | "else" | "again";

export function whoAnswers(view: RoomView | null): Who {
  const support = view?.support;
  if (view === null || support === undefined) return { type: "ai" };
  const nameOf = (user: UserId): string => view.members[user]?.name ?? "";
  switch (support.state) {
    case "waiting":
      return { type: "waiting", place: view.line?.place ?? null, minutes: view.line?.minutes ?? null };
    case "person": {
      const user = view.takeover;
      if (user === null) return { type: "ai" };
      const { state = "offline", lastSeen = null } = view.presence[user] ?? {};
      const isHere = state !== "offline";
      return { type: "person", user, name: nameOf(user), isHere, since: isHere ? null : lastSeen };
    }
    case "closed": {
      const by = support.closedBy;
      const name = by === undefined || by === view.you.user ? null : nameOf(by);
      return { type: "closed", name, at: support.closedAt ?? 0 };
    }
    case "ai":
      return isSpent(view) ? { type: "spent" } : { type: "ai" };
  }
}

/** The newest answer was refused, because the budget of the visitor or of the company is used up. */
function isSpent(view: RoomView): boolean {
  const answer = view.messages.findLast((message) => message.answer !== undefined)?.answer;
  return answer?.state === "refused" && answer.reason === "budget";
}

export function actionOf(who: Who, people: PeopleHere): WhoAction {
  switch (who.type) {
    case "ai":
    case "spent":
      return people.here > 0 && people.open ? "talk" : "leave";
    case "waiting":
      return "stopWaiting";
    case "person":
      return who.isHere ? "back" : "else";
    case "closed":
      return "again";
  }
}
