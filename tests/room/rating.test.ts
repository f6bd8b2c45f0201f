import { describe, expect, test } from "vitest";
import { ada, bot, grace, linus, mallory } from "../support/people.ts";
import { canRate, MAX_RATING_COMMENT } from "../../shared/rating.ts";
import { deskNews } from "../../server/rules/room/desk-news.ts";
import { parseFrame } from "../../shared/protocol/parse.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

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

/** Ada has answered and closed. */
function ended(): TestRoom {
  const room = conversation();
  room.does(linus, { type: "support.request" });
  room.does(ada, { type: "takeover", on: true });
  room.says(ada, "Have you tried another plug?");
  room.does(ada, { type: "support.close" });
  room.clock.now += 1_000;
  return room;
}

const ratingOf = (room: TestRoom) => room.fresh(linus).support?.rating;

describe("rating", () => {
  test("SUPPORT-10: the visitor rates an ended conversation, and the desk is told", () => {
    const room = ended();
    const done = room.does(linus, { type: "support.rate", step: 4, comment: " Thank you! " });
    expect(done).toMatchObject({ effects: [{ type: "publish" }, { type: "arm" }] });
    const rating = { step: 4, comment: "Thank you!", of: ada, at: room.clock.now };
    expect(ratingOf(room)).toEqual(rating);
    expect(deskNews(room.store)?.support.rating).toEqual(rating);
  });

  test("SUPPORT-10: of who has answered, a person counts before the AI, and the newest of several", () => {
    const alone = conversation();
    alone.says(linus, "Hello?");
    alone.attempts.say("Hello.");
    alone.attempts.finish();
    alone.does(linus, { type: "support.close" });
    expect(alone.fresh(linus).support?.servedBy).toBe(bot);
    const both = ended();
    both.says(grace, "It is on its way.");
    both.says(linus, "Thanks");
    both.does(linus, { type: "support.close" });
    expect(both.fresh(linus).support?.servedBy).toBe(grace);
  });

  test("SUPPORT-10: only the visitor rates, and only in conversations with visitors", () => {
    const room = ended();
    expect(room.refuses(ada, { type: "support.rate", step: 5 })).toBe("forbidden");
    expect(room.refuses(mallory, { type: "support.rate", step: 1 })).toBe("forbidden");
    const group = testRoom([[ada, "owner"]], "group");
    expect(group.refuses(ada, { type: "support.rate", step: 5 })).toBe("forbidden");
    expect(ratingOf(room)).toBeUndefined();
  });

  test("SUPPORT-10: only what has ended, and where somebody has answered", () => {
    const open = conversation();
    open.says(linus, "Hello?");
    expect(open.refuses(linus, { type: "support.rate", step: 5 })).toBe("conflict");
    open.does(linus, { type: "support.close" });
    expect(open.fresh(linus).support).not.toHaveProperty("servedBy");
    expect(open.refuses(linus, { type: "support.rate", step: 5 })).toBe("conflict");
  });

  test("SUPPORT-11: it is changed once; the same again is no change", () => {
    const room = ended();
    room.does(linus, { type: "support.rate", step: 1 });
    expect(room.does(linus, { type: "support.rate", step: 1 })).toEqual({ effects: [] });
    room.does(linus, { type: "support.rate", step: 5, comment: "It works now" });
    expect(ratingOf(room)).toMatchObject({ step: 5, comment: "It works now", isChanged: true });
    expect(room.does(linus, { type: "support.rate", step: 5, comment: "It works now" })).toEqual({
      effects: [],
    });
    expect(room.refuses(linus, { type: "support.rate", step: 2 })).toBe("conflict");
    expect(ratingOf(room)).toMatchObject({ step: 5 });
  });

  test("SUPPORT-11: whoever was asked is not asked again, also after reopening and another end", () => {
    for (const step of [3, null] as const) {
      const room = ended();
      room.does(linus, { type: "support.rate", step });
      room.says(linus, "It broke again");
      expect(ratingOf(room)).toMatchObject({ step });
      room.clock.now += 1_000;
      room.says(grace, "Sorry.");
      room.does(grace, { type: "support.close" });
      const { support } = room.fresh(linus);
      expect(support).toMatchObject({ state: "closed", servedBy: grace, rating: { step, of: ada } });
      expect(support !== undefined && canRate(support)).toBe(false);
      expect(room.refuses(linus, { type: "support.rate", step: 5 })).toBe("conflict");
    }
  });

  test("SUPPORT-11: who did not want to rate may still do it while it is closed", () => {
    const room = ended();
    room.does(linus, { type: "support.rate", step: null, comment: "dropped" });
    expect(ratingOf(room)).toEqual({ step: null, of: ada, at: room.clock.now });
    room.does(linus, { type: "support.rate", step: 4 });
    expect(ratingOf(room)).toMatchObject({ step: 4 });
  });

  test("SUPPORT-12: a comment is plain text of bounded length, kept as it was written", () => {
    const room = ended();
    const comment = `<img src=x onerror=alert(1)> {{name}} ${"ش".repeat(10)} "=1+1"\u0000`;
    room.does(linus, { type: "support.rate", step: 2, comment });
    expect(ratingOf(room)?.comment).toBe(comment.slice(0, -1));
    const frame = (more: object) =>
      parseFrame(JSON.stringify({ type: "support.rate", ref: 1, step: 5, ...more }));
    expect(frame({ comment: "x".repeat(MAX_RATING_COMMENT) }).ok).toBe(true);
    expect(frame({ comment: "x".repeat(MAX_RATING_COMMENT + 1) }).ok).toBe(false);
    for (const step of [0, 6, 2.5, "5", true]) expect(frame({ step }).ok).toBe(false);
  });
});
