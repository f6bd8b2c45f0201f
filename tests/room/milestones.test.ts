import { describe, expect, test } from "vitest";
import { CAME_BACK_WITHIN, type Milestones } from "../../server/rules/room/milestones.ts";
import { deskNews } from "../../server/rules/room/desk-news.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Linus is the visitor; Ada and Grace help. */
function conversation(): TestRoom {
  return testRoom(
    [
      [linus, "visitor"],
      [bot, "member"],
      [ada, "member"],
      [grace, "member"],
    ],
    "support",
  );
}

function told(room: TestRoom): Milestones {
  const news = deskNews(room.store);
  if (news === null) throw new Error("no conversation with a visitor");
  return news.milestones;
}

const wait = (room: TestRoom, span: number): number => (room.clock.now += span);

function aiAnswers(room: TestRoom): number {
  room.attempts.say("Here is how.");
  room.attempts.finish();
  return room.clock.now;
}

describe("the first answer of a person", () => {
  test("DESK-31: it is counted from the request to what the person writes, not to the takeover", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    wait(room, MINUTE);
    room.does(linus, { type: "support.request" });
    wait(room, MINUTE);
    room.does(ada, { type: "takeover", on: true });
    expect(told(room)).toMatchObject({ firstPerson: null, unansweredAt: room.clock.now - MINUTE });
    const at = wait(room, 2 * MINUTE);
    room.says(ada, "Hello, I am Ada.");
    expect(told(room)).toMatchObject({
      firstPerson: { by: ada, at, waited: 3 * MINUTE },
      unansweredAt: null,
    });
    room.does(linus, { type: "support.request", instead: ada });
    wait(room, MINUTE);
    room.says(grace, "And I am Grace.");
    expect(told(room).firstPerson).toMatchObject({ by: ada });
  });

  test("DESK-31: a request that was withdrawn counts nowhere; the next one counts from its own time", () => {
    const room = conversation();
    room.does(linus, { type: "support.request" });
    wait(room, MINUTE);
    room.does(linus, { type: "support.withdraw" });
    expect(told(room)).toMatchObject({ firstPerson: null, unansweredAt: null });
    wait(room, DAY);
    room.does(linus, { type: "support.request" });
    wait(room, 2 * MINUTE);
    room.says(ada, "Yes?");
    expect(told(room).firstPerson?.waited).toBe(2 * MINUTE);
  });

  test("DESK-31: a conversation that the AI had closed days ago counts from the new request", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    aiAnswers(room);
    room.does(linus, { type: "support.close" });
    wait(room, 5 * DAY);
    room.says(linus, "It broke again");
    room.does(linus, { type: "support.request" });
    wait(room, 10 * MINUTE);
    room.says(grace, "I will look.");
    expect(told(room).firstPerson).toMatchObject({ by: grace, waited: 10 * MINUTE });
  });

  test("DESK-31: whoever was served before and writes again waits from then on, without asking", () => {
    const room = conversation();
    room.does(ada, { type: "takeover", on: true });
    room.does(ada, { type: "support.close" });
    wait(room, DAY);
    room.says(linus, "It broke again");
    wait(room, MINUTE);
    room.says(ada, "Oh no.");
    expect(told(room).firstPerson?.waited).toBe(MINUTE);
  });

  test("DESK-31: who is handed back without a word still waits; who goes back to the AI does not", () => {
    const room = conversation();
    room.does(linus, { type: "support.request" });
    const since = room.clock.now;
    wait(room, MINUTE);
    room.does(ada, { type: "takeover", on: true });
    room.does(ada, { type: "takeover", on: false });
    expect(told(room)).toMatchObject({
      unansweredAt: since,
      people: [{ user: ada, wrote: false, handedBack: 1 }],
    });
    room.does(ada, { type: "takeover", on: true });
    room.does(linus, { type: "support.handBack" });
    expect(told(room)).toMatchObject({ unansweredAt: null, people: [{ handedBack: 1 }] });
  });

  test("DESK-31: a request that was closed without an answer stays unanswered", () => {
    const room = conversation();
    room.does(linus, { type: "support.request" });
    const since = room.clock.now;
    room.does(ada, { type: "support.close" });
    expect(told(room)).toMatchObject({ unansweredAt: since, resolved: null });
  });
});

