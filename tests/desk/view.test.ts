import { expect, test } from "vitest";
import { applyDesk, type DeskFrame } from "../../shared/desk.ts";
import { beginning, changedAfter } from "../../server/rules/desk/conversations.ts";
import { countQueues } from "../../server/rules/desk/counts.ts";
import { readDesk, settingsOf } from "../../server/rules/desk/desk.ts";
import { forgetConversation, goneAfter } from "../../server/rules/desk/forget.ts";
import { ada, newRoomId } from "../support/people.ts";
import { news, type TestDesk, testDesk, waits } from "./test-desk.ts";

function frame(desk: TestDesk, since: number | null): DeskFrame {
  const { epoch, head } = readDesk(desk.store);
  return {
    type: "desk",
    complete: since === null,
    epoch,
    head,
    conversations: since === null ? beginning(desk.store, 100, 100) : changedAfter(desk.store, since),
    gone: since === null ? [] : goneAfter(desk.store, since),
    counts: countQueues(desk.store, ada, desk.clock.now),
    here: [],
    settings: settingsOf(desk.store),
  };
}

test("DESK-8: what is built from changes is what is loaded fresh, whatever happened, and frames may come twice", () => {
  const desk = testDesk();
  const rooms = [newRoomId(), newRoomId(), newRoomId()] as const;
  desk.hears(news(desk, rooms[0]));
  let view = applyDesk(null, frame(desk, null));
  const steps = [
    () => desk.hears(news(desk, rooms[1], waits(desk))),
    () => desk.hears(news(desk, rooms[2], waits(desk))),
    // Whoever is behind moves up, so its conversation has changed too.
    () => desk.hears(news(desk, rooms[1])),
    () => forgetConversation(desk.store, rooms[0]),
  ];
  for (const step of steps) {
    const since = view?.head ?? 0;
    step();
    const told = frame(desk, since);
    view = applyDesk(view, told);
    view = applyDesk(view, told);
    const fresh = applyDesk(null, frame(desk, null));
    expect(view && { ...view, conversations: sorted(view.conversations) }).toEqual(
      fresh && { ...fresh, conversations: sorted(fresh.conversations) },
    );
  }
});

test("DESK-8: changes say nothing to a device that knows nothing", () => {
  const desk = testDesk();
  expect(applyDesk(null, frame(desk, 0))).toBeNull();
});

const sorted = (conversations: ReadonlyMap<string, unknown>) =>
  [...conversations].sort(([a], [b]) => (a < b ? -1 : 1));
