import { describe, expect, test } from "vitest";
import {
  MAX_ATTACHMENT_BYTES,
  MAX_WAITING_ATTACHMENTS,
  MAX_WAITING_BYTES,
  UPLOAD_LIFETIME,
  WAITING_LIFETIME,
} from "../../shared/limits.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { parseFrame } from "../../shared/protocol/parse.ts";
import { findDownload } from "../../server/rules/room/attachments.ts";
import { contextBefore } from "../../server/rules/room/context-source.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { messagesSince } from "../../server/rules/room/messages-since.ts";
import { filesBefore } from "../../server/rules/room/message-files.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { roomSchedule } from "../../server/rules/room/tasks.ts";
import { dueOrphans, forgetOrphans } from "../../server/rules/room/orphan-objects.ts";
import {
  announceUpload,
  breakUpload,
  expireWaiting,
  nextCollection,
  removeWaiting,
  takeUpload,
  waitingOf,
} from "../../server/rules/room/uploads.ts";
import type { AttachmentId, UserId } from "../../shared/ids.ts";
import { aFile, newAttachmentId, uploaded } from "../support/attachments.ts";
import { ada, grace, linus, mallory, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
  ]);

const person = (user: UserId) => ({ user, scopes: ALL_SCOPES });
const by = (room: TestRoom, user: UserId) => ({ user, scopes: ALL_SCOPES, now: room.clock.now });
const upload = (room: TestRoom, user: UserId, more = {}) => uploaded(room.store, user, room.clock.now, more);

function sends(room: TestRoom, user: UserId, attachments: AttachmentId[], text = "") {
  return room.does(user, { type: "send", id: newMessageId(), text, attachments });
}