describe("ends", () => {
  test("DESK-32: closed after an answer of the AI alone", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    wait(room, 1_000);
    aiAnswers(room);
    const at = wait(room, MINUTE);
    room.does(linus, { type: "support.close" });
    expect(told(room)).toMatchObject({
      firstAgent: { by: bot, waited: 1_000 },
      resolved: { at, by: "ai", of: bot, took: MINUTE + 1_000 },
      endedAlone: { at, backAt: null },
      silentSince: null,
    });
  });

  test("DESK-32: closed with a person; a reopened one is not resolved until it is closed again, and counts from the reopening", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    aiAnswers(room);
    room.does(ada, { type: "takeover", on: true });
    room.says(ada, "Yes.");
    wait(room, MINUTE);
    room.does(ada, { type: "support.close" });
    expect(told(room).resolved).toMatchObject({ by: "person", of: ada, took: MINUTE });
    wait(room, 9 * DAY);
    room.says(linus, "It broke again");
    expect(told(room).resolved).toBeNull();
    room.says(grace, "A new one is on its way.");
    wait(room, 2 * MINUTE);
    room.does(grace, { type: "support.close" });
    expect(told(room).resolved).toMatchObject({ by: "person", of: grace, took: 2 * MINUTE });
  });

  test("DESK-32: closed without any answer, or while somebody waited for a person, resolves nothing", () => {
    const silent = conversation();
    silent.says(linus, "Hello?");
    silent.does(linus, { type: "support.close" });
    expect(told(silent)).toMatchObject({ resolved: null, endedAlone: null });
    const waiting = conversation();
    waiting.says(linus, "Hello?");
    aiAnswers(waiting);
    waiting.does(linus, { type: "support.request" });
    waiting.does(linus, { type: "support.close" });
    expect(told(waiting)).toMatchObject({ resolved: null, endedAlone: null });
  });

  test("DESK-33: whoever writes within three days after the end came back; later is a new matter", () => {
    for (const [after, came] of [
      [CAME_BACK_WITHIN - 1, true],
      [CAME_BACK_WITHIN, false],
    ] as const) {
      const closed = conversation();
      closed.says(linus, "Hello?");
      aiAnswers(closed);
      closed.does(linus, { type: "support.close" });
      const back = wait(closed, after);
      closed.says(linus, "One more thing");
      expect(told(closed).endedAlone?.backAt).toBe(came ? back : null);

      const left = conversation();
      left.says(linus, "Hello?");
      const at = aiAnswers(left);
      expect(told(left)).toMatchObject({ endedAlone: null, silentSince: { at, of: bot } });
      wait(left, after);
      left.says(linus, "One more thing");
      // Who goes on within three days had not ended at all.
      expect(told(left)).toMatchObject({ endedAlone: came ? null : { at, backAt: null }, silentSince: null });
    }
  });

  test("DESK-33: silence counts only while the AI is alone", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    aiAnswers(room);
    room.does(ada, { type: "takeover", on: true });
    expect(told(room).silentSince).toBeNull();
    room.says(ada, "Hello.");
    room.does(ada, { type: "takeover", on: false });
    room.says(linus, "And now?");
    aiAnswers(room);
    expect(told(room)).toMatchObject({ silentSince: null, endedAlone: null });
    expect(told(room).personAt).not.toBeNull();
  });

  test("DESK-30: a conversation in which nobody said anything has not begun", () => {
    const room = conversation();
    expect(told(room).begunAt).toBeNull();
    room.does(ada, { type: "takeover", on: true });
    expect(told(room).begunAt).toBeNull();
  });
});
