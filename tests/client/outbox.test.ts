import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANSWER_TIMEOUT } from "../../client/sdk/outbox.ts";
import type { NewMessage, OutboxStorage, Room } from "../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import type { MessageId } from "../../shared/ids.ts";
import { MAX_MENTIONS, MAX_TEXT_BYTES } from "../../shared/limits.ts";
import { ada, den, grace, phone } from "./support/people.ts";
import { makeScene, openAndReady, pass, textsIn, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";
import { makeSharedStorage } from "./support/shared-storage.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

const said = (room: Room): string[] => (room.view?.messages ?? []).map(({ text }) => text);

async function takenBack(room: Room, id: MessageId): Promise<string[]> {
  const kept: string[] = [];
  await room.discard(id, (text) => kept.push(text));
  return kept;
}

async function sendAll(room: Room, texts: string[]): Promise<void> {
  for (const text of texts) await room.send({ text });
}

describe("writing a message", () => {
  test("OUTBOX-1: it is stored before it is sent, and send resolves when it is stored", async () => {
    const memory = makeMemoryStorage();
    const { promise: disk, resolve: flush } = Promise.withResolvers<void>();
    const storage: OutboxStorage = { ...memory, put: (entry) => disk.then(() => memory.put(entry)) };
    const room = await openAndReady(scene, ada, { storage });
    let stored = false;
    const sending = room.send({ text: "one" }).then(() => (stored = true));
    await pass(100);
    expect([stored, scene.server.ofType("send").length]).toEqual([false, 0]);
    flush();
    await sending;
    await until(() => said(room).includes("one"));
  });

  test("OUTBOX-1: what cannot be stored is not sent, and the writer is told", async () => {
    const storage = { ...makeMemoryStorage(), put: () => Promise.reject(new Error("disk full")) };
    const room = await openAndReady(scene, ada, { storage });
    await expect(room.send({ text: "one" })).rejects.toThrow("disk full");
    expect(scene.server.ofType("send")).toEqual([]);
    expect(room.outbox).toEqual([]);
  });

  test("OUTBOX-14: what a storage cannot list any more is sent, and what it cannot remove is gone from sight", async () => {
    const memory = makeMemoryStorage();
    let isOver = false;
    const lost = () => Promise.reject(new Error("closing"));
    const storage: OutboxStorage = {
      ...memory,
      list: (room) => (isOver ? lost() : memory.list(room)),
      remove: (room, id) => (isOver ? lost() : memory.remove(room, id)),
    };
    const room = await openAndReady(scene, ada, { storage });
    scene.network.goDown();
    await room.send({ text: "one" });
    isOver = true;
    scene.network.reachable = true;
    await until(() => said(room).includes("one"));
    await until(() => room.outbox.length === 0);
  });

  test("OUTBOX-2: what is too long, empty or names a crowd is refused at once", async () => {
    const room = await openAndReady(scene, ada);
    await room.send({ text: "ü".repeat(MAX_TEXT_BYTES / 2) });
    const refused: [NewMessage, string][] = [
      [{ text: "ü".repeat(MAX_TEXT_BYTES / 2) + "!" }, "too_large"],
      [{ text: " \n " }, "bad_type"],
      [{ text: "hi @Grace", mentionRanges: [{ start: 4, length: 6, user: grace }] }, "bad_type"],
      [{ text: "hi", mentions: Array(MAX_MENTIONS + 1).fill(grace) }, "too_many"],
    ];
    for (const [message, code] of refused) await expect(room.send(message)).rejects.toMatchObject({ code });
    expect(room.outbox.length).toBeLessThan(2);
  });

  test("MENTION-9: the mentions of a message wait with it, leave with it, and come back with it", async () => {
    const room = await openAndReady(scene, ada);
    const mentionRanges = [{ start: 3, length: 6, user: grace }];
    await room.send({ text: "hi @Grace", mentionRanges });
    await until(() => said(room).length === 1);
    expect(scene.server.ofType("send")[0]).toMatchObject({ mentionRanges });
    expect(scene.server.ofType("send")[0]).not.toHaveProperty("mentions");
    scene.network.goDown();
    const id = await room.send({ text: "hi @Grace", mentionRanges });
    expect(room.outbox[0]).toMatchObject({ mentions: [grace], mentionRanges });
    const kept: unknown[] = [];
    await room.discard(id, (...content) => kept.push(content));
    expect(kept).toEqual([["hi @Grace", [], mentionRanges]]);
  });

  test("OUTBOX-2: text is made well-formed before it is stored, so that it comes back as it is shown", async () => {
    scene.network.goDown();
    const room = scene.open(ada);
    await room.send({ text: "a\ud800b\u0000c" });
    expect(room.outbox[0]?.text).toBe("a\ufffdbc");
  });

  test("OUTBOX-3: messages arrive in the order of writing, one under way at a time", async () => {
    const room = await openAndReady(scene, ada);
    const texts = Array.from({ length: 30 }, (_, n) => `${n}`);
    await sendAll(room, texts);
    await until(() => said(room).length === 30);
    expect(said(room)).toEqual(texts);
    expect(room.view?.messages.map(({ id }) => id)).toEqual(
      room.view?.messages.map(({ id }) => id).toSorted(),
    );
  });

  test("OUTBOX-3: order holds through a rate limit, a short failure and a cut", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.refusals.push({ type: "send", code: "rate_limited", retryAfter: 700 });
    const texts = Array.from({ length: 12 }, (_, n) => `${n}`);
    await sendAll(room, texts.slice(0, 6));
    await until(() => said(room).length >= 1);
    scene.network.cut();
    scene.server.refusals.push({ type: "send", code: "unavailable" });
    await sendAll(room, texts.slice(6));
    await until(() => said(room).length === 12);
    expect(said(room)).toEqual(texts);
  });
});

