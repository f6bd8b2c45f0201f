import { expect, test } from "vitest";
import { actionOf, whoAnswers } from "../../../client/widget/panel/who/who-answers.ts";
import type { UserId, VisitorId } from "../../../shared/ids.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import type { PeopleHere } from "../../../shared/widget.ts";

const mira = "visitor_0000000000000000000000000a" as VisitorId;
const grace = "user_0000000000000000000000000b" as UserId;
const here: PeopleHere = {
  here: 1,
  names: ["Grace Hopper"],
  open: true,
  opensAt: null,
  closesAt: null,
  answerMinutes: 3,
};
const nobody: PeopleHere = { ...here, here: 0, names: [] };

const view = (change: Partial<RoomView>): RoomView =>
  ({
    you: { user: mira, role: "visitor", capabilities: [] },
    members: { [grace]: { user: grace, name: "Grace Hopper", role: "member" } },
    messages: [],
    presence: {},
    takeover: null,
    ...change,
  }) as unknown as RoomView;

test("PANEL-5: before the first message, the AI answers", () => {
  expect(whoAnswers(null)).toEqual({ type: "ai" });
});

test("PANEL-5: a person is asked for where one is, and otherwise a message is left", () => {
  expect(actionOf({ type: "ai" }, here)).toBe("talk");
  expect(actionOf({ type: "ai" }, nobody)).toBe("leave");
  expect(actionOf({ type: "ai" }, { ...here, open: false })).toBe("leave");
});

test("PANEL-5: who waits sees the place in line, and can stop", () => {
  const waiting = view({ support: { state: "waiting", requestedAt: 1 }, line: { place: 2, minutes: 4 } });
  expect(whoAnswers(waiting)).toEqual({ type: "waiting", place: 2, minutes: 4 });
  expect(actionOf(whoAnswers(waiting), here)).toBe("stopWaiting");
});

test("PANEL-5: a person who is away is said to be, and somebody else can be asked for", () => {
  const support = { state: "person" } as const;
  const there = view({ support, takeover: grace, presence: { [grace]: { user: grace, state: "active" } } });
  expect(whoAnswers(there)).toMatchObject({ type: "person", name: "Grace Hopper", isHere: true });
  expect(actionOf(whoAnswers(there), here)).toBe("back");
  const away = view({
    support,
    takeover: grace,
    presence: { [grace]: { user: grace, state: "offline", lastSeen: 5 } },
  });
  expect(whoAnswers(away)).toMatchObject({ isHere: false, since: 5 });
  expect(actionOf(whoAnswers(away), here)).toBe("else");
});

test("PANEL-5: an ended conversation says by whom, and writing opens it again", () => {
  const byGrace = view({ support: { state: "closed", closedAt: 9, closedBy: grace } });
  expect(whoAnswers(byGrace)).toEqual({ type: "closed", name: "Grace Hopper", at: 9 });
  expect(actionOf(whoAnswers(byGrace), here)).toBe("again");
  const byMira = view({ support: { state: "closed", closedAt: 9, closedBy: mira } });
  expect(whoAnswers(byMira)).toMatchObject({ name: null });
});

test("PANEL-5: an AI that may answer no more today says so", () => {
  const answer = { state: "refused", reason: "budget" };
  const spent = view({ support: { state: "ai" }, messages: [{ answer }] as unknown as RoomView["messages"] });
  expect(whoAnswers(spent)).toEqual({ type: "spent" });
});
