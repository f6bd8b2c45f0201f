import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Drafts } from "../../server/rules/drafts/drafts.ts";
import { inboxMigrations } from "../../server/rules/inbox/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { SharedPrompt } from "../../server/rules/room/composer.ts";
import { encodeBase64 } from "../../shared/base64.ts";
import {
  DRAFT_META,
  draftFiles,
  draftText,
  fileEntry,
  fileKey,
  makeDraftDocument,
  REPLY_TO,
} from "../../shared/draft-document.ts";
import { MAX_ATTACHMENT_BYTES, MAX_DRAFT_ATTACHMENTS, MAX_FILE_NAME_LENGTH } from "../../shared/limits.ts";
import { aFile, newAttachmentId } from "../support/attachments.ts";
import { ada, newRoomId } from "../support/people.ts";
import { nodeSql } from "../support/node-sql.ts";
import { testRoom } from "./test-room.ts";

const room = newRoomId();

function start() {
  const store = nodeSql();
  migrate(store, inboxMigrations);
  return new Drafts(store);
}

const draftFile = (more = {}) => ({ ...aFile(), at: 1, ...more });

/** The update that a device sends for this change to an empty draft, or to the draft `before`. */
function updateOf(change: (document: Y.Doc) => void, before?: Uint8Array): Uint8Array {
  const document = makeDraftDocument();
  if (before !== undefined) Y.applyUpdate(document, before);
  let update: Uint8Array = new Uint8Array();
  document.on("update", (made: Uint8Array) => (update = made));
  document.transact(() => change(document));
  return update;
}

const set = (key: string, value: unknown, before?: Uint8Array) =>
  updateOf((document) => document.getMap(DRAFT_META).set(key, value), before);

const write = (drafts: Drafts, update: Uint8Array) => drafts.write(room, 0, encodeBase64(update));

const filesIn = (drafts: Drafts) => draftFiles(drafts.read(room).document);

