import { describe, expect, test } from "vitest";
import { buildTimeline, type TimelineSource } from "../../../client/app/room/timeline/build-timeline.ts";
import { onlySaysMore, runningTexts } from "../../../client/app/room/running-texts.ts";
import type { OutboxEntry } from "../../../client/sdk/types.ts";
import { makeId, makeMessageId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const ada: UserId = makeId("user", random);
const grace: UserId = makeId("user", random);
const room: RoomId = makeId("room", random);
const noon = new Date(2026, 10, 20, 12).getTime();
const MINUTE = 60_000;

const message = (seq: number, author: UserId, at = noon + seq): Message => ({
  seq,
  id: makeMessageId(at, random),
  author,
  at,
  text: `message ${seq}`,
  mentions: [],
  version: 1,
  reactions: {},
});
const waiting = (of: Message): OutboxEntry => ({
  room,
  id: of.id,
  text: of.text,
  mentions: [],
  writtenAt: of.at,
});
const build = (source: Partial<TimelineSource>, before = null as ReturnType<typeof buildTimeline> | null) =>
  buildTimeline(
    { messages: [], notices: [], outbox: [], more: true, me: ada, readBefore: null, ...source },
    before,
  );
const rows = (timeline: ReturnType<typeof buildTimeline>) =>
  timeline.keys.flatMap((key) => {
    const row = timeline.rows.get(key);
    return row?.type === "message" ? [row] : [];
  });

describe("the timeline", () => {
  test("keeps the key of a message that waits when its echo comes, in whichever order the two are heard of", () => {
    const sent = message(1, ada);
    const before = build({ outbox: [waiting(sent)] });
    const both = build({ messages: [sent], outbox: [waiting(sent)] }, before);
    const after = build({ messages: [sent] }, both);
    expect(both.keys).toEqual(before.keys);
    expect(after.keys).toEqual(before.keys);
    expect(rows(after)[0]?.body.state).toBe("stored");
  });

  test("keeps the identity of rows that say the same", () => {
    const messages = [message(1, grace), message(2, ada)];
    const before = build({ messages });
    const after = build({ messages: [...messages, message(3, grace)] }, before);
    expect(rows(after)[0]).toBe(rows(before)[0]);
  });

  test("names an author once for what is said within minutes", () => {
    const timeline = build({
      messages: [message(1, ada), message(2, ada), message(3, grace), message(4, grace, noon + 6 * MINUTE)],
    });
    expect(rows(timeline).map(({ first }) => first)).toEqual([true, false, true, true]);
  });

  test("has a line for each day", () => {
    const timeline = build({
      messages: [message(1, ada), message(2, ada), message(3, ada, noon + 24 * 60 * MINUTE)],
    });
    expect(rows(timeline).map(({ day }) => day !== null)).toEqual([true, false, true]);
  });

  test("draws one line above what is new, and none above one's own", () => {
    const messages = [message(1, grace), message(2, ada), message(3, grace), message(4, grace)];
    expect(rows(build({ messages, readBefore: 1 })).map(({ unread }) => unread)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test("says how far mine got at the end of each run of mine", () => {
    const messages = [message(1, ada), message(2, ada), message(3, grace), message(4, ada)];
    expect(rows(build({ messages })).map(({ showsState }) => showsState)).toEqual([false, true, false, true]);
  });

  test("holds back what was written after a message that was refused", () => {
    const [first, second] = [waiting(message(1, ada)), waiting(message(2, ada))];
    const outbox = [{ ...first, failure: { code: "forbidden" as const, message: "no" } }, second];
    expect(rows(build({ outbox })).map(({ body }) => body.state === "waiting" && body.held)).toEqual([
      false,
      true,
    ]);
  });

  test("says once that someone founded the room", () => {
    const timeline = build({
      more: false,
      notices: [
        { type: "room.created", seq: 1, at: noon, by: ada, kind: "group", name: "x" },
        { type: "member.added", seq: 2, at: noon, by: ada, user: ada, name: "Ada", role: "owner" },
        { type: "member.added", seq: 3, at: noon, by: ada, user: grace, name: "Grace", role: "member" },
      ],
    });
    expect(timeline.keys).toEqual(["start", "notice/1", "notice/3"]);
  });
});

describe("answers to the same prompt", () => {
  const messages = new Map<number, Message>();
  /** Returns the same message object for the same seq. */
  function said(seq: number): Message {
    const known = messages.get(seq) ?? message(seq, grace);
    messages.set(seq, known);
    return known;
  }
  const answer = (seq: number, siblings: number[], chosen: number): Message => ({
    ...said(seq),
    answer: {
      turn: makeId("turn", random),
      ...{ asker: ada, prompts: [1], state: "completed" as const, attempt: 1, siblings, chosen },
    },
  });
  const shown = (timeline: ReturnType<typeof buildTimeline>) =>
    rows(timeline).map(({ body }) => (body.state === "stored" ? body.message.seq : 0));

  test("share the place of the first, where the chosen one is shown", () => {
    const all = (chosen: number) => [
      message(1, ada),
      answer(2, [2, 4], chosen),
      message(3, ada),
      answer(4, [2, 4], chosen),
    ];
    const first = build({ messages: all(2) });
    const second = build({ messages: all(4) }, first);
    expect(shown(first)).toEqual([1, 2, 3]);
    expect(shown(second)).toEqual([1, 4, 3]);
  });

  test("keep their place, and its key, when another one is chosen", () => {
    const chosen = (which: number) => [answer(2, [2, 4], which), message(3, ada), answer(4, [2, 4], which)];
    const before = build({ messages: chosen(2) });
    const after = build({ messages: chosen(4) });
    expect(after.keys[0]).toBe(before.keys[0]);
  });

  test("stand where the first loaded one does, while the first of all is not loaded", () => {
    expect(
      shown(build({ messages: [message(3, ada), answer(4, [2, 4, 6], 6), answer(6, [2, 4, 6], 6)] })),
    ).toEqual([3, 6]);
  });
});

test("a streaming answer changes no other part of the room", () => {
  const running = {
    state: "running" as const,
    asker: ada,
    prompts: [1],
    attempt: 1,
    turn: makeId("turn", random),
  };
  const before = [message(1, ada), { ...message(2, grace), answer: running, text: "a" }];
  const now = before.map((one) => (one.seq === 2 ? { ...one, text: "ab" } : one));
  expect(onlySaysMore(before, now)).toBe(true);
  expect(runningTexts(now).get(2)).toBe("ab");
  expect(onlySaysMore(before, [...now, message(3, ada)])).toBe(false);
  expect(onlySaysMore(before, [{ ...message(1, ada), text: "edited" }, ...now.slice(1)])).toBe(false);
});