describe("waiting for the room", () => {
  test("OUTBOX-4: its event, come back, takes it out of the outbox and of the storage", async () => {
    const storage = makeMemoryStorage();
    const room = await openAndReady(scene, ada, { storage });
    scene.network.goDown();
    await room.send({ text: "one" });
    expect(room.outbox.map(({ text }) => text)).toEqual(["one"]);
    scene.network.reachable = true;
    await until(() => room.outbox.length === 0);
    expect(said(room)).toEqual(["one"]);
    expect(await storage.list(den)).toEqual([]);
  });

  test("OUTBOX-4: stored but not acknowledged, it is sent again with the same id and stands there once", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.deaf = true;
    await room.send({ text: "one" });
    await until(() => scene.server.ofType("send").length === 1);
    scene.network.deaf = false;
    scene.network.cut();
    await until(() => room.outbox.length === 0);
    expect(said(room)).toEqual(["one"]);
  });

  test("OUTBOX-4: the answer to a repeated message takes it out although its event is beyond the snapshot", async () => {
    const storage = makeMemoryStorage();
    const room = await openAndReady(scene, ada, { storage });
    scene.network.deaf = true;
    await room.send({ text: "buried" });
    await until(() => scene.server.ofType("send").length === 1);
    room.close();
    for (let n = 0; n < 60; n++) scene.server.say(grace, `${n}`);
    scene.network.deaf = false;
    const again = await openAndReady(scene, ada, { storage });
    await until(() => again.outbox.length === 0);
    expect(scene.server.ofType("send")).toHaveLength(2);
    expect(said(again)).not.toContain("buried");
  });

  test("OUTBOX-5: nothing is shown twice at any moment", async () => {
    const storage = makeMemoryStorage();
    const room = await openAndReady(scene, ada, { storage });
    const doubles: string[][] = [];
    room.subscribe(() => {
      const texts = textsIn(room);
      if (new Set(texts).size !== texts.length) doubles.push(texts);
    });
    await sendAll(room, ["1", "2", "3"]);
    scene.network.deaf = true;
    await until(() => scene.server.ofType("send").length >= 1);
    scene.network.deaf = false;
    scene.network.cut();
    await sendAll(room, ["4", "5"]);
    await until(() => said(room).length === 5);
    scene.server.restore("2");
    scene.network.cut();
    await until(() => room.view?.epoch === "epoch-2");
    expect(doubles).toEqual([]);
  });

  test("OUTBOX-6: survives the end of the program, and goes out in order by itself when it starts again", async () => {
    const storage = makeMemoryStorage();
    scene.network.goDown();
    const before = scene.open(ada, { storage });
    await sendAll(before, ["one", "two"]);
    before.close();
    scene.network.reachable = true;
    const after = scene.open(ada, { storage });
    await until(() => said(after).length === 2);
    expect(said(after)).toEqual(["one", "two"]);
  });

  test("OUTBOX-7: says how long it waited, where that is worth telling", async () => {
    const room = await openAndReady(scene, ada);
    await room.send({ text: "prompt" });
    await until(() => room.outbox.length === 0);
    scene.network.goDown();
    await room.send({ text: "late" });
    await pass(300_000);
    scene.network.reachable = true;
    await until(() => room.outbox.length === 0);
    const [prompt, late] = room.view?.messages ?? [];
    expect(prompt?.waited).toBeUndefined();
    expect(late?.waited).toBeGreaterThanOrEqual(300_000);
    expect(late?.waited).toBeLessThan(312_000);
  });

  test("OUTBOX-8: waits as long as the room asks, and then goes on", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.refusals.push({ type: "send", code: "rate_limited", retryAfter: 5_000 });
    await room.send({ text: "one" });
    await pass(4_900);
    expect(scene.server.ofType("send")).toHaveLength(1);
    await until(() => said(room).includes("one"), 200);
    expect(room.outbox).toEqual([]);
  });

  test("OUTBOX-8: a message that nobody answers is sent again on another socket", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.silent = true;
    await room.send({ text: "one" });
    await pass(ANSWER_TIMEOUT);
    scene.server.silent = false;
    await until(() => said(room).includes("one"));
  });
});

