import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SyncedDraft } from "../../client/sdk/drafts/synced-draft.ts";
import type { StoredDraft } from "../../client/sdk/drafts/consumed-draft.ts";
import type { DraftStorage } from "../../client/sdk/drafts/types.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { MAX_DRAFT_LENGTH, MAX_FRAME_BYTES } from "../../shared/limits.ts";
import { room, passes, Inbox, tabs, open, type } from "./support/draft-inbox.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("DRAFT-2, DRAFT-9: one device", () => {
  test("words that are only being written down when the page goes are kept in a hurry", async () => {
    const hurried: StoredDraft[] = [];
    const slow: DraftStorage = {
      ...makeMemoryStorage(),
      // Like IndexedDB, which does not finish a write that a page starts while it closes.
      keepDraft: () => new Promise(() => undefined),
      keepOnUnload: (draft) => void hurried.push(draft),
    };
    const draft = new SyncedDraft(room, slow);
    await passes(50);
    draft.edit("not finished");
    await passes(150);
    draft.keep();
    expect(hurried).toHaveLength(1);
  });

  test("what is longer than a draft holds is kept here alone, on a socket that stays, until it is shorter", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    desk.edit("x".repeat(200_000));
    await passes(1_000);
    expect(desk.kept).toBe("too_long");
    desk.edit("y".repeat(MAX_DRAFT_LENGTH + 1));
    await passes(1_000);
    expect(desk.kept).toBe("too_long");
    expect(inbox.longest).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    desk.edit("short again");
    await passes(5_000);
    expect([desk.kept, phone.text]).toEqual(["everywhere", "short again"]);
  });

  test("text in any script that a draft holds fits into a frame", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    desk.edit("日".repeat(MAX_DRAFT_LENGTH));
    await passes(1_000);
    expect([desk.kept, phone.text.length]).toEqual(["everywhere", MAX_DRAFT_LENGTH]);
  });

  test("DRAFT-13: what a restored backup of the inbox has lost comes back from a device", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    await type(desk, "before");
    await passes(1_000);
    const restore = inbox.backUp();
    await type(desk, " and after");
    await passes(1_000);
    for (const draft of [desk, phone]) inbox.disconnect(draft);
    restore();
    expect(inbox.text).toBe("before");
    for (const draft of [desk, phone]) inbox.connect(draft);
    await passes(3_000);
    await type(phone, "!");
    await passes(1_000);
    const shown = [inbox.text, desk.text, phone.text, desk.kept, phone.kept];
    expect(shown).toEqual([...Array(3).fill("before and after!"), "everywhere", "everywhere"]);
  });

  test("what was pasted and deleted without a connection does not stand in the way of what is typed after", async () => {
    const inbox = new Inbox();
    const desk = await open(inbox);
    inbox.disconnect(desk);
    desk.edit("z".repeat(500_000));
    desk.edit("");
    inbox.connect(desk);
    await passes(500);
    await type(desk, "hello");
    await passes(1_000);
    expect([desk.kept, inbox.text]).toEqual(["everywhere", "hello"]);
  });
});

describe("DRAFT-2, DRAFT-9: two tabs of one device", () => {
  test.each([50, 90, 130, 170])(
    "both keep up with each other and a phone, a key every %i ms",
    async (every) => {
      const inbox = new Inbox();
      const storage = tabs();
      const [one, other, phone] = [await open(inbox, storage), await open(inbox, storage), await open(inbox)];
      await type(one, "typed in the first tab ", every);
      await passes(1_000);
      await type(other, "and in the second", every);
      await passes(2_000);
      for (const draft of [one, other, phone])
        expect([draft.text, draft.kept]).toEqual(["typed in the first tab and in the second", "everywhere"]);
      expect(inbox.refused).toEqual([]);
    },
  );

  test("DRAFT-6: words of before a new beginning come along once", async () => {
    const inbox = new Inbox();
    const storage = tabs();
    const [one, other] = [await open(inbox, storage), await open(inbox, storage)];
    await type(one, "stored");
    await passes(1_000);
    for (const draft of [one, other]) inbox.disconnect(draft);
    await type(other, " and not");
    await passes(500);
    inbox.drafts.drop(room);
    for (const draft of [one, other]) inbox.connect(draft);
    await passes(3_000);
    expect([one.text, other.text, inbox.text]).toEqual([" and not", " and not", "and not"]);
  });
});

describe("DRAFT-4: what is sent", () => {
  test("does not come back under a new beginning from a device that only looked on", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    await type(desk, "see you at noon");
    await passes(500);
    inbox.disconnect(phone);
    const consumed = desk.consume();
    consumed.done();
    await passes(500);
    inbox.drafts.drop(room);
    inbox.connect(phone);
    await passes(3_000);
    expect([phone.text, inbox.text]).toEqual(["", ""]);
  });

  test("leaves the inbox only when the message is on the disk", async () => {
    const inbox = new Inbox();
    const desk = await open(inbox);
    await type(desk, "not to be lost");
    await passes(500);
    await type(desk, "!");
    const consumed = desk.consume();
    await passes(2_000);
    expect(inbox.text).toBe("not to be lost");
    consumed.done();
    await passes(1_000);
    expect([inbox.text, desk.kept]).toEqual(["", "everywhere"]);
  });

  test("is kept over what was typed while the message waited for the disk", async () => {
    const inbox = new Inbox();
    const desk = await open(inbox);
    await type(desk, "first");
    const { keep } = desk.consume();
    desk.edit("typed meanwhile");
    const kept: StoredDraft = keep(null);
    const storage = makeMemoryStorage();
    await storage.keepDraft(room, () => kept);
    const again = new SyncedDraft(room, storage);
    await passes(1);
    expect(again.text).toBe("typed meanwhile");
  });

  test("of a device that died before its last words were stored does not stop the others", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    await type(desk, "yes");
    await passes(500);
    inbox.disconnect(desk);
    desk.edit("yes, and more");
    const { draft } = desk.consume();
    if (draft === undefined) throw new Error("nothing was consumed");
    inbox.consume(draft);
    await passes(500);
    expect(phone.text).toBe("");
    inbox.disconnect(phone);
    phone.edit("phone");
    inbox.connect(phone);
    await passes(3_000);
    expect([phone.kept, inbox.text, inbox.refused]).toEqual(["everywhere", "phone", []]);
  });
});
