/** The rules of drafts behind connections with latency, and the devices of one person. */
import { vi } from "vitest";
import type { InboxChannel } from "../../../client/sdk/inbox-channel.ts";
import { SyncedDraft } from "../../../client/sdk/drafts/synced-draft.ts";
import type { DraftStorage } from "../../../client/sdk/drafts/types.ts";
import { makeMemoryStorage } from "../../../client/sdk/storage/memory.ts";
import { Drafts } from "../../../server/rules/drafts/drafts.ts";
import { inboxMigrations } from "../../../server/rules/inbox/migrations.ts";
import { migrate } from "../../../server/storage/migrate.ts";
import { makeId } from "../../../shared/ids.ts";
import type { ConsumedRange } from "../../../shared/protocol/draft-frames.ts";
import type { Ref } from "../../../shared/protocol/frames.ts";
import { nodeSql } from "../../support/node-sql.ts";

export const room = makeId("room", (bytes) => crypto.getRandomValues(bytes));
/** One-way latency, ms. */
export const LATENCY = 5;

export const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** The rules of the inbox, with connections to devices that have latency. */
export class Inbox {
  drafts: Drafts;
  #store = nodeSql();
  readonly #lines = new Map<SyncedDraft, number>();
  #lastRef: Ref = 0;
  readonly refused: string[] = [];
  longest = 0;

  constructor() {
    migrate(this.#store, inboxMigrations);
    this.drafts = new Drafts(this.#store);
  }

  /** Makes a backup; returns a function that restores it. */
  backUp(): () => void {
    const drafts = this.#store.all<{ room: string; epoch: number; excerpt: string }>("SELECT * FROM drafts");
    const updates = this.#store.all<{ room: string; number: number; data: string }>(
      "SELECT * FROM draft_updates",
    );
    return () => {
      this.#store = nodeSql();
      migrate(this.#store, inboxMigrations);
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
    const send: InboxChannel["send"] = (frame) => {
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

  /** Removes sent text from the draft, as the room tells the inbox to do. */
  consume({ epoch, update }: ConsumedRange): void {
    const taken = this.drafts.consume(room, epoch, update);
    if (taken !== null) this.#tell(epoch, taken.update);
  }

  #receive(
    draft: SyncedDraft,
    frame: Parameters<InboxChannel["send"]>[0],
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

/** The draft that a new device is shown. */
export class Probe {
  readonly text: string;
  constructor({ drafts }: Inbox) {
    this.text = drafts.marks()[0]?.excerpt ?? "";
  }
}

/** Tabs of one device: they share a storage, which notifies each tab of the others' changes. */
export function tabs(): DraftStorage {
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

export async function open(inbox: Inbox, storage: DraftStorage = makeMemoryStorage()): Promise<SyncedDraft> {
  const draft = new SyncedDraft(room, storage);
  inbox.connect(draft);
  await passes(50);
  return draft;
}

export async function type(draft: SyncedDraft, text: string, every = 60): Promise<void> {
  for (const letter of text) {
    draft.edit(draft.text + letter);
    await passes(every);
  }
}
