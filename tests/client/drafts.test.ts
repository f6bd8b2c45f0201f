import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { InboxLine } from "../../client/sdk/inbox-line.ts";
import { SyncedDraft } from "../../client/sdk/drafts/synced-draft.ts";
import type { DraftStorage, StoredDraft } from "../../client/sdk/drafts/types.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { createDrafts, Drafts } from "../../server/drafts/drafts.ts";
import { makeId } from "../../shared/ids.ts";
import { MAX_DRAFT_LENGTH, MAX_FRAME_BYTES } from "../../shared/limits.ts";
import type { SpentDraft } from "../../shared/protocol/draft-frames.ts";
import type { Ref } from "../../shared/protocol/frames.ts";
import { aFile } from "../support/attachments.ts";
import { nodeSql } from "../support/node-sql.ts";

const room = makeId("room", (bytes) => crypto.getRandomValues(bytes));
/** One way. Milliseconds. */
const LATENCY = 5;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** The rules of the inbox, and lines to devices that take their time. */
class Inbox {
  drafts: Drafts;
  #store = nodeSql();
  readonly #lines = new Map<SyncedDraft, number>();
  #lastRef: Ref = 0;
  readonly refused: string[] = [];
  longest = 0;

  constructor() {
    createDrafts(this.#store);
    this.drafts = new Drafts(this.#store);
  }

  /** Returns how to go back to what is here now. */
  backUp(): () => void {
    const drafts = this.#store.all<{ room: string; epoch: number; excerpt: string }>("SELECT * FROM drafts");
    const updates = this.#store.all<{ room: string; number: number; data: string }>(
      "SELECT * FROM draft_updates",
    );
    return () => {
      this.#store = nodeSql();
      createDrafts(this.#store);
      for (const row of drafts)
        this.#store.run("INSERT INTO drafts VALUES (?, ?, ?)", row.room, row.epoch, row.excerpt);
      for (const row of updates)
        this.#store.run("INSERT INTO draft_updates VALUES (?, ?, ?)", row.room, row.number, row.data);
      this.drafts = new Drafts(this.#store);
    };
  }

  connect(draft: SyncedDraft): void {
    const line = ++this.#lastRef;
    this.#lines.set(draft, line);
    const answers = (work: () => void) =>
      setTimeout(() => {
        if (this.#lines.get(draft) === line) work();
      }, LATENCY);
    const send: InboxLine["send"] = (frame) => {
      if (this.#lines.get(draft) !== line) return null;
      const ref = ++this.#lastRef;
      this.longest = Math.max(this.longest, JSON.stringify({ ...frame, ref }).length);
      setTimeout(() => this.#receive(draft, frame, ref, answers), LATENCY);
      return ref;
    };
    draft.connected({ send });
  }

  disconnect(draft: SyncedDraft): void {
    this.#lines.delete(draft);
    draft.disconnected();
  }

  /** As the room tells it. */
  spend({ epoch, update }: SpentDraft): void {
    const taken = this.drafts.spend(room, epoch, update);
    if (taken !== null) this.#tell(epoch, taken.update);
  }

  #receive(
    draft: SyncedDraft,
    frame: Parameters<InboxLine["send"]>[0],
    ref: Ref,
    answers: (work: () => void) => void,
  ): void {
    if (frame.type === "draft.open") {
      const opened = this.drafts.open(room, frame.epoch, frame.vector);
      if (opened === null) throw new Error("no state vector");
      answers(() => {
        draft.received({ type: "draft", room, ...opened });
        draft.answered({ type: "ok", ref });
      });
      return;
    }
    if (frame.type !== "draft.update") throw new Error(`a draft says no ${frame.type}`);
    const { epoch, update } = frame;
    const written = this.drafts.write(room, epoch, update);
    if (written.type === "refused") {
      this.refused.push(written.code);
      const { code, message } = written;
      return answers(() => void draft.answered({ type: "error", ref, code, message }));
    }
    answers(() => void draft.answered({ type: "ok", ref }));
    if (written.isNew) this.#tell(epoch, update, draft);
  }

  #tell(epoch: number, update: string, except?: SyncedDraft): void {
    for (const [other, line] of this.#lines) {
      if (other === except) continue;
      setTimeout(() => {
        if (this.#lines.get(other) === line) other.received({ type: "draft", room, epoch, update });
      }, LATENCY);
    }
  }

  get text(): string {
    return new Probe(this).text;
  }
}

/** What a device that comes new is shown. */
class Probe {
  readonly text: string;
  constructor({ drafts }: Inbox) {
    this.text = drafts.marks()[0]?.excerpt ?? "";
  }
}

/** Tabs of one device: the same storage, which tells them of each other. */
function tabs(): DraftStorage {
  const storage = makeMemoryStorage();
  const listeners = new Set<() => void>();
  return {
    ...storage,
    async keepDraft(of, merge) {
      await storage.keepDraft(of, merge);
      for (const listener of listeners) setTimeout(listener, 1);
    },
    onDraft(_, listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function open(inbox: Inbox, storage: DraftStorage = makeMemoryStorage()): Promise<SyncedDraft> {
  const draft = new SyncedDraft(room, storage);
  inbox.connect(draft);
  await passes(50);
  return draft;
}

async function type(draft: SyncedDraft, text: string, every = 60): Promise<void> {
  for (const letter of text) {
    draft.edit(draft.text + letter);
    await passes(every);
  }
}

describe("DRAFT-2, DRAFT-9: one device", () => {
  test("words that are only being written down when the page goes are kept in a hurry", async () => {
    const hurried: StoredDraft[] = [];
    const slow: DraftStorage = {
      ...makeMemoryStorage(),
      // As IndexedDB, which does not finish what a page began in its last moment.
      keepDraft: () => new Promise(() => undefined),
      keepInHurry: (draft) => void hurried.push(draft),
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
    for (const kept of await storage.loadDraft(room)) left.keepInHurry(kept);
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

describe("DRAFT-4: what is sent", () => {
  test("does not come back under a new beginning from a device that only looked on", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    await type(desk, "see you at noon");
    await passes(500);
    inbox.disconnect(phone);
    const spent = desk.spend();
    spent.done();
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
    const spent = desk.spend();
    await passes(2_000);
    expect(inbox.text).toBe("not to be lost");
    spent.done();
    await passes(1_000);
    expect([inbox.text, desk.kept]).toEqual(["", "everywhere"]);
  });

  test("is kept over what was typed while the message waited for the disk", async () => {
    const inbox = new Inbox();
    const desk = await open(inbox);
    await type(desk, "first");
    const { keep } = desk.spend();
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
    const { draft } = desk.spend();
    if (draft === undefined) throw new Error("nothing was spent");
    inbox.spend(draft);
    await passes(500);
    expect(phone.text).toBe("");
    inbox.disconnect(phone);
    phone.edit("phone");
    inbox.connect(phone);
    await passes(3_000);
    expect([phone.kept, inbox.text, inbox.refused]).toEqual(["everywhere", "phone", []]);
  });
});

describe("DRAFT-11, DRAFT-12: files", () => {
  const file = (name: string, at = 1) => ({ ...aFile({ name }), at });

  test("of devices that were apart are all there, on all of them", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    inbox.disconnect(phone);
    const [one, two] = [file("one.pdf", 1), file("two.pdf", 2)];
    desk.attach(one);
    phone.attach(two);
    await passes(1_000);
    inbox.connect(phone);
    await passes(1_000);
    expect([desk.files, phone.files]).toEqual([
      [one, two],
      [one, two],
    ]);
    phone.detach(one);
    await passes(1_000);
    expect([desk.files, inbox.text, inbox.refused]).toEqual([[two], "two.pdf", []]);
  });

  test("are taken out by sending, exactly those that were sent", async () => {
    const inbox = new Inbox();
    const [desk, phone] = [await open(inbox), await open(inbox)];
    const [one, two] = [file("one.pdf", 1), file("two.pdf", 2)];
    desk.attach(one);
    desk.edit("look");
    await passes(1_000);
    inbox.disconnect(phone);
    phone.attach(two);
    const spent = desk.spend();
    expect([desk.text, desk.files]).toEqual(["", []]);
    if (spent.draft === undefined) throw new Error("it says nothing of the draft");
    inbox.spend(spent.draft);
    spent.done();
    inbox.connect(phone);
    await passes(1_000);
    expect([phone.text, phone.files, desk.files]).toEqual(["", [two], [two]]);
  });

  test("that are stored nowhere else come along when the draft is begun anew, and those that are gone do not come back", async () => {
    const inbox = new Inbox();
    const desk = await open(inbox);
    const old = file("old.pdf");
    desk.attach(old);
    await passes(1_000);
    inbox.disconnect(desk);
    const late = file("late.pdf");
    desk.attach(late);
    inbox.drafts.drop(room);
    inbox.connect(desk);
    await passes(2_000);
    expect([desk.files, desk.kept]).toEqual([[late], "everywhere"]);
  });

  test("are kept on the device over a reload", async () => {
    const storage = makeMemoryStorage();
    const before = new SyncedDraft(room, storage);
    await passes(50);
    const kept = file("kept.pdf");
    before.attach(kept);
    await passes(1_000);
    before.close();
    const after = new SyncedDraft(room, storage);
    await passes(50);
    expect(after.files).toEqual([kept]);
  });
});