function seqOf(outcome: ReturnType<TestRoom["does"]>): number {
  if ("refused" in outcome || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
  return outcome.seq;
}

describe("the list of files", () => {
  test("ATTACH-21: has the files of all messages in pages, newest first, without what is deleted, held or unsent", () => {
    const room = newRoom();
    const sent = Array.from({ length: 60 }, (_, n) => {
      const files = [upload(room, ada, { name: `${n}.pdf` }), upload(room, ada, { name: `${n}.png` })];
      room.says(grace, "between");
      return seqOf(sends(room, ada, [files[0]?.id ?? newAttachmentId(), files[1]?.id ?? newAttachmentId()]));
    });
    upload(room, ada, { name: "unsent.pdf" });
    const newest = sent.at(-1) ?? 0;
    room.does(ada, { type: "delete", target: newest });
    const first = filesBefore(room.store, null);
    expect(first.messages.map(({ message }) => message)).toEqual(sent.slice(9, 59).toReversed());
    expect(first.messages[0]).toMatchObject({ author: ada, name: "Ada" });
    expect(first.messages[0]?.files.map(({ name }) => name)).toEqual(["58.pdf", "58.png"]);
    const second = filesBefore(room.store, first.next);
    expect(second.messages.map(({ message }) => message)).toEqual(sent.slice(0, 9).toReversed());
    expect(second.next).toBeNull();
    const moderation = { state: "held" as const, categories: ["S10"] };
    judge(
      room.store,
      { target: sent[0] ?? 0, version: 1, text: "", moderation },
      { user: ada, now: room.clock.now },
    );
    expect(filesBefore(room.store, first.next).messages.map(({ message }) => message)).toEqual(
      sent.slice(1, 9).toReversed(),
    );
  });
});

describe("uploading", () => {
  test("ATTACH-1: the same again is the same; another file under its id, or anybody else's, is a conflict", () => {
    const room = newRoom();
    const file = upload(room, ada);
    const again = announceUpload(room.store, file, by(room, ada), () => "another");
    expect(again).toEqual({ type: "taken", attachment: file });
    for (const other of [
      { ...file, name: "other.pdf" },
      { ...file, bytes: 101 },
    ])
      expect(announceUpload(room.store, other, by(room, ada), () => "x")).toMatchObject({
        refused: "conflict",
      });
    expect(announceUpload(room.store, file, by(room, grace), () => "x")).toMatchObject({
      refused: "conflict",
    });
    expect(waitingOf(room.store, ada)).toEqual([file]);
    expect(waitingOf(room.store, grace)).toEqual([]);
  });

  test("ATTACH-2: of two uploads of one file at once the first is taken, and what the second stored is deleted", () => {
    const room = newRoom();
    const file = aFile();
    const [one, two] = ["one", "two"].map((object) =>
      announceUpload(room.store, file, by(room, ada), () => object),
    );
    expect([one?.type, two?.type]).toEqual(["begun", "begun"]);
    takeUpload(room.store, "two", file, by(room, ada));
    expect(takeUpload(room.store, "one", file, by(room, ada))).toEqual({ type: "taken", attachment: file });
    expect(dueOrphans(room.store, room.clock.now)).toEqual(["one"]);
    expect(findDownload(room.store, file.id, person(ada))?.object).toBe("two");
  });

  test("ATTACH-2: what broke off is collected, at once where that was noticed, and in the end in any case", () => {
    const room = newRoom();
    announceUpload(room.store, aFile(), by(room, ada), () => "noticed");
    announceUpload(room.store, aFile(), by(room, ada), () => "died");
    breakUpload(room.store, "noticed", by(room, ada));
    expect(dueOrphans(room.store, room.clock.now)).toEqual(["noticed"]);
    forgetOrphans(room.store, ["noticed"]);
    room.clock.now += UPLOAD_LIFETIME;
    expect(
      roomSchedule(room.store)
        .due(room.clock.now)
        .map(({ task }) => task.task),
    ).toContain("attachments");
    expect(dueOrphans(room.store, room.clock.now)).toEqual(["died"]);
    // The file may be deleted already, so an upload that completes now is refused.
    expect(takeUpload(room.store, "died", aFile(), by(room, ada))).toMatchObject({ refused: "unavailable" });
    expect(waitingOf(room.store, ada)).toEqual([]);
  });

  test("ATTACH-2: what came only after its time was over and collected is collected too", () => {
    const room = newRoom();
    const [slow, second] = [aFile(), aFile()];
    announceUpload(room.store, slow, by(room, ada), () => "slow");
    announceUpload(room.store, second, by(room, ada), () => "slow second");
    room.clock.now += UPLOAD_LIFETIME;
    forgetOrphans(room.store, dueOrphans(room.store, room.clock.now));
    expect(takeUpload(room.store, "slow", slow, by(room, ada))).toMatchObject({ refused: "unavailable" });
    breakUpload(room.store, "slow", by(room, ada));
    announceUpload(room.store, second, by(room, ada), () => "quick second");
    takeUpload(room.store, "quick second", second, by(room, ada));
    expect(takeUpload(room.store, "slow second", second, by(room, ada))).toMatchObject({ type: "taken" });
    expect(dueOrphans(room.store, room.clock.now).sort()).toEqual(["slow", "slow second"]);
    // A repeated upload of a stored file is acknowledged again, and the file stays.
    expect(takeUpload(room.store, "quick second", second, by(room, ada))).toMatchObject({ type: "taken" });
    expect(dueOrphans(room.store, room.clock.now).sort()).toEqual(["slow", "slow second"]);
  });

  test("ATTACH-2: nobody takes or breaks what another one uploads", () => {
    const room = newRoom();
    announceUpload(room.store, aFile(), by(room, ada), () => "ada's");
    breakUpload(room.store, "ada's", by(room, grace));
    expect(dueOrphans(room.store, room.clock.now)).toEqual([]);
    expect(takeUpload(room.store, "ada's", aFile(), by(room, grace))).toMatchObject({ type: "refused" });
    expect(dueOrphans(room.store, room.clock.now)).toEqual([]);
  });

  test("ATTACH-3: only who may write uploads, also when that changed while it was under way", () => {
    const room = newRoom();
    expect(announceUpload(room.store, aFile(), by(room, linus), () => "x")).toMatchObject({
      refused: "forbidden",
    });
    expect(announceUpload(room.store, aFile(), by(room, mallory), () => "x")).toMatchObject({
      refused: "not_found",
    });
    const file = aFile();
    announceUpload(room.store, file, by(room, grace), () => "graces");
    room.does(ada, { type: "remove", user: grace });
    expect(takeUpload(room.store, "graces", file, by(room, grace))).toMatchObject({ refused: "not_found" });
    expect(dueOrphans(room.store, room.clock.now)).toEqual(["graces"]);
  });

  test("ATTACH-3: what one person has waiting is bounded, in number and bytes, with what is under way", () => {
    const room = newRoom();
    for (let i = 0; i < MAX_WAITING_ATTACHMENTS - 1; i++) upload(room, ada);
    announceUpload(room.store, aFile(), by(room, ada), () => "last");
    const oneMore = () => announceUpload(room.store, aFile(), by(room, ada), () => "more");
    expect(oneMore()).toMatchObject({ refused: "too_many" });
    breakUpload(room.store, "last", by(room, ada));
    expect(oneMore()).toMatchObject({ type: "begun" });

    const large = { bytes: MAX_ATTACHMENT_BYTES };
    for (let i = 0; i < MAX_WAITING_BYTES / MAX_ATTACHMENT_BYTES; i++) upload(room, grace, large);
    expect(announceUpload(room.store, aFile(), by(room, grace), () => "g")).toMatchObject({
      refused: "too_many",
    });
    const [first] = waitingOf(room.store, grace);
    sends(room, grace, [first?.id ?? newAttachmentId()]);
    expect(announceUpload(room.store, aFile(large), by(room, grace), () => "g")).toMatchObject({
      type: "begun",
    });
  });
});

describe("a message's files", () => {
  test("ATTACH-5: are its author's own, uploaded here, and in no other message; a refusal changes nothing", () => {
    const room = newRoom();
    const [mine, graces, sent] = [upload(room, ada), upload(room, grace), upload(room, ada)];
    seqOf(sends(room, ada, [sent.id], "one"));
    const head = room.head();
    for (const [ids, code] of [
      [[mine.id, graces.id], "not_found"],
      [[mine.id, newAttachmentId()], "not_found"],
      [[mine.id, sent.id], "conflict"],
      [[mine.id, mine.id], "bad_type"],
    ] as const)
      expect(sends(room, ada, [...ids], "two")).toMatchObject({ refused: code });
    expect(room.head()).toBe(head);
    expect(waitingOf(room.store, ada)).toEqual([mine]);
  });

  test("ATTACH-3: are at most ten, or the frame is none", () => {
    const send = (count: number) =>
      parseFrame(
        JSON.stringify({
          ...{ type: "send", ref: 1, id: newMessageId(), text: "" },
          attachments: Array.from({ length: count }, newAttachmentId),
        }),
      ).ok;
    expect([send(10), send(11)]).toEqual([true, false]);
    const named = { type: "send", ref: 1, id: newMessageId(), text: "", attachments: ["../../other"] };
    expect(parseFrame(JSON.stringify(named)).ok).toBe(false);
  });

  test("ATTACH-6: take the place of words, and let an edit take all words away", () => {
    const room = newRoom();
    const file = upload(room, ada);
    expect(room.refuses(ada, { type: "send", id: newMessageId(), text: " \u200b" })).toBe("bad_type");
    const target = seqOf(sends(room, ada, [file.id], " \u200b"));
    expect(room.fresh(grace).messages.at(-1)).toMatchObject({ text: "", attachments: [file] });
    room.does(ada, { type: "edit", target, version: 1, text: "look" });
    expect(room.fresh(grace).messages.at(-1)).toMatchObject({ text: "look", attachments: [file] });
    room.does(ada, { type: "edit", target, version: 2, text: "" });
    expect(room.fresh(grace).messages.at(-1)).toMatchObject({ text: "", version: 3, attachments: [file] });
    const plain = room.says(ada, "plain");
    expect(room.refuses(ada, { type: "edit", target: plain, version: 1, text: "" })).toBe("bad_type");
  });

  test("ATTACH-7: are part of what a repeated send says", () => {
    const room = newRoom();
    const [one, two] = [upload(room, ada), upload(room, ada)];
    const id = newMessageId();
    const send = (attachments: (typeof one.id)[]) =>
      room.does(ada, { type: "send", id, text: "both", ...(attachments.length > 0 && { attachments }) });
    const seq = seqOf(send([one.id, two.id]));
    expect(send([one.id, two.id])).toEqual({ seq, effects: [] });
    for (const other of [[two.id, one.id], [one.id], []])
      expect(send(other)).toMatchObject({ refused: "conflict" });
    expect(room.fresh(ada).messages.at(-1)?.attachments).toEqual([one, two]);
    room.does(ada, { type: "delete", target: seq });
    expect(send([one.id, two.id])).toEqual({ seq, effects: [] });
  });

  test("ATTACH-8: stand where its beginning would: in quotes, the list, the counts and what was missed", () => {
    const room = newRoom();
    const [one, two] = [upload(room, ada), upload(room, ada, { name: "map.png", type: "image/png" })];
    const target = seqOf(sends(room, ada, [one.id, two.id]));
    expect(inboxEntryOf(room.store, grace)).toMatchObject({
      last: { seq: target, excerpt: "plan.pdf and 1 more" },
      unread: 1,
    });
    expect(messagesSince(room.store, 0, []).messages).toMatchObject([{ text: "", attachments: [one, two] }]);
    room.says(grace, "thanks", { replyTo: target });
    expect(room.fresh(ada).messages.at(-1)?.quote).toEqual({ author: ada, excerpt: "plan.pdf and 1 more" });
  });

  test("ATTACH-9: are for who is in the room now; before, for their uploader alone", () => {
    const room = newRoom();
    const file = upload(room, ada);
    const mayHave = () =>
      [ada, grace, linus, mallory].map((user) => findDownload(room.store, file.id, person(user)) !== null);
    expect(mayHave()).toEqual([true, false, false, false]);
    sends(room, ada, [file.id]);
    expect(mayHave()).toEqual([true, true, true, false]);
    room.does(ada, { type: "remove", user: grace });
    expect(mayHave()).toEqual([true, false, true, false]);
  });

  test("ATTACH-11: go with it: nobody has them, and what stores them is told to delete them", () => {
    const room = newRoom();
    const files = [upload(room, grace), upload(room, grace)];
    const target = seqOf(
      sends(
        room,
        grace,
        files.map(({ id }) => id),
        "both",
      ),
    );
    room.does(grace, { type: "edit", target, version: 1, text: "" });
    room.does(ada, { type: "delete", target });
    expect(findDownload(room.store, files[0]?.id ?? newAttachmentId(), person(grace))).toBeNull();
    expect(room.fresh(ada).messages.at(-1)).not.toHaveProperty("attachments");
    expect(dueOrphans(room.store, room.clock.now + 250).toSorted()).toEqual(
      files.map(({ id }) => `object of ${id}`).toSorted(),
    );
    expect(
      roomSchedule(room.store)
        .due(room.clock.now + 250)
        .map(({ task }) => task.task),
    ).toContain("attachments");
    for (const table of ["messages", "events", "versions", "attachments"])
      expect(JSON.stringify(room.store.all(`SELECT * FROM ${table}`))).not.toContain("plan.pdf");
  });

  test("ATTACH-12: are hidden with it, shown with it again, and gone once it is retracted", () => {
    const room = newRoom();
    const file = upload(room, grace);
    const target = seqOf(sends(room, grace, [file.id], "rude"));
    const hide = () =>
      judge(
        room.store,
        { target, version: 1, text: "rude", moderation: { state: "held", categories: ["S10"] } },
        by(room, grace),
      );
    hide();
    const shown = () => room.fresh(linus).messages.at(-1)?.attachments;
    const mayHave = () =>
      [ada, grace, linus].map((user) => findDownload(room.store, file.id, person(user)) !== null);
    expect(shown()).toBeUndefined();
    expect(mayHave()).toEqual([true, false, false]);
    expect(JSON.stringify(room.events())).not.toContain("plan.pdf");
    expect(inboxEntryOf(room.store, linus)?.last).toBeNull();
    room.does(ada, { type: "moderate", target, decision: "release" });
    expect(shown()).toEqual([file]);
    expect(mayHave()).toEqual([true, true, true]);
    hide();
    room.does(ada, { type: "moderate", target, decision: "retract" });
    expect(mayHave()).toEqual([false, false, false]);
    expect(dueOrphans(room.store, room.clock.now + 250)).toEqual([`object of ${file.id}`]);
  });

  test("ATTACH-13: that wait are collected when their uploader is no longer in the room; those that were sent stay", () => {
    const room = newRoom();
    const [sent, waiting] = [upload(room, grace), upload(room, grace)];
    sends(room, grace, [sent.id]);
    room.does(grace, { type: "leave" });
    expect(dueOrphans(room.store, room.clock.now + 250)).toEqual([`object of ${waiting.id}`]);
    room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
    expect(waitingOf(room.store, grace)).toEqual([]);
    expect(findDownload(room.store, sent.id, person(grace))).not.toBeNull();
  });

  test("ATTACH-14: are told to a model as long as their message may be, and no longer", () => {
    const room = newRoom();
    const file = upload(room, ada);
    const target = seqOf(sends(room, ada, [file.id], "look"));
    const told = () => contextBefore(room.store, room.head() + 1, 10).at(-1)?.attachments;
    expect(told()).toEqual([file]);
    room.does(ada, { type: "ai", target, ai: "never" });
    expect(told()).toBeUndefined();
    expect(messagesSince(room.store, 0, []).messages).toEqual([]);
    room.does(ada, { type: "ai", target, ai: "allowed" });
    expect(told()).toEqual([file]);
    room.does(ada, { type: "delete", target });
    expect(told()).toBeUndefined();
  });

  test("ATTACH-13: that nobody sent are collected after thirty days, and what was taken back at once; twice is once", () => {
    const room = newRoom();
    const [old, sent, removed] = [upload(room, ada), upload(room, ada), upload(room, ada)];
    sends(room, ada, [sent.id]);
    expect(removeWaiting(room.store, sent.id, by(room, ada))).toMatchObject({ refused: "conflict" });
    removeWaiting(room.store, removed.id, by(room, grace));
    expect(waitingOf(room.store, ada)).toHaveLength(2);
    for (let twice = 0; twice < 2; twice++)
      expect(removeWaiting(room.store, removed.id, by(room, ada))).toBeNull();
    expect(dueOrphans(room.store, room.clock.now + 250)).toEqual([`object of ${removed.id}`]);
    forgetOrphans(room.store, [`object of ${removed.id}`]);
    room.clock.now += WAITING_LIFETIME - 1;
    expireWaiting(room.store, room.clock.now);
    expect(waitingOf(room.store, ada)).toEqual([old]);
    expect(nextCollection(room.store)).toBe(room.clock.now + 1);
    room.clock.now += 1;
    for (let twice = 0; twice < 2; twice++) expireWaiting(room.store, room.clock.now);
    expect(waitingOf(room.store, ada)).toEqual([]);
    expect(dueOrphans(room.store, room.clock.now)).toEqual([`object of ${old.id}`]);
    forgetOrphans(room.store, [`object of ${old.id}`]);
    expect(nextCollection(room.store)).toBeNull();
    expect(sends(room, ada, [old.id])).toMatchObject({ refused: "not_found" });
    expect(findDownload(room.store, sent.id, person(grace))).not.toBeNull();
  });
});