test("OUTBOX-6: what is kept from the AI is so also when it waited on the disk", async () => {
  const storage = makeMemoryStorage();
  const before = await openAndReady(scene, ada, { storage });
  scene.network.goDown();
  await before.send({ text: "between us", ai: "never" });
  before.close();
  scene.network.reachable = true;
  await openAndReady(scene, ada, { storage });
  await until(() => scene.server.ofType("send").length === 1);
  expect(scene.server.ofType("send")[0]?.ai).toBe("never");
});

describe("a message that the room refuses", () => {
  const refuse = () => scene.server.refusals.push({ type: "send", code: "not_found" });

  test("OUTBOX-9: is marked, and holds back what was written after it", async () => {
    const room = await openAndReady(scene, ada);
    refuse();
    await sendAll(room, ["bad", "later"]);
    await until(() => room.outbox[0]?.failure !== undefined);
    await pass(5_000);
    expect(room.outbox.map(({ text, failure }) => [text, failure?.code])).toEqual([
      ["bad", "not_found"],
      ["later", undefined],
    ]);
    expect(said(room)).toEqual([]);
  });

  test.for(["blocked", "too_many"] as const)("OUTBOX-9: `%s` is final for it", async (code) => {
    const room = await openAndReady(scene, ada);
    scene.server.refusals.push({ type: "send", code });
    await room.send({ text: "not here" });
    await until(() => room.outbox[0]?.failure?.code === code);
    await pass(5_000);
    expect(scene.server.ofType("send")).toHaveLength(1);
    for (const { id } of room.outbox) expect(await takenBack(room, id)).toEqual(["not here"]);
  });

  test("OUTBOX-9: stays marked and held back after a restart", async () => {
    const storage = makeMemoryStorage();
    const room = await openAndReady(scene, ada, { storage });
    refuse();
    await sendAll(room, ["bad", "later"]);
    await until(() => room.outbox[0]?.failure !== undefined);
    room.close();
    const again = await openAndReady(scene, ada, { storage });
    await pass(2_000);
    expect(again.outbox.map(({ text }) => text)).toEqual(["bad", "later"]);
    expect(said(again)).toEqual([]);
  });

  test("OUTBOX-10: goes again when it is retried, before those it held back", async () => {
    const room = await openAndReady(scene, ada);
    refuse();
    await sendAll(room, ["bad", "later"]);
    await until(() => room.outbox[0]?.failure !== undefined);
    for (const { id } of room.outbox.slice(0, 1)) await room.retry(id);
    await until(() => said(room).length === 2);
    expect(said(room)).toEqual(["bad", "later"]);
  });

  test("OUTBOX-10: gives its text back when it is discarded, and lets the others go", async () => {
    const room = await openAndReady(scene, ada);
    refuse();
    const bad = await room.send({ text: "bad" });
    await room.send({ text: "later" });
    await until(() => room.outbox[0]?.failure !== undefined);
    expect(await takenBack(room, bad)).toEqual(["bad"]);
    await until(() => said(room).length === 1);
    expect(said(room)).toEqual(["later"]);
  });

  test("OUTBOX-10: one that may have arrived cannot be taken back", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.deaf = true;
    const id = await room.send({ text: "gone" });
    await until(() => scene.server.ofType("send").length === 1);
    scene.network.goDown();
    const kept: string[] = [];
    await expect(room.discard(id, (text) => kept.push(text))).rejects.toMatchObject({ code: "conflict" });
    expect(kept).toEqual([]);
    const waiting = await room.send({ text: "not yet" });
    expect(await takenBack(room, waiting)).toEqual(["not yet"]);
  });

  test("OUTBOX-10: its words are given back before it is gone from sight", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.goDown();
    const id = await room.send({ text: "somewhere, always" });
    const seen: boolean[] = [];
    await room.discard(id, () => seen.push(room.outbox.some((entry) => entry.id === id)));
    expect(seen).toEqual([true]);
    expect(room.outbox).toEqual([]);
  });
});

