import { expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { branchOfThread } from "../../server/rules/room/branches.ts";
import { contextBefore, saveSummary, summaryBefore } from "../../server/rules/room/context-source.ts";
import { messagePage, readMessage, readPage } from "../../server/rules/room/history.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { messagesSince } from "../../server/rules/room/messages-since.ts";
import { searchHits } from "../../server/rules/room/search-hits.ts";
import { branchFor } from "../../server/rules/room/turns/branch-for.ts";
import { findFollowed } from "../../server/rules/room/turns/follow-ups.ts";
import { ada, bot, grace, newMessageId } from "../support/people.ts";
import { aiRoom } from "./ai-room.ts";
import type { TestRoom } from "./test-room.ts";

function reply(room: TestRoom, thread: Seq, text: string, more: object = {}, user: UserId = ada): Seq {
  const done = room.does(user, { type: "send", id: newMessageId(), text, thread, ...more });
  if ("refused" in done || done.seq === undefined) throw new Error(JSON.stringify(done));
  return done.seq;
}
const ask = (room: TestRoom, thread: Seq, text = "a name?", more: object = {}) =>
  reply(room, thread, text, { mentions: [bot], ...more });
const answer = (room: TestRoom, text: string): Seq => {
  const [running] = room.attempts.running;
  room.attempts.say(text);
  room.attempts.finish();
  return running?.answer ?? 0;
};
const texts = (room: TestRoom, branch: Seq, before = room.head() + 1) =>
  contextBefore(room.store, before, 50, branch)
    .reverse()
    .map(({ text }) => text);

test("THREAD-12: an answer stands in the thread of its prompt, and so do another one and the rest of one", () => {
  const room = aiRoom();
  const root = room.says(grace, "Names for the cat");
  const prompt = ask(room, root);
  const first = answer(room, "Tom");
  room.does(ada, { type: "ask", target: prompt });
  room.attempts.say("Ki");
  room.attempts.finish({ type: "ended", state: "completed", reason: "length", usage: null });
  const second = room.head() - 1;
  const page = readPage(room.store, room.head() + 1, 50, { thread: root }, ada);
  const stored = "messages" in page ? page.messages : [];
  const cut = stored.find(({ text }) => text === "Ki")?.seq ?? second;
  room.does(ada, { type: "ask", target: cut, continue: true });
  room.attempts.say("t");
  room.attempts.finish();
  const all = readPage(room.store, room.head() + 1, 50, { thread: root }, ada);
  const answers = "messages" in all ? all.messages.filter(({ author }) => author === bot) : [];
  expect(answers.map(({ thread, text }) => [thread, text])).toEqual([
    [root, "Tom"],
    [root, "Ki"],
    [root, "Kit"],
  ]);
  expect(room.fresh(ada).messages.map(({ seq }) => seq)).toEqual([root]);
  // Further answers to one prompt are no further replies.
  expect(readMessage(room.store, root)?.replies).toMatchObject({ count: 2, people: [bot, ada] });
  expect(answers.map(({ answer: given }) => given?.siblings)).toEqual(
    answers.map(() => answers.map(({ seq }) => seq)),
  );
  expect(first).toBe(answers[0]?.seq);
});

test("THREAD-12: in a session each reply in a thread is answered there", () => {
  const room = aiRoom("session");
  const root = room.says(ada, "Names for the cat");
  answer(room, "Tom");
  reply(room, root, "and in German?");
  const german = answer(room, "Mieze");
  expect(readMessage(room.store, german)).toMatchObject({ thread: root, text: "Mieze" });
});

test("THREAD-12, STEER-1: a message in a thread does not steer or join what stands elsewhere", () => {
  const room = aiRoom();
  const root = room.says(grace, "Names for the cat");
  room.says(ada, "Names for the dog?", { mentions: [bot] });
  ask(room, root, "shorter", { promptPolicy: "steer" });
  expect(room.fresh(ada).queue).toHaveLength(1);
  answer(room, "Rex");
  expect(room.fresh(ada).queue).toEqual([]);
  ask(room, root, "and shorter", { promptPolicy: "steer" });
  expect(room.fresh(ada).queue).toEqual([]);
  expect(room.store.all("SELECT seq FROM messages WHERE steers IS NOT NULL")).toHaveLength(1);
});

test("THREAD-13: the model is given the thread and what stood before it, and in the room nothing of threads", () => {
  const room = aiRoom();
  room.says(grace, "We have a cat.");
  const root = room.says(grace, "Names for the cat");
  room.says(grace, "Lunch?");
  reply(room, root, "not Tom", {}, grace);
  reply(room, root, "something with K", { alsoRoom: true }, grace);
  ask(room, root);
  const thread = branchFor(room.store, room.attempts.running[0]?.turn ?? null);
  const expected = ["We have a cat.", "Names for the cat", "not Tom", "something with K", "a name?"];
  expect(texts(room, thread)).toEqual(expected);
  answer(room, "Kit");
  room.says(ada, "Where do we eat?", { mentions: [bot] });
  const main = branchFor(room.store, room.attempts.running[0]?.turn ?? null);
  expect(texts(room, main)).toEqual([
    "We have a cat.",
    "Names for the cat",
    "Lunch?",
    "something with K",
    "Where do we eat?",
  ]);
  expect(messagesSince(room.store, 0, [], main).messages.map(({ text }) => text)).not.toContain("Kit");
});

test("THREAD-13, CONTEXT-3: a summary of a thread is not used in the room, and one of the room only up to the thread", () => {
  const room = aiRoom();
  const before = room.says(grace, "We have a cat.");
  const root = room.says(grace, "Names for the cat");
  const after = room.says(grace, "Lunch?");
  const inThread = reply(room, root, "not Tom", {}, grace);
  const thread = branchOfThread(root);
  saveSummary(room.store, { upTo: inThread, text: "of the thread" }, thread);
  expect(summaryBefore(room.store, room.head() + 1, thread)?.text).toBe("of the thread");
  expect(summaryBefore(room.store, room.head() + 1)).toBeNull();
  saveSummary(room.store, { upTo: after, text: "of the room" });
  expect(summaryBefore(room.store, inThread, thread)).toBeNull();
  saveSummary(room.store, { upTo: before, text: "of the beginning" });
  expect(summaryBefore(room.store, inThread, thread)?.text).toBe("of the beginning");
});

test("THREAD-13: a search of a model finds what is on the path of its answer", () => {
  const room = aiRoom();
  const root = room.says(grace, "Names for the cat");
  const other = room.says(grace, "Names for the dog");
  const [here, there] = [reply(room, root, "Kit", {}, grace), reply(room, other, "Rex", {}, grace)];
  const found = (path: Seq | null) =>
    searchHits(
      room.store,
      ada,
      [root, other, here, there].map((seq) => ({ seq, version: 1 })),
      [],
      path,
    )?.map(({ seq }) => seq);
  expect(found(null)).toEqual([root, other, here, there]);
  expect(found(branchOfThread(root))).toEqual([root, here]);
  expect(found(0)).toEqual([root, other]);
});

test("THREAD-8, READ-3: an answer in a thread counts from its end, and not for who stopped it", () => {
  const room = aiRoom();
  const root = room.says(ada, "Names for the cat");
  reply(room, root, "hm", {}, grace);
  ask(room, root);
  const unread = (user: UserId) => inboxEntryOf(room.store, user)?.threads?.unread ?? 0;
  for (const user of [ada, grace]) room.does(user, { type: "thread.read", target: root, seq: room.head() });
  room.attempts.say("To");
  expect([unread(ada), unread(grace)]).toEqual([0, 0]);
  const turn = room.attempts.running[0]?.turn;
  if (turn !== undefined) room.does(ada, { type: "stop", turn });
  expect([unread(ada), unread(grace)]).toEqual([0, 1]);
  ask(room, root, "again?");
  room.does(grace, { type: "thread.read", target: root, seq: room.head() });
  answer(room, "Tom");
  expect([unread(ada), unread(grace)]).toEqual([1, 1]);
});

test("THREAD-12: questions may follow an answer in a thread, as long as nobody has written there after it", () => {
  const room = aiRoom();
  const root = room.says(ada, "Names for the cat");
  ask(room, root);
  const turn = room.attempts.running[0]?.turn;
  answer(room, "Tom");
  room.says(grace, "Lunch?");
  expect(turn !== undefined && findFollowed(room.store, turn)?.answer).toBe("Tom");
  reply(room, root, "no", {}, grace);
  expect(turn !== undefined && findFollowed(room.store, turn)).toBeNull();
});

test("THREAD-14, FORK-1: a thread stays with its first message when another branch is shown, and has no versions", () => {
  const room = aiRoom("session");
  const prompt = room.says(ada, "Names for the cat");
  answer(room, "Tom");
  const inThread = reply(room, prompt, "in German?");
  answer(room, "Mieze");
  expect(room.refuses(ada, { type: "send", id: newMessageId(), text: "x", forkOf: inThread })).toBe(
    "conflict",
  );
  expect(
    room.refuses(ada, { type: "send", id: newMessageId(), text: "x", forkOf: prompt, thread: prompt }),
  ).toBe("conflict");
  room.does(ada, { type: "send", id: newMessageId(), text: "Names for the dog", forkOf: prompt });
  answer(room, "Rex");
  const both = reply(room, prompt, "also here", { alsoRoom: true });
  answer(room, "Miau");
  const shownTexts = room.fresh(ada).messages.map(({ text }) => text);
  expect(shownTexts).toEqual(["Names for the dog", "Rex", "also here"]);
  const page = readPage(room.store, room.head() + 1, 50, { thread: prompt }, ada);
  expect("messages" in page && page.messages.map(({ text }) => text)).toEqual([
    "Names for the cat",
    "in German?",
    "Mieze",
    "also here",
    "Miau",
  ]);
  expect(texts(room, branchOfThread(prompt), both)).toEqual(["Names for the cat", "in German?", "Mieze"]);
});

test("THREAD-4: for programs, the pages of a thread continue each other to its first message", () => {
  const room = aiRoom();
  const root = room.says(ada, "Names for the cat");
  const sent = [1, 2, 3, 4, 5].map((n) => reply(room, root, `${n}`));
  const got: Seq[] = [];
  let before: Seq | null = null;
  for (;;) {
    const page: ReturnType<typeof messagePage> = messagePage(room.store, before, 2, { thread: root });
    if ("refused" in page) throw new Error(page.message);
    got.push(...page.items.map(({ seq }) => seq));
    if (page.next === null) break;
    before = page.next;
  }
  expect(got).toEqual([...sent].reverse().concat(root));
});
