import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SyncedDraft } from "../../client/sdk/drafts/synced-draft.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { aFile } from "../support/attachments.ts";
import { room, passes, Inbox, open } from "./support/draft-inbox.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
    const consumed = desk.consume();
    expect([desk.text, desk.files]).toEqual(["", []]);
    if (consumed.draft === undefined) throw new Error("it says nothing of the draft");
    inbox.consume(consumed.draft);
    consumed.done();
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
