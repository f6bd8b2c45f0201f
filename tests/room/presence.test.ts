import { describe, expect, test } from "vitest";
import { DEVICE_LEASE, PRESENCE_GRACE } from "../../shared/limits.ts";
import {
  deviceGone,
  type DevicePresence,
  emptyPresence,
  leaseLapsed,
  peopleHere,
  personGone,
  presenceNews,
} from "../../server/rules/room/presence.ts";
import { relayTyping, type TypingState, typingEnded } from "../../server/rules/room/typing.ts";
import { ada, grace } from "../support/people.ts";

const active = (user: typeof ada): DevicePresence => ({ user, activity: "active" });
const idle = (user: typeof ada): DevicePresence => ({ user, activity: "idle" });

describe("presence", () => {
  test("PRESENCE-2: a person is their best device", () => {
    const book = emptyPresence();
    expect(peopleHere(book, [idle(ada), active(ada), idle(ada), idle(grace)])).toEqual([
      { user: ada, state: "active" },
      { user: grace, state: "idle" },
    ]);
  });

  test("PRESENCE-2: a reload is no absence, staying away is", () => {
    const book = emptyPresence();
    presenceNews(book, [active(ada), active(grace)], 0);
    deviceGone(book, ada, 1_000);
    expect(presenceNews(book, [active(grace)], 1_000)).toBeNull();
    expect(presenceNews(book, [active(grace), active(ada)], 2_000)).toBeNull();
    deviceGone(book, ada, 3_000);
    expect(presenceNews(book, [active(grace)], 3_000 + PRESENCE_GRACE)).toEqual({
      complete: false,
      people: [{ user: ada, state: "offline", lastSeen: 3_000 + PRESENCE_GRACE }],
    });
  });

  test("PRESENCE-4: a book that a rest has wiped lists everyone once, then only what changes", () => {
    const book = emptyPresence();
    expect(presenceNews(book, [active(ada)], 0)).toEqual({
      complete: true,
      people: [{ user: ada, state: "active" }],
    });
    expect(presenceNews(book, [active(ada)], 0)).toBeNull();
    expect(presenceNews(book, [idle(ada)], 0)).toEqual({
      complete: false,
      people: [{ user: ada, state: "idle" }],
    });
  });

  test("ROLE-5: someone who is no member has no grace", () => {
    const book = emptyPresence();
    presenceNews(book, [active(ada), active(grace)], 0);
    deviceGone(book, ada, 0);
    personGone(book, ada);
    expect(peopleHere(book, [active(grace)])).toEqual([{ user: grace, state: "active" }]);
  });

  test("PRESENCE-3: a device that is silent for longer than its lease is gone", () => {
    expect(leaseLapsed(0, DEVICE_LEASE)).toBe(false);
    expect(leaseLapsed(0, DEVICE_LEASE + 1)).toBe(true);
  });
});

describe("typing", () => {
  test("TYPING-1: is relayed at most every three seconds, and its end once", () => {
    const book: TypingState = new Map();
    const relayed = [0, 100, 2_999, 3_000, 4_000, 6_000].filter((now) => relayTyping(book, ada, true, now));
    expect(relayed).toEqual([0, 3_000, 6_000]);
    expect(relayTyping(book, ada, false, 6_100)).toBe(true);
    expect(relayTyping(book, ada, false, 6_200)).toBe(false);
    expect(relayTyping(book, grace, false, 6_200)).toBe(false);
  });

  test("TYPING-1: ending it between does not make it go more often", () => {
    const book: TypingState = new Map();
    const relayed = [0, 1_000, 2_000, 3_000, 4_000].filter((now) => {
      const heard = relayTyping(book, ada, true, now);
      relayTyping(book, ada, false, now + 500);
      return heard;
    });
    expect(relayed).toEqual([0, 3_000]);
  });

  test("TYPING-1: a message ends it, so that its writer may begin again at once", () => {
    const book: TypingState = new Map();
    relayTyping(book, ada, true, 0);
    typingEnded(book, ada);
    expect(relayTyping(book, ada, false, 10)).toBe(false);
    expect(relayTyping(book, ada, true, 20)).toBe(true);
  });
});
