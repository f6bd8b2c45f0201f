import { describe, expect, test } from "vitest";
import { MAX_TEXT_BYTES, MAX_WAITED } from "../../shared/limits.ts";
import { ada, grace, linus, mallory, newMessageId } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

describe("the log", () => {
  test("ORDER-1: has no gaps, also when sends are repeated and refused", () => {
    const room = newRoom();
    for (let i = 0; i < 50; i++) {
      const id = newMessageId();
      for (let again = 0; again < 3; again++) room.does(ada, { type: "send", id, text: `${i}` });
      room.does(grace, { type: "send", id: newMessageId(), text: "" });
      room.does(grace, { type: "edit", target: 9_999, version: 1, text: "no" });
    }
    expect(room.events().map((event) => event.seq)).toEqual(
      Array.from({ length: room.head() }, (_, i) => i + 1),
    );
    expect(room.head()).toBe(53);
  });

  test("ORDER-1: has no gaps after a transaction that broke off", () => {
    const room = newRoom();
    expect(() =>
      room.store.transaction(() => {
        room.says(ada, "lost");
        throw new Error("power");
      }),
    ).toThrow("power");
    const seq = room.says(ada, "kept");
    expect(seq).toBe(4);
    expect(room.events(3)).toHaveLength(1);
  });

  test("ORDER-3: knows no clock but the server's", () => {
    const room = newRoom();
    const tenYears = 10 * 365 * 24 * 60 * 60_000;
    room.does(ada, { type: "send", id: newMessageId(), text: "late", waited: tenYears });
    room.does(ada, { type: "send", id: newMessageId(), text: "early", waited: -tenYears });
    room.does(ada, { type: "send", id: newMessageId(), text: "broken", waited: Number.NaN });
    const { messages } = room.fresh(ada);
    expect(messages.map((message) => message.at)).toEqual([room.clock.now, room.clock.now, room.clock.now]);
    expect(messages.map((message) => message.waited)).toEqual([MAX_WAITED, undefined, undefined]);
  });
});

describe("sending", () => {
  test("SEND-1: the same id from two people is two messages", () => {
    const room = newRoom();
    const id = newMessageId();
    room.does(ada, { type: "send", id, text: "mine" });
    room.does(grace, { type: "send", id, text: "mine too" });
    expect(room.fresh(ada).messages.map((message) => message.text)).toEqual(["mine", "mine too"]);
  });

  test("SEND-2: a thousand times the same is one message, one event, one fan-out", () => {
    const room = newRoom();
    const id = newMessageId();
    const first = room.does(ada, { type: "send", id, text: "once" });
    for (let i = 0; i < 1_000; i++) {
      const again = room.does(ada, { type: "send", id, text: "once" });
      expect(again).toEqual({ seq: "seq" in first ? first.seq : null, effects: [] });
    }
    expect(room.fresh(ada).messages).toHaveLength(1);
  });

  test("SEND-2: a repeat is known by what was first sent, also after an edit and after a deletion", () => {
    const room = newRoom();
    const id = newMessageId();
    const outcome = room.does(ada, { type: "send", id, text: "once" });
    const target = "seq" in outcome ? (outcome.seq ?? 0) : 0;
    room.does(ada, { type: "edit", target, version: 1, text: "changed" });
    expect(room.does(ada, { type: "send", id, text: "once" })).toEqual({ seq: target, effects: [] });
    expect(room.refuses(ada, { type: "send", id, text: "changed" })).toBe("conflict");
    room.does(ada, { type: "delete", target });
    expect(room.does(ada, { type: "send", id, text: "once" })).toEqual({ seq: target, effects: [] });
    expect(room.fresh(ada).messages.map((message) => message.text)).toEqual([""]);
  });

  test("SEND-3: the same id with another text or reply target is refused, and the first is kept", () => {
    const room = newRoom();
    const original = room.says(grace, "question");
    const id = newMessageId();
    room.does(ada, { type: "send", id, text: "first" });
    expect(room.refuses(ada, { type: "send", id, text: "second" })).toBe("conflict");
    expect(room.refuses(ada, { type: "send", id, text: "first", replyTo: original })).toBe("conflict");
    expect(room.fresh(ada).messages.at(-1)?.text).toBe("first");
  });

  test.each([
    ["nothing", "", "bad_type"],
    ["white space", " \n\t ", "bad_type"],
    ["one byte too many", "x".repeat(MAX_TEXT_BYTES + 1), "too_large"],
    ["few characters of many bytes", "🎈".repeat(MAX_TEXT_BYTES / 4 + 1), "too_large"],
    ["a letter under a million accents", "a" + "\u0301".repeat(1_000_000), "too_large"],
    ["zero-width characters alone", "\u200b\u2060\u200d", "bad_type"],
    ["marks of direction alone", "\u202e \u2066\u200f", "bad_type"],
    ["fillers and blanks that are drawn as nothing", "\u3164\u2800\ufe0f", "bad_type"],
  ])("SEND-4: refuses %s", (_, text, code) => {
    expect(newRoom().refuses(ada, { type: "send", id: newMessageId(), text })).toBe(code);
  });

  test.each(["👍🏽", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "👩‍💻", "ـ", "é", "…", "\u200fשלום"])("SEND-4: takes %s", (text) => {
    expect(newRoom().refuses(ada, { type: "send", id: newMessageId(), text })).toBeNull();
  });

  test("SEND-4: keeps the largest text to the byte, and mends what is no text", () => {
    const room = newRoom();
    const largest = "🎈".repeat(MAX_TEXT_BYTES / 4);
    room.says(ada, largest);
    room.says(ada, "half \ud83d pair and \u0000 end");
    expect(room.fresh(grace).messages.map((message) => message.text)).toEqual([
      largest,
      "half \ufffd pair and  end",
    ]);
  });

  test("SEND-5: a reply shows what it answers as it is now", () => {
    const room = newRoom();
    const question = room.says(grace, "is this\n  on?");
    const reply = room.says(ada, "yes", { replyTo: question });
    const quote = () => room.fresh(ada).messages.find((message) => message.seq === reply)?.quote;
    expect(quote()).toEqual({ author: grace, excerpt: "is this on?" });
    room.does(grace, { type: "edit", target: question, version: 1, text: "is this off?" });
    expect(quote()).toEqual({ author: grace, excerpt: "is this off?" });
    room.does(grace, { type: "delete", target: question });
    expect(quote()).toBeNull();
  });

  test("SEND-5: a reply to nothing is refused", () => {
    const room = newRoom();
    for (const replyTo of [999, 0, -1, 1.5]) {
      expect(room.refuses(ada, { type: "send", id: newMessageId(), text: "yes", replyTo })).toBe("not_found");
    }
  });

  test("SEND-6: mentions members only, each once; a reply mentions the one it answers", () => {
    const room = testRoom([
      [ada, "owner"],
      [grace, "member"],
      [linus, "member"],
    ]);
    const seq = room.says(ada, "@grace", { mentions: [grace, grace, mallory] });
    room.says(linus, "and I", { replyTo: seq });
    expect(room.fresh(ada).messages[0]?.mentions).toEqual([grace]);
    expect(room.store.all("SELECT user, seq FROM mentions ORDER BY seq")).toEqual([
      { user: grace, seq },
      { user: ada, seq: seq + 1 },
    ]);
  });
});
