import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SyncedDraft } from "../../client/sdk/drafts/synced-draft.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { MAX_MENTIONS } from "../../shared/limits.ts";
import type { UserId } from "../../shared/ids.ts";
import { HOSTILE_NAMES } from "../support/hostile-names.ts";
import { ada, grace, linus } from "../support/people.ts";
import { Inbox, open, passes, room } from "./support/draft-inbox.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (start: number, length: number, user: UserId) => ({ start, length, user });

test("MENTION-9: what was picked is on all devices, and stays at its text whatever is typed around it", async () => {
  const inbox = new Inbox();
  const [desk, phone] = [await open(inbox), await open(inbox)];
  desk.edit("@Sam and @Sam");
  desk.mention(at(0, 4, grace));
  desk.mention(at(9, 4, linus));
  await passes(1_000);
  inbox.disconnect(phone);
  phone.edit("so, @Sam and @Sam", 4);
  desk.edit("@Sam and also @Sam", 14);
  inbox.connect(phone);
  await passes(1_000);
  expect([desk.text, phone.text]).toEqual(["so, @Sam and also @Sam", "so, @Sam and also @Sam"]);
  for (const device of [desk, phone]) expect(device.mentions).toEqual([at(4, 4, grace), at(18, 4, linus)]);
  expect(inbox.refused).toEqual([]);
});

test("MENTION-9: what was picked counts as long as its text stands there", async () => {
  const draft = await open(new Inbox());
  draft.edit("@Sam ");
  draft.mention(at(0, 4, grace));
  draft.edit("@Sa ", 3);
  expect(draft.mentions).toEqual([]);
  draft.edit("@Sam ", 4);
  expect(draft.mentions).toEqual([at(0, 4, grace)]);
  draft.edit(" ", 0);
  draft.edit("@Sam ", 4);
  expect(draft.mentions).toEqual([]);
  draft.mention(at(0, 4, linus));
  draft.mention(at(0, 4, ada));
  expect(draft.mentions).toEqual([at(0, 4, ada)]);
});

test("MENTION-9: what was picked is kept over a reload, and is gone with a message", async () => {
  const storage = makeMemoryStorage();
  const before = new SyncedDraft(room, storage);
  await passes(50);
  before.edit("hi @Sam");
  before.mention(at(3, 4, grace));
  await passes(1_000);
  before.close();
  const inbox = new Inbox();
  const after = await open(inbox, storage);
  await passes(1_000);
  expect(after.mentions).toEqual([at(3, 4, grace)]);
  const { draft, done } = after.consume();
  if (draft === undefined) throw new Error("it says nothing of the draft");
  inbox.consume(draft);
  done();
  after.edit("hi @Sam");
  await passes(1_000);
  expect([after.mentions, inbox.refused, after.kept]).toEqual([[], [], "everywhere"]);
});

test("MENTION-9: a draft remembers as many as a message may have, and forgets those whose text is gone", async () => {
  const inbox = new Inbox();
  const draft = await open(inbox);
  for (let round = 0; round < 3; round += 1) {
    draft.edit("@Sam ".repeat(MAX_MENTIONS + 1));
    for (let n = 0; n <= MAX_MENTIONS; n += 1) draft.mention(at(n * 5, 4, grace));
    await passes(1_000);
    expect(draft.mentions).toHaveLength(MAX_MENTIONS);
    draft.edit("");
  }
  await passes(1_000);
  expect([inbox.refused, draft.kept]).toEqual([[], "everywhere"]);
});

test.for(HOSTILE_NAMES)("MENTION-9: a member named %s stays picked", async (name) => {
  const inbox = new Inbox();
  const [desk, phone] = [await open(inbox), await open(inbox)];
  desk.edit(`hi @${name} there`);
  desk.mention(at(3, name.length + 1, grace));
  await passes(1_000);
  expect([phone.mentions, inbox.refused]).toEqual([[at(3, name.length + 1, grace)], []]);
});
