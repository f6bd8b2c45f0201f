import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Drafts } from "../../server/rules/drafts/drafts.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { SharedPrompt } from "../../server/rules/room/composer.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { encodeBase64 } from "../../shared/base64.ts";
import {
  DRAFT_META,
  draftMentions,
  draftText,
  makeDraftDocument,
  mentionKey,
  REPLY_TO,
} from "../../shared/draft-document.ts";
import { MAX_MENTIONS, MAX_NAME_LENGTH } from "../../shared/limits.ts";
import { ada, grace, linus, names, newRoomId, newUserId } from "../support/people.ts";
import { nodeSql } from "../support/node-sql.ts";
import { testRoom } from "./test-room.ts";

const room = newRoomId();
const sam = { user: grace, text: "@Sam" };

/** A draft with this text, and the entries that `set` adds. */
function written(text: string, set: (document: Y.Doc) => void) {
  const store = nodeSql();
  migrate(store, inboxMigrations);
  const drafts = new Drafts(store);
  const document = makeDraftDocument();
  document.transact(() => {
    draftText(document).insert(0, text);
    set(document);
  });
  const outcome = drafts.write(room, 0, encodeBase64(Y.encodeStateAsUpdate(document)));
  return { outcome, mentions: draftMentions(drafts.read(room).document) };
}

describe("MENTION-9: a draft's picked mentions", () => {
  test("are stored with it", () => {
    const { outcome, mentions } = written("hi @Sam", (document) =>
      document.getMap(DRAFT_META).set(mentionKey(document, 3), sam),
    );
    expect(outcome).toMatchObject({ type: "stored" });
    expect(mentions).toEqual([{ start: 3, length: 4, user: grace }]);
  });

  test.for<[string, (document: Y.Doc) => [string, unknown]]>([
    ["nobody", (document) => [mentionKey(document, 3), { text: "@Sam" }]],
    ["no id", (document) => [mentionKey(document, 3), { ...sam, user: "Sam" }]],
    ["more than is known", (document) => [mentionKey(document, 3), { ...sam, note: "x" }]],
    [
      "a text without end",
      (document) => [mentionKey(document, 3), { ...sam, text: "@".repeat(MAX_NAME_LENGTH + 2) }],
    ],
    ["words in place of one", (document) => [mentionKey(document, 3), "@Sam"]],
    ["one under no position", () => ["mention:../..", sam]],
    ["one under a position without end", () => [`mention:${"A".repeat(80)}`, sam]],
    ["one as the message that it answers", () => [REPLY_TO, sam]],
  ])("are refused with %s", ([, entry]) => {
    const { outcome } = written("hi @Sam", (document) => {
      const [key, value] = entry(document);
      document.getMap(DRAFT_META).set(key, value);
    });
    expect(outcome).toMatchObject({ type: "refused", code: "bad_type" });
  });

  test("are no more than a message may have", () => {
    const { outcome } = written("@Sam ".repeat(MAX_MENTIONS + 1), (document) => {
      for (let n = 0; n <= MAX_MENTIONS; n += 1)
        document.getMap(DRAFT_META).set(mentionKey(document, n * 5), sam);
    });
    expect(outcome).toMatchObject({ type: "refused", code: "too_large" });
  });

  test("under a position that is nowhere name nobody", () => {
    const { mentions } = written("hi @Sam", (document) =>
      document.getMap(DRAFT_META).set("mention:AAAA", sam),
    );
    expect(mentions).toEqual([]);
  });
});

test("MENTION-9, COMPOSE-6: a prompt that several people write mentions what each of them picked, and is empty after it", () => {
  const [one, other] = [newUserId(), newUserId()];
  names[one] = names[other] = "Sam";
  const { store } = testRoom(
    [
      [ada, "owner"],
      [linus, "member"],
      [one, "member"],
      [other, "member"],
    ],
    "session",
  );
  const prompt = new SharedPrompt(store, room);
  const document = makeDraftDocument();
  document.transact(() => {
    draftText(document).insert(0, "@linus ask @Sam");
    document.getMap(DRAFT_META).set(mentionKey(document, 11), { ...sam, user: other });
  });
  prompt.write(ada, 0, encodeBase64(Y.encodeStateAsUpdate(document)));
  const frozen = prompt.freeze();
  expect(frozen?.mentionRanges).toEqual([
    { start: 0, length: 6, user: linus },
    { start: 11, length: 4, user: other },
  ]);
  if (frozen === null) throw new Error("nothing to send");
  prompt.consume(frozen);
  expect(prompt.freeze()).toBeNull();
});
