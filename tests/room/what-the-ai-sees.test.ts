import { expect, test } from "vitest";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { ContextReceipt, Moderation } from "../../shared/protocol/turns.ts";
import { contextBefore, saveSummary, summaryBefore } from "../../server/rules/room/context-source.ts";
import { heldText, judge } from "../../server/rules/room/moderation.ts";
import { findContextReceipt } from "../../server/rules/room/rows/context-receipt-row.ts";
import { saveContextReceipt } from "../../server/rules/room/turns/attempts.ts";
import { eventsBetween } from "../../server/rules/room/history.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const garden = (): TestRoom =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
    [bot, "member"],
  ]);
const unsafe: Moderation = { state: "held", categories: ["S10"] };

test("CONTEXT-2: what is kept from the AI, deleted, hidden or not chosen is told of without its text", () => {
  const room = garden();
  room.does(ada, { type: "send", id: newMessageId(), text: "between us", ai: "never" });
  const gone = room.says(ada, "gone");
  room.does(ada, { type: "delete", target: gone });
  const held = room.says(grace, "hidden");
  judge(
    room.store,
    { target: held, version: 1, text: "hidden", moderation: unsafe },
    { user: grace, now: 1 },
  );
  const prompt = room.says(ada, "a name?", { mentions: [bot] });
  room.attempts.say("Tom");
  room.attempts.finish();
  room.does(ada, { type: "ask", target: prompt });
  room.attempts.say("Kit");
  room.attempts.finish();
  room.says(grace, "thanks", { mentions: [bot] });
  room.attempts.say("not yet");
  room.attempts.settle();

  const context = contextBefore(room.store, room.head() + 1, 50).reverse();
  expect(context.map(({ hidden, text }) => hidden ?? text)).toEqual([
    "excluded",
    "deleted",
    "moderation",
    "a name?",
    "other_branch",
    "Kit",
    "thanks",
  ]);
  expect(context.filter(({ hidden, text }) => hidden !== null && text !== "")).toEqual([]);
  expect(context.map(({ author }) => author.name)).toContain("Parley");
});

test("CONTEXT-3: a message that is deleted, edited or kept from the AI takes the summaries along that cover it", () => {
  const room = garden();
  const [first, second] = [room.says(ada, "first"), room.says(ada, "second")];
  saveSummary(room.store, { upTo: first, text: "of the first" });
  saveSummary(room.store, { upTo: second, text: "of both" });
  expect(summaryBefore(room.store, second)?.text).toBe("of the first");
  room.does(ada, { type: "ai", target: second, ai: "never" });
  expect(summaryBefore(room.store, 1_000)?.text).toBe("of the first");
  room.does(ada, { type: "edit", target: first, version: 1, text: "other" });
  expect(summaryBefore(room.store, 1_000)).toBeNull();
});

test("CONTEXT-4: a receipt is kept with its answer, and forgets a summary whose messages are gone", () => {
  const room = garden();
  const secret = room.says(ada, "the code is 1234");
  room.says(ada, "go", { mentions: [bot] });
  const [attempt] = room.attempts.running;
  if (attempt === undefined) throw new Error("nothing runs");
  const summary = { upTo: secret, text: "1234", tokens: 1 };
  const receipt = { turn: attempt.turn, attempt: 1, messages: [], summary };
  saveContextReceipt(room.store, attempt, receipt as unknown as ContextReceipt);
  expect(findContextReceipt(room.store, attempt.answer)).toEqual(receipt);
  room.does(ada, { type: "delete", target: secret });
  expect(JSON.stringify(findContextReceipt(room.store, attempt.answer))).not.toContain("1234");
});

test("TURN-3: only the author, or who manages, keeps a message from the AI", () => {
  const room = garden();
  const seq = room.says(ada, "mine");
  expect(room.refuses(grace, { type: "ai", target: seq, ai: "never" })).toBe("not_found");
  expect(room.refuses(ada, { type: "ai", target: seq, ai: "never" })).toBeNull();
  expect(room.refuses(ada, { type: "ask", target: seq })).toBe("conflict");
  expect(room.fresh(linus).messages[0]?.ai).toBe("never");
});