describe("a draft's files", () => {
  test("DRAFT-11: of two devices that were apart are all there", () => {
    const drafts = start();
    const [one, two] = [draftFile({ at: 2 }), draftFile({ at: 1 })];
    for (const file of [one, two])
      expect(write(drafts, set(fileKey(file), fileEntry(file)))).toMatchObject({ type: "stored" });
    expect(filesIn(drafts)).toEqual([two, one]);
  });

  test.each<[string, (drafts: Drafts) => Uint8Array]>([
    [
      "more than is known of a file",
      () => set(fileKey(aFile()), { ...fileEntry(draftFile()), note: "x".repeat(60_000) }),
    ],
    [
      "a name without end",
      () => set(fileKey(aFile()), fileEntry(draftFile({ name: "n".repeat(MAX_FILE_NAME_LENGTH + 1) }))),
    ],
    ["a file of an unknown type", () => set(fileKey(aFile()), fileEntry(draftFile({ type: "text/html" })))],
    [
      "a file that is too large",
      () => set(fileKey(aFile()), fileEntry(draftFile({ bytes: MAX_ATTACHMENT_BYTES + 1 }))),
    ],
    ["half a file", () => set(fileKey(aFile()), { name: "a" })],
    ["a list in place of one", () => set(fileKey(aFile()), [fileEntry(draftFile())])],
    ["words in place of one", () => set(fileKey(aFile()), "plan.pdf")],
    ["a number in place of one", () => set(fileKey(aFile()), 4)],
    ["a file under no id", () => set("file:../../other", fileEntry(draftFile()))],
    ["a file under another key", () => set("anything", fileEntry(draftFile()))],
    ["a file as the message that it answers", () => set(REPLY_TO, fileEntry(draftFile()))],
    ["words as the message that it answers", () => set(REPLY_TO, "four")],
    ["a document in a document", () => set(fileKey(aFile()), new Y.Doc())],
    ["a map in place of one", () => set(fileKey(aFile()), new Y.Map())],
    [
      "a file in the text",
      () => updateOf((document) => draftText(document).insertEmbed(0, fileEntry(draftFile()))),
    ],
    [
      "words over a file",
      (drafts) => {
        const file = draftFile();
        const first = set(fileKey(file), fileEntry(file));
        write(drafts, first);
        return set(fileKey(file), "x".repeat(9), first);
      },
    ],
    [
      "a file over the message that it answers",
      (drafts) => {
        const first = set(REPLY_TO, 4);
        write(drafts, first);
        return set(REPLY_TO, fileEntry(draftFile()), first);
      },
    ],
  ])("DRAFT-11: %s is refused, and changes nothing", (_, make) => {
    const drafts = start();
    const update = make(drafts);
    const before = filesIn(drafts);
    expect(write(drafts, update)).toMatchObject({ type: "refused", code: "bad_type" });
    expect(filesIn(drafts)).toEqual(before);
    expect(
      write(
        drafts,
        updateOf((document) => draftText(document).insert(0, "fine")),
      ),
    ).toMatchObject({ type: "stored" });
  });

  test("DRAFT-11: are at most as many as may wait in a room", () => {
    const drafts = start();
    for (let i = 0; i < MAX_DRAFT_ATTACHMENTS; i++)
      write(drafts, set(fileKey(aFile()), fileEntry(draftFile())));
    expect(filesIn(drafts)).toHaveLength(MAX_DRAFT_ATTACHMENTS);
    expect(write(drafts, set(fileKey(aFile()), fileEntry(draftFile())))).toMatchObject({ code: "too_large" });
    expect(filesIn(drafts)).toHaveLength(MAX_DRAFT_ATTACHMENTS);
  });

  test("DRAFT-11: are none in a prompt that several write", () => {
    const shared = testRoom([[ada, "owner"]], "session");
    const prompt = new SharedPrompt(shared.store, room);
    const update = encodeBase64(set(fileKey(aFile()), fileEntry(draftFile())));
    expect(prompt.write(ada, 0, update)).toMatchObject({ type: "refused" });
  });

  test("DRAFT-12: stand in the list where there are no words, until they are sent; then nothing is left", () => {
    const drafts = start();
    const file = draftFile({ id: newAttachmentId(), name: "plan.pdf" });
    const attached = set(fileKey(file), fileEntry(file));
    expect(write(drafts, attached)).toMatchObject({ mark: { room, excerpt: "plan.pdf" } });
    const words = updateOf((document) => draftText(document).insert(0, "look"));
    expect(write(drafts, words)).toMatchObject({ mark: { room, excerpt: "look" } });
    const state = Y.encodeStateAsUpdate(drafts.read(room).document);
    const sent = updateOf((document) => {
      draftText(document).delete(0, 4);
      document.getMap(DRAFT_META).delete(fileKey(file));
    }, state);
    for (let twice = 0; twice < 2; twice++) drafts.consume(room, 0, encodeBase64(sent));
    expect([filesIn(drafts), drafts.marks()]).toEqual([[], []]);
  });

  test("DRAFT-12: keep a draft from being begun anew, however much it remembers", () => {
    const drafts = start();
    const file = draftFile();
    write(drafts, set(fileKey(file), fileEntry(file)));
    const document = makeDraftDocument();
    for (let i = 0; i < 2_000; i++) {
      draftText(document).insert(0, "words ");
      draftText(document).delete(0, 3);
    }
    draftText(document).delete(0, draftText(document).length);
    for (let i = 0; i < 40; i++) {
      const other = makeDraftDocument();
      for (let n = 0; n < 150; n++) {
        draftText(other).insert(draftText(other).length, "ab");
        draftText(other).delete(draftText(other).length - 2, 1);
      }
      draftText(other).delete(0, draftText(other).length);
      write(drafts, Y.encodeStateAsUpdate(other));
    }
    write(drafts, Y.encodeStateAsUpdate(document));
    expect(drafts.read(room).epoch).toBe(0);
    expect(filesIn(drafts)).toEqual([file]);
    const gone = updateOf(
      (whole) => whole.getMap(DRAFT_META).delete(fileKey(file)),
      Y.encodeStateAsUpdate(drafts.read(room).document),
    );
    write(drafts, gone);
    expect(drafts.read(room).epoch, "it did remember too much").toBe(1);
    expect(filesIn(drafts)).toEqual([]);
  });
});
