import { expect, test } from "vitest";
import { textHash } from "../../shared/text-hash.ts";
import type { TurnEnded } from "../../shared/protocol/events.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";
import { Watcher } from "./watcher.ts";

/** Two hundred different parts, with characters of one to four bytes. */
const PARTS = Array.from({ length: 200 }, (_, n) => `${n}${["a", "ß", "語", "😀"][n % 4] ?? ""} `);
const TEXT = PARTS.join("");

function garden(): TestRoom {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
    [bot, "member"],
  ]);
  room.says(ada, "tell me everything", { mentions: [bot] });
  return room;
}

test("STREAM-3, STREAM-5: a cut at every one of 200 parts, with coming back at once, late and twice, ends as the same text", () => {
  for (let cut = 0; cut <= PARTS.length; cut++) {
    const room = garden();
    const [steady, cutOff] = [new Watcher(room), new Watcher(room)];
    const back = Math.min(PARTS.length, cut + (cut % 7));
    PARTS.forEach((text, n) => {
      const part = room.attempts.say(text);
      steady.hears([part]);
      if (n === back) {
        cutOff.resume(2);
        const late = new Watcher(room);
        expect(late.text).toBe(cutOff.text);
        expect(TEXT.startsWith(late.text)).toBe(true);
      } else if (n < cut || n > back) {
        cutOff.hears([part]);
      }
    });
    const { effects } = room.attempts.finish();
    steady.hears(effects);
    if (back >= PARTS.length) cutOff.resume();
    else cutOff.hears(effects);
    for (const watcher of [steady, cutOff, new Watcher(room)]) expect(watcher.text).toBe(TEXT);
  }
});

test("ATTEMPT-1, STREAM-5: a kill at every one of 200 parts, whatever was written by then, ends once and as the same text", () => {
  for (let kill = 0; kill <= PARTS.length; kill++) {
    const room = garden();
    const watcher = new Watcher(room);
    PARTS.slice(0, kill).forEach((text, n) => {
      watcher.hears([room.attempts.say(text)]);
      if (n % 25 === kill % 25) room.attempts.settle();
    });
    room.attempts.crash();
    watcher.resume();
    expect(watcher.text).toBe("");
    for (const text of PARTS) watcher.hears([room.attempts.say(text)]);
    watcher.hears(room.attempts.finish().effects);
    expect(watcher.text).toBe(TEXT);
    expect(new Watcher(room).text).toBe(TEXT);
    const ends = room.events().filter((event): event is TurnEnded => event.type === "turn.ended");
    expect(ends).toMatchObject([{ state: "completed", attempt: 2, hash: textHash(TEXT) }]);
  }
});

test("ATTEMPT-1: killed in the second attempt too, the turn is interrupted, and all have what was written down", () => {
  for (let kill = 0; kill <= PARTS.length; kill += 10) {
    const room = garden();
    const watcher = new Watcher(room);
    room.attempts.crash();
    watcher.resume();
    PARTS.slice(0, kill).forEach((text, n) => {
      watcher.hears([room.attempts.say(text)]);
      if (n % 25 === 24) room.attempts.settle();
    });
    const shown = watcher.text;
    room.attempts.crash();
    watcher.resume();
    expect(shown.startsWith(watcher.text)).toBe(true);
    expect(watcher.view).toEqual(new Watcher(room).view);
    expect(watcher.view.messages.at(-1)?.answer?.state).toBe("interrupted");
  }
});
