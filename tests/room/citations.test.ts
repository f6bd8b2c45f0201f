import { describe, expect, test } from "vitest";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { makeId, type LibraryId } from "../../shared/ids.ts";
import type { GivenSource } from "../../shared/knowledge.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { ContextReceipt } from "../../shared/protocol/turns.ts";
import { applyEvent, viewFromSnapshot } from "../../shared/room-view.ts";
import { textHash } from "../../shared/text-hash.ts";
import { readPage } from "../../server/rules/room/history.ts";
import { arrive } from "../../server/rules/room/room.ts";
import { addLibraries, saveContextReceipt } from "../../server/rules/room/turns/attempts.ts";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { answersBuiltOn, restrictEvents, restrictPage } from "../../server/rules/room/restricted-answers.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { inboxEntries } from "../../server/rules/room/inbox-entry.ts";
import { catchUpView, testRoom, type TestRoom } from "./test-room.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const handbook: LibraryId = makeId("lib", random);

function source(n: number): GivenSource {
  const document = makeId("doc", random);
  return {
    n,
    document,
    library: handbook,
    version: 1,
    title: `Page ${n}`,
    place: { from: 0, to: 9 },
    tokens: 5,
    score: 0.7,
  };
}

function asked(sources: GivenSource[] | undefined): TestRoom {
  const room = testRoom(
    [
      [ada, "owner"],
      [grace, "member"],
      [bot, "member"],
    ],
    "session",
  );
  room.says(ada, "How long do refunds take?");
  given(room, sources);
  return room;
}

function given(room: TestRoom, sources: GivenSource[] | undefined): void {
  const [running] = room.attempts.running;
  if (running === undefined) throw new Error("nothing runs");
  const receipt: ContextReceipt = {
    turn: running.turn,
    attempt: running.attempt,
    agent: { id: bot, name: "Bot", version: 1 },
    model: "m",
    task: "general",
    routing: "",
    temperature: 0,
    messages: [],
    summary: null,
    ...(sources === undefined ? {} : { sources }),
    leftOut: [],
    tokens: 1,
    budget: 10,
  };
  saveContextReceipt(room.store, running, receipt);
}

const answerIn = (room: TestRoom) => room.fresh(ada).messages.find(({ author }) => author === bot);

describe("CITE-1: what an answer cites", () => {
  test("the passages that it names, told live, in a catch-up and in a snapshot", () => {
    const room = asked([source(1), source(2), source(3)]);
    const view = room.fresh(ada);
    const since = room.head();
    room.attempts.say("Five days [3], see [1]. `x[2]`");
    const { effects } = room.attempts.finish();
    const titles = (citations: { title: string }[] | undefined) => citations?.map(({ title }) => title);
    const live = effects.flatMap((effect) => (effect.type === "publish" ? [effect.event] : []));
    const seen = live.reduce(applyEvent, view).messages.find(({ author }) => author === bot);
    expect(titles(seen?.answer?.citations)).toEqual(["Page 1", "Page 3"]);
    expect(titles(answerIn(room)?.answer?.citations)).toEqual(["Page 1", "Page 3"]);
    const caughtUp = catchUpView(view, room.events(since)).messages.find(({ author }) => author === bot);
    expect(titles(caughtUp?.answer?.citations)).toEqual(["Page 1", "Page 3"]);
    expect(answerIn(room)?.answer?.citations?.[0]).not.toHaveProperty("tokens");
  });

  test("also of an answer that was stopped, or cut off by a crash", () => {
    const stopped = asked([source(1)]);
    stopped.attempts.say("Five days [1], and");
    const turn = stopped.attempts.running[0]?.turn;
    if (turn === undefined) throw new Error("nothing runs");
    stopped.does(ada, { type: "stop", turn });
    expect(answerIn(stopped)?.answer).toMatchObject({ state: "stopped", citations: [{ n: 1 }] });
  });

  test("CITE-6: none where none is named, and no list where nothing was searched", () => {
    const silent = asked([source(1)]);
    silent.attempts.say("I do not know.");
    silent.attempts.finish();
    expect(answerIn(silent)?.answer?.citations).toEqual([]);
    const unsearched = asked(undefined);
    unsearched.attempts.say("It is [1].");
    unsearched.attempts.finish();
    expect(answerIn(unsearched)?.answer).not.toHaveProperty("citations");
  });

  test("a later attempt cites what it was given itself", () => {
    const room = asked([source(1)]);
    room.attempts.say("Five [1]");
    room.attempts.finish({ type: "retry", reason: "provider_failed", wait: 0, usage: null });
    room.attempts.say("Five days [1].");
    room.attempts.finish();
    expect(answerIn(room)?.answer).not.toHaveProperty("citations");
  });

  test("a deleted answer cites nothing any more", () => {
    const room = asked([source(1)]);
    room.attempts.say("Five days [1].");
    room.attempts.finish();
    const target = answerIn(room)?.seq ?? 0;
    room.does(ada, { type: "delete", target });
    expect(JSON.stringify(room.hello(ada))).not.toContain("Page 1");
    expect(JSON.stringify(room.events())).not.toContain("Page 1");
  });
});