test("MODERATION-1: a held message is shown when it is released, and asks then what it asks", () => {
  const room = garden();
  const id = newMessageId();
  room.does(grace, { type: "send", id, text: "is this held?", mentions: [bot], moderation: unsafe });
  const [held] = room.fresh(linus).messages;
  expect(held).toMatchObject({ text: "", moderation: { state: "held" } });
  expect(room.attempts.running).toEqual([]);
  expect(room.refuses(grace, { type: "moderate", target: held?.seq ?? 0, decision: "release" })).toBe(
    "forbidden",
  );
  room.does(ada, { type: "moderate", target: held?.seq ?? 0, decision: "release" });
  expect(room.fresh(linus).messages[0]).toMatchObject({ text: "is this held?" });
  expect(room.fresh(linus).messages[0]).not.toHaveProperty("moderation");
  expect(room.attempts.running).toHaveLength(1);
});

test("MODERATION-5: hidden text is in no event, snapshot, quote, list or table but the held one; managers read it there", () => {
  const room = garden();
  const seq = room.says(grace, "an awful secret");
  room.does(grace, { type: "edit", target: seq, version: 1, text: "a worse secret" });
  room.says(ada, "what?", { replyTo: seq });
  judge(
    room.store,
    { target: seq, version: 2, text: "a worse secret", moderation: unsafe },
    { user: grace, now: 1 },
  );
  const seen = JSON.stringify([
    room.fresh(ada),
    eventsBetween(room.store, 0, Infinity),
    inboxEntryOf(room.store, ada),
  ]);
  expect(seen).not.toContain("secret");
  expect(heldText(room.store, seq, { user: ada, role: "owner", scopes: ALL_SCOPES, now: 0 })).toBe(
    "a worse secret",
  );
  expect(
    heldText(room.store, seq, { user: linus, role: "viewer", scopes: ALL_SCOPES, now: 0 }),
  ).toMatchObject({
    refused: "forbidden",
  });
  expect(room.refuses(grace, { type: "edit", target: seq, version: 2, text: "again" })).toBe("conflict");
  room.does(ada, { type: "moderate", target: seq, decision: "retract" });
  expect(room.store.all("SELECT * FROM held_messages")).toEqual([]);
});

test("MODERATION-1: a verdict on another wording than the one that stands is nothing", () => {
  const room = garden();
  const seq = room.says(grace, "bad");
  room.does(grace, { type: "edit", target: seq, version: 1, text: "good" });
  expect(
    judge(room.store, { target: seq, version: 1, text: "bad", moderation: unsafe }, { user: grace, now: 1 })
      .effects,
  ).toEqual([]);
});

test("MODERATION-5: a verdict on what was never written there marks nothing, and shows nothing that is hidden", () => {
  const room = garden();
  const seq = room.says(grace, "held back");
  judge(
    room.store,
    { target: seq, version: 1, text: "held back", moderation: unsafe },
    { user: grace, now: 1 },
  );
  const flagged: Moderation = { state: "flagged", categories: [] };
  const plain = room.says(grace, "fine");
  for (const [target, text, user] of [
    [seq, "", grace],
    [seq, "held back", grace],
    [plain, "fine", linus],
    [plain, "other", grace],
  ] as const) {
    expect(
      judge(room.store, { target, version: 1, text, moderation: flagged }, { user, now: 1 }).effects,
    ).toEqual([]);
  }
  expect(room.fresh(ada).messages.map(({ text }) => text)).toEqual(["", "fine"]);
});

test("MODERATION-5: what is hidden names nobody, until it is released", () => {
  const room = garden();
  const id = newMessageId();
  room.does(grace, { type: "send", id, text: "Ada?", mentions: [ada], moderation: unsafe });
  expect(inboxEntryOf(room.store, ada)).toMatchObject({ unread: 0, mentions: 0 });
  room.does(ada, { type: "moderate", target: room.head(), decision: "release" });
  expect(inboxEntryOf(room.store, ada)).toMatchObject({ unread: 1, mentions: 1 });
});

test("TURN-12: a held message that is released asks only agents that are still here", () => {
  const room = garden();
  room.does(grace, { type: "send", id: newMessageId(), text: "and?", mentions: [bot], moderation: unsafe });
  const held = room.head();
  expect(room.refuses(grace, { type: "ask", target: held })).toBe("conflict");
  room.does(ada, { type: "remove", user: bot });
  room.does(ada, { type: "moderate", target: held, decision: "release" });
  expect(room.attempts.running).toEqual([]);
});