describe("several tabs", () => {
  test("OUTBOX-11: one of them sends what any of them wrote", async () => {
    const shared = makeSharedStorage();
    const first = await openAndReady(scene, ada, { storage: shared.tab() });
    const second = await openAndReady(scene, ada, { storage: shared.tab() });
    await second.send({ text: "from the second" });
    await first.send({ text: "from the first" });
    await until(() => said(second).length === 2 && first.outbox.length + second.outbox.length === 0);
    expect(scene.server.ofType("send")).toHaveLength(2);
  });

  test("OUTBOX-11: another takes over when the writer goes", async () => {
    const shared = makeSharedStorage();
    const first = await openAndReady(scene, ada, { storage: shared.tab() });
    const second = await openAndReady(scene, ada, { storage: shared.tab() });
    first.close();
    await second.send({ text: "still works" });
    await until(() => said(second).length === 1);
  });

  test("OUTBOX-11: each shows what the others have waiting, once", async () => {
    const shared = makeSharedStorage();
    const first = await openAndReady(scene, ada, { storage: shared.tab() });
    const second = await openAndReady(scene, ada, { storage: shared.tab() });
    scene.network.goDown();
    await first.send({ text: "waiting" });
    await until(() => second.outbox.length === 1);
    scene.network.reachable = true;
    await until(() => said(first).length === 1 && said(second).length === 1);
    await until(() => first.outbox.length + second.outbox.length === 0, 100);
    expect(textsIn(second)).toEqual(["waiting"]);
  });

  test("OUTBOX-11: without a lock all of them send, and it stands there once and in order", async () => {
    const shared = makeSharedStorage({ locks: false });
    const tabs = [0, 1, 2].map(() => scene.open(ada, { storage: shared.tab(), device: phone }));
    await Promise.all(tabs.map((tab, n) => sendAll(tab, [`${n}a`, `${n}b`, `${n}c`])));
    await until(() => tabs.every((tab) => said(tab).length === 9 && tab.outbox.length === 0));
    const order = tabs.map((tab) => said(tab));
    expect(order[1]).toEqual(order[0]);
    for (const n of [0, 1, 2])
      expect(order[0]?.filter((text) => text.startsWith(`${n}`))).toEqual([`${n}a`, `${n}b`, `${n}c`]);
  });
});