describe("CITE-7: an answer is withheld from someone who may not read what it is built on", () => {
  const SECRET = "The launch code is 1234 [1].";

  function answered(): { room: TestRoom; answer: number } {
    const room = asked([source(1)]);
    room.attempts.say(SECRET);
    room.attempts.finish();
    const answer = answerIn(room)?.seq ?? 0;
    room.says(ada, "thank you", { replyTo: answer });
    return { room, answer };
  }
  const hello = { type: "hello", version: PROTOCOL_VERSION, device: makeId("dev", random) } as const;
  const at = (room: TestRoom) => ({ now: room.clock.now, presence: [], live: room.attempts.live() });

  test("in a snapshot, in a catch-up, in a page and in quotes", () => {
    const { room, answer } = answered();
    const unreadable = [handbook];
    const first = arrive(
      room.store,
      { ...hello, since: null, epoch: null },
      { user: grace, scopes: ALL_SCOPES },
      {
        ...at(room),
        unreadable,
      },
    );
    const later = arrive(
      room.store,
      { ...hello, since: 1, epoch: "epoch-0" },
      { user: grace, scopes: ALL_SCOPES },
      {
        ...at(room),
        unreadable,
      },
    );
    const page = readPage(room.store, room.head() + 1);
    if ("refused" in first || "refused" in later || "refused" in page) throw new Error("refused");
    const restricted = answersBuiltOn(room.store, unreadable);
    for (const told of [
      first,
      later,
      restrictPage(page, restricted),
      restrictEvents(room.events(), restricted),
    ]) {
      expect(JSON.stringify(told)).not.toMatch(/1234|Page 1/);
      expect(JSON.stringify(told)).not.toContain(textHash(SECRET));
    }
    if (first.welcome.reset === null) throw new Error("no snapshot");
    const view = viewFromSnapshot(first.welcome, first.welcome.reset);
    expect(view.messages.find(({ seq }) => seq === answer)).toMatchObject({
      text: "",
      answer: { restricted: true },
    });
    // Everybody else sees the answer.
    expect(answerIn(room)?.text).toBe(SECRET);
  });

  test("while it is being given", () => {
    const room = asked([source(1)]);
    room.attempts.say("The launch");
    const told = arrive(
      room.store,
      { ...hello, since: null, epoch: null },
      { user: grace, scopes: ALL_SCOPES },
      {
        ...at(room),
        unreadable: [handbook],
      },
    );
    expect(JSON.stringify(told)).not.toContain("launch");
  });

  test("reads nothing for those who may read everything", () => {
    const { room } = answered();
    const untouched = new Proxy(room.store, {
      get: () => {
        throw new Error("it was read");
      },
    });
    expect(answersBuiltOn(untouched, []).size).toBe(0);
    expect(answersBuiltOn(room.store, [makeId("lib", random)]).size).toBe(0);
  });
});

test("CITE-7: nor in the list of rooms, as the last line", () => {
  const room = asked([source(1)]);
  room.attempts.say("The launch code is 1234 [1].");
  room.attempts.finish();
  room.does(ada, { type: "invite", person: { user: linus, name: "Linus" }, role: "member" });
  const told = new Map(inboxEntries(room.store).map(({ user, entry }) => [user, entry]));
  expect(told.get(grace)?.last?.excerpt).toContain("1234");
  expect(told.get(linus)?.last).toMatchObject({ author: bot, excerpt: "" });
});

test("CITE-7: what is built on an answer is built on its libraries too", () => {
  const room = asked([source(1)]);
  room.attempts.say("The launch code is 1234 [1].");
  room.attempts.finish();
  const first = answerIn(room)?.seq ?? 0;
  room.says(ada, "make that shorter");
  const [running] = room.attempts.running;
  if (running === undefined) throw new Error("nothing runs");
  const message = { seq: first, version: 1, author: bot, tokens: 1 };
  const receipt = { turn: running.turn, attempt: 1, messages: [message], summary: null };
  expect(saveContextReceipt(room.store, running, receipt as unknown as ContextReceipt)?.libraries).toEqual([
    handbook,
  ]);
  room.attempts.say("Code: 1234");
  room.attempts.finish();
  expect(answersBuiltOn(room.store, [handbook]).size).toBe(2);
});

test("TOOL-53: an answer stays built on the libraries behind what a call has returned", () => {
  const room = asked(undefined);
  const [running] = room.attempts.running;
  if (running === undefined) throw new Error("nothing runs");
  room.attempts.call("what was said of refunds?");
  expect(addLibraries(room.store, { ...running, attempt: 9 }, [handbook])).toBeNull();
  expect(addLibraries(room.store, running, [handbook])).toEqual([handbook]);
  room.attempts.result("Five days.");
  given(room, undefined);
  room.attempts.say("Five days.");
  room.attempts.finish();
  expect(answersBuiltOn(room.store, [handbook]).size).toBe(1);
});

test("INBOX-19: nor as what a badge counts: it counts, without a word of it", () => {
  const room = asked([source(1)]);
  room.attempts.say("The launch code is 1234 [1].");
  room.attempts.finish();
  const told = (unreadable: LibraryId[]) =>
    unreadMessagesOf(room.store, grace, { mentionsOnly: false, unreadable });
  expect(told([])?.messages.at(-1)).toMatchObject({ excerpt: "The launch code is 1234.", why: "answer" });
  expect(told([handbook])?.messages.at(-1)).toMatchObject({ excerpt: "", why: "answer" });
  expect(told([handbook])?.total).toBe(told([])?.total);
});
