import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DraftStorage } from "../../client/sdk/drafts/types.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { room, LATENCY, passes, Inbox, open, type } from "./support/draft-inbox.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([6, 8, 10, 15, 40, 100, 120])(
  "DRAFT-6: what comes along is on the device in the step that lets go of what was before: killed after %i ms",
  async (until) => {
    const inbox = new Inbox();
    const storage = makeMemoryStorage();
    const desk = await open(inbox, storage);
    await type(desk, "a");
    await passes(1_000);
    inbox.disconnect(desk);
    desk.edit("a unstored");
    await passes(500);
    inbox.drafts.drop(room);
    inbox.connect(desk);
    await passes(until);
    inbox.disconnect(desk);
    const left = makeMemoryStorage();
    for (const kept of await storage.loadDraft(room)) left.keepOnUnload(kept);
    const again = await open(inbox, left);
    await passes(3_000);
    expect([again.text, inbox.text]).toEqual([" unstored", "unstored"]);
  },
);

test.each([101, 103, 105, 107, 109])(
  "DRAFT-6: what was typed comes along, though it was just being written down: %i ms before",
  async (before) => {
    const inbox = new Inbox();
    const storage = makeMemoryStorage();
    const slow: DraftStorage = {
      ...storage,
      keepDraft: (of, merge) =>
        new Promise((done) => setTimeout(() => done(storage.keepDraft(of, merge)), 20)),
    };
    const desk = await open(inbox, slow);
    await type(desk, "a");
    await passes(1_000);
    inbox.disconnect(desk);
    inbox.drafts.drop(room);
    desk.edit("a unstored");
    await passes(before - 2 * LATENCY);
    inbox.connect(desk);
    await passes(3_000);
    expect([desk.text, inbox.text]).toEqual([" unstored", "unstored"]);
  },
);

test("DRAFT-6: what was stored after a reload does not come along, though the connection broke before the page was closed", async () => {
  const inbox = new Inbox();
  const storage = makeMemoryStorage();
  const before = await open(inbox, storage);
  await type(before, "a");
  await passes(1_000);
  inbox.disconnect(before);
  before.close();
  const desk = await open(inbox, storage);
  await type(desk, "bcd");
  await passes(1_000);
  expect([desk.kept, inbox.text]).toEqual(["everywhere", "abcd"]);
  inbox.disconnect(desk);
  desk.edit("abcd!");
  await passes(500);
  desk.close();
  await passes(500);
  inbox.drafts.drop(room);
  const again = await open(inbox, storage);
  await passes(3_000);
  expect([again.text, inbox.text]).toEqual(["!", "!"]);
});
