import { describe, expect, test } from "vitest";
import { MAX_FORKS, MAX_FORKS_OF_PROMPT } from "../../shared/limits.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import { applyEvent, applyWelcome } from "../../shared/room-view.ts";
import { needsUnloaded } from "../../shared/room-view/branches.ts";
import type { SendCommand } from "../../server/rules/room/commands/command.ts";
import { messagePage, readMessage, readPage } from "../../server/rules/room/history.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { messagesSince } from "../../server/rules/room/messages-since.ts";
import { ownMessages } from "../../server/rules/room/own-messages.ts";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { ada, bot, grace, helper, linus, newMessageId } from "../support/people.ts";
import { aiRoom, running } from "./ai-room.ts";
import { catchUpView, type TestRoom, viewFromArrival } from "./test-room.ts";

const session = (): TestRoom => aiRoom("session");

/** Sends a prompt and lets it be answered with `to: <text>`. */
function says(room: TestRoom, text: string, more: Partial<SendCommand> = {}, by = ada): Seq {
  const outcome = room.does(by, { type: "send", id: newMessageId(), text, ...more });
  if ("refused" in outcome || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
  answer(room, `to: ${text}`);
  return outcome.seq;
}
function answer(room: TestRoom, text: string): void {
  if (room.attempts.running.length === 0) return;
  room.attempts.say(text);
  room.attempts.finish();
}
const fork = (room: TestRoom, forkOf: Seq, text: string, by = ada): Seq => says(room, text, { forkOf }, by);
const refuses = (room: TestRoom, forkOf: Seq, by = ada, more: Partial<SendCommand> = {}): ErrorCode | null =>
  room.refuses(by, { type: "send", id: newMessageId(), text: "another", forkOf, ...more });
const shown = (room: TestRoom, by = linus): string[] => room.fresh(by).messages.map(({ text }) => text);
function through(room: TestRoom, seq: Seq): string[] {
  const page = readPage(room.store, room.head() + 1, 50, { through: seq });
  return "refused" in page ? [page.refused] : page.messages.map(({ text }) => text);
}
const show = (room: TestRoom, branch: Seq, by = grace) => room.refuses(by, { type: "show", branch });

describe("a fork", () => {
  test("FORK-1: is a message of its own with an answer; what it replaces stays as it was, in its branch", () => {
    const room = session();
    says(room, "hello");
    const first = says(room, "a name for a cat?");
    says(room, "shorter");
    const before = room.fresh(ada).messages;
    const second = fork(room, first, "a name for a dog?");
    expect(shown(room)).toEqual(["hello", "to: hello", "a name for a dog?", "to: a name for a dog?"]);
    const prompt = room.fresh(linus).messages[2];
    expect(prompt).toMatchObject({ seq: second, branch: second, forks: [first, second], version: 1 });
    expect(room.fresh(linus).messages[3]).toMatchObject({ branch: second, answer: { prompts: [second] } });
    expect(through(room, first)).toEqual(before.map(({ text }) => text));
    expect(readMessage(room.store, first)).toEqual({ ...before[2], forks: [first, second] });
  });

  test("FORK-1: of a fork is one more version of the same prompt; of a later prompt it begins within the branch", () => {
    const room = session();
    const first = says(room, "one");
    const second = fork(room, first, "two");
    const third = fork(room, second, "three");
    expect(room.fresh(ada).messages[0]?.forks).toEqual([first, second, third]);
    const later = says(room, "later");
    const other = fork(room, later, "other");
    expect(shown(room)).toEqual(["three", "to: three", "other", "to: other"]);
    expect(room.fresh(ada).messages[2]?.forks).toEqual([later, other]);
  });

  test("FORK-1, SEND-2, SEND-3: sent again it is the same; the same id for another prompt or as no fork is a conflict", () => {
    const room = session();
    const [first, other] = [says(room, "one"), says(room, "two")];
    const command = { type: "send", id: newMessageId(), text: "uno", forkOf: first } as const;
    const outcome = room.does(ada, command);
    const head = room.head();
    expect(room.does(ada, command)).toEqual({ seq: "seq" in outcome ? outcome.seq : null, effects: [] });
    expect(room.refuses(ada, { ...command, forkOf: other })).toBe("conflict");
    const { forkOf: _, ...plain } = command;
    expect(room.refuses(ada, plain)).toBe("conflict");
    expect(room.head()).toBe(head);
  });

  test("FORK-2: needs an answered prompt of one's own, in a session", () => {
    const room = session();
    const mine = says(room, "mine");
    const hers = says(room, "hers", {}, grace);
    const unanswered = says(room, "not for you", { ai: "never" });
    const gone = says(room, "gone");
    room.does(ada, { type: "delete", target: gone });
    const hidden = says(room, "hidden");
    const retracted: Moderation = { state: "retracted", categories: [] };
    room.store.transaction(() => moderateMessage(room.store, hidden, retracted, { user: ada, now: 1 }));
    const head = room.head();
    expect(refuses(room, hers)).toBe("not_found");
    expect(refuses(room, mine, grace)).toBe("not_found");
    expect(refuses(room, mine, linus)).toBe("forbidden");
    expect(refuses(room, mine + 2)).toBe("not_found");
    expect(refuses(room, 1.5)).toBe("not_found");
    expect(refuses(room, unanswered)).toBe("conflict");
    expect(refuses(room, gone)).toBe("conflict");
    expect(refuses(room, hidden)).toBe("conflict");
    expect(refuses(room, mine, ada, { text: "" })).toBe("bad_type");
    expect(refuses(room, mine, ada, { text: "x".repeat(16_001) })).toBe("too_large");
    expect(room.head()).toBe(head);
    expect(show(room, 0)).toBeNull();
    expect(room.head()).toBe(head);
    for (const kind of ["group", "direct", "support"] as const) {
      const other = aiRoom(kind);
      const prompt = says(other, "hello", { mentions: [bot] });
      expect([kind, refuses(other, prompt)]).toEqual([kind, "forbidden"]);
    }
  });

  test("FORK-2: has its bounds, for a prompt and for a room", () => {
    const room = session();
    const prompt = says(room, "one");
    for (let n = 2; n <= MAX_FORKS_OF_PROMPT; n++) fork(room, prompt, `version ${n}`);
    expect(refuses(room, prompt)).toBe("too_many");
    const other = says(room, "two");
    room.store.run("UPDATE room SET branches = ?", MAX_FORKS);
    expect(refuses(room, other)).toBe("too_many");
    room.store.run("UPDATE room SET branches = ?", MAX_FORKS - 1);
    expect(refuses(room, other)).toBeNull();
  });
});

describe("the branch that a room shows", () => {
  test("FORK-3: is chosen for everyone by who may write, and has the new messages", () => {
    const room = session();
    const first = says(room, "one");
    const second = fork(room, first, "two");
    expect(show(room, 0, linus)).toBe("forbidden");
    expect(show(room, 99)).toBe("not_found");
    expect(show(room, 0.5)).toBe("not_found");
    expect(show(room, 0)).toBeNull();
    expect(room.events().at(-1)).toMatchObject({ type: "branch.shown", by: grace, target: first, branch: 0 });
    const head = room.head();
    expect(show(room, 0)).toBeNull();
    expect(room.head()).toBe(head);
    says(room, "more", {}, grace);
    expect(shown(room)).toEqual(["one", "to: one", "more", "to: more"]);
    expect(room.fresh(grace).branch).toBeUndefined();
    expect(show(room, second)).toBeNull();
    expect(room.events().at(-1)).toMatchObject({ target: second, branch: second });
    expect(shown(room)).toEqual(["two", "to: two"]);
  });

  test("FORK-3: an answer that runs goes on and ends in its branch", () => {
    const room = session();
    const prompt = says(room, "one");
    room.says(ada, "slow");
    room.attempts.say("half");
    room.says(grace, "waits");
    room.does(ada, { type: "send", id: newMessageId(), text: "uno", forkOf: prompt });
    expect(room.fresh(grace).queue).toHaveLength(2);
    room.attempts.say(" done");
    room.attempts.finish();
    answer(room, "to: waits");
    answer(room, "to: uno");
    expect(shown(room)).toEqual(["uno", "to: uno"]);
    expect(through(room, prompt)).toEqual(["one", "to: one", "slow", "half done", "waits", "to: waits"]);
  });

  test("FORK-3: prompts of two branches are not answered together", () => {
    const room = session();
    const prompt = says(room, "one");
    room.says(ada, "slow");
    room.says(ada, "waits");
    room.does(ada, { type: "send", id: newMessageId(), text: "uno", forkOf: prompt });
    const [turn, into] = room.fresh(ada).queue.map((queued) => queued.turn);
    if (turn === undefined || into === undefined) throw new Error("two prompts wait");
    expect(room.refuses(ada, { type: "merge", turn, into })).toBe("conflict");
    expect(room.refuses(ada, { type: "merge", turn: into, into: running(room) })).toBe("conflict");
  });

  test.each(["steer", "merge"] as const)(
    "FORK-3, STEER-1: a fork waits, also where prompts %s: what runs or waits in another branch is not its own",
    (promptPolicy) => {
      const room = session();
      const prompt = says(room, "one");
      room.says(ada, "slow");
      room.says(ada, "waits");
      room.does(ada, { type: "send", id: newMessageId(), text: "uno", forkOf: prompt, promptPolicy });
      expect(room.fresh(ada).queue.map(({ prompts }) => prompts.length)).toEqual([1, 1]);
      expect(room.events().filter(({ type }) => type === "turn.steered" || type === "turn.merged")).toEqual(
        [],
      );
    },
  );

  test("FORK-3: a deleted version stays in its place and can be shown", () => {
    const room = session();
    const first = says(room, "one");
    const second = fork(room, first, "two");
    room.does(ada, { type: "delete", target: second });
    expect(room.fresh(linus).messages[0]).toMatchObject({ text: "", forks: [first, second] });
    show(room, 0);
    room.does(ada, { type: "delete", target: first });
    expect(show(room, second)).toBeNull();
    expect(room.fresh(linus).messages[0]?.seq).toBe(second);
  });

  test("FORK-3, TURN-8: asking again answers in the branch of the prompt, whatever is shown", () => {
    const room = session();
    const first = says(room, "one");
    fork(room, first, "two");
    room.does(ada, { type: "ask", target: first, agent: bot });
    answer(room, "again");
    expect(shown(room)).toEqual(["two", "to: two"]);
    expect(through(room, first)).toEqual(["one", "to: one", "again"]);
  });
});

describe("another answer to what two branches have in common", () => {
  test("FORK-3, TURN-8: stands in the place of the first one in both, also in branches that begin later", () => {
    const room = session();
    const common = says(room, "common");
    const first = says(room, "one");
    fork(room, first, "two");
    const live = room.fresh(grace);
    room.does(ada, { type: "ask", target: common, agent: bot });
    answer(room, "again");
    const whole = ["common", "to: common", "two", "to: two", "again"];
    expect(shown(room)).toEqual(whole);
    const siblings = [common + 2, room.head() - 1];
    expect(room.fresh(ada).messages.flatMap(({ answer: of }) => of?.siblings ?? [])).toEqual([
      ...siblings,
      ...siblings,
    ]);
    expect(catchUpView(live, room.events(live.head)).messages).toEqual(room.fresh(grace).messages);
    expect(through(room, first)).toEqual(["common", "to: common", "one", "to: one", "again"]);
    fork(room, first, "three");
    expect(shown(room)).toEqual(["common", "to: common", "again", "three", "to: three"]);
    const end = { through: first };
    const page = readPage(room.store, room.head() + 1, 2, end);
    expect("messages" in page && page.messages.map(({ text }) => text)).toEqual(["to: one", "again"]);
    const older = readPage(room.store, ("messages" in page && page.messages[0]?.seq) || 0, 50, end);
    expect("messages" in older && older.messages.map(({ text }) => text)).toEqual([
      "common",
      "to: common",
      "one",
    ]);
  });

  test("FORK-9: a device that has not loaded the place of the answer starts over, unless it cannot be on the way", () => {
    const room = session();
    const common = says(room, "common");
    for (let n = 0; n < 40; n++) says(room, `message ${n}`);
    const last = says(room, "last");
    fork(room, last, "other");
    const live = room.fresh(grace);
    expect(live.more).toBe(true);
    const begun = (target: Seq) => {
      room.does(ada, { type: "ask", target, agent: bot });
      const [event] = room.events(room.head() - 1);
      answer(room, "again");
      if (event?.type !== "message.sent") throw new Error("no answer has begun");
      return event;
    };
    expect(needsUnloaded(live, begun(last))).toBe(false);
    expect(needsUnloaded(live, begun(common))).toBe(true);
  });
});

describe("looking at another branch", () => {
  test("FORK-4: is returned through a message of it, and changes nothing", () => {
    const room = session();
    const first = says(room, "one");
    says(room, "more");
    const second = fork(room, first, "two");
    const later = says(room, "later");
    fork(room, later, "other");
    const head = room.head();
    expect(through(room, first)).toEqual(["one", "to: one", "more", "to: more"]);
    expect(through(room, second)).toEqual(["two", "to: two", "other", "to: other"]);
    expect(through(room, later)).toEqual(["two", "to: two", "later", "to: later"]);
    expect(room.head()).toBe(head);
    expect(shown(room)).toEqual(["two", "to: two", "other", "to: other"]);
  });

  test("FORK-4: a version is found with the branch that was last shown with it", () => {
    const room = session();
    const first = says(room, "one");
    const second = fork(room, first, "two");
    const later = says(room, "later");
    const other = fork(room, later, "other");
    show(room, 0);
    expect(through(room, second)).toEqual(["two", "to: two", "other", "to: other"]);
    show(room, second);
    expect(shown(room)).toEqual(["two", "to: two", "later", "to: later"]);
    show(room, 0);
    expect(through(room, second)).toEqual(["two", "to: two", "later", "to: later"]);
    expect(through(room, other)).toEqual(["two", "to: two", "other", "to: other"]);
  });

  test("FORK-4: pages of a branch continue each other; an unknown branch or message is not found", () => {
    const room = session();
    for (let n = 1; n <= 40; n++) says(room, `before ${n}`);
    const prompt = says(room, "one");
    for (let n = 1; n <= 40; n++) says(room, `first ${n}`);
    fork(room, prompt, "two");
    for (let n = 1; n <= 40; n++) says(room, `second ${n}`);
    const whole: string[] = [];
    for (let before = room.head() + 1, more = true; more;) {
      const page = readPage(room.store, before, 30, { branch: 0 });
      if ("refused" in page) throw new Error(page.message);
      whole.unshift(...page.messages.filter(({ author }) => author === ada).map(({ text }) => text));
      before = Math.min(before - 1, page.messages[0]?.seq ?? 0, page.notices[0]?.seq ?? Infinity);
      ({ more } = page);
    }
    const numbered = (name: string) => Array.from({ length: 40 }, (_, n) => `${name} ${n + 1}`);
    expect(whole).toEqual([...numbered("before"), "one", ...numbered("first")]);
    const answerTo = (asked: { branch?: Seq; through?: Seq }) => readPage(room.store, 10, 5, asked);
    expect(answerTo({ branch: 7 })).toMatchObject({ refused: "not_found" });
    expect(answerTo({ branch: Number.NaN })).toMatchObject({ refused: "not_found" });
    expect(answerTo({ through: 99_999 })).toMatchObject({ refused: "not_found" });
    expect(answerTo({ through: 0.5 })).toMatchObject({ refused: "not_found" });
    expect(answerTo({ branch: 0, through: prompt })).toMatchObject({ refused: "bad_type" });
    const list = messagePage(room.store, null, 200, { through: prompt });
    expect("items" in list && list.items.length).toBe(162);
  });
});

describe("what a device is sent", () => {
  test("FORK-9, RESUME-2: a fork of a loaded prompt is an event; for who lacks messages, or comes back, it is a snapshot", () => {
    const room = session();
    const first = says(room, "one");
    const away = room.fresh(grace);
    let live = away;
    const told = (outcome: ReturnType<TestRoom["does"]>) =>
      "effects" in outcome
        ? outcome.effects.flatMap((effect) => (effect.type === "publish" ? effect.event : []))
        : [];
    for (const event of told(
      room.does(ada, { type: "send", id: newMessageId(), text: "two", forkOf: first }),
    )) {
      expect(needsUnloaded(live, event)).toBe(false);
      live = applyEvent(live, event);
    }
    expect(live.messages).toEqual(room.fresh(grace).messages);
    const [event] = told(room.does(grace, { type: "show", branch: 0 }));
    if (event === undefined) throw new Error("nothing was told");
    expect(needsUnloaded(live, event)).toBe(true);
    expect(applyEvent(live, event)).toBe(live);
    const { welcome, events } = room.hello(grace, away.head, away.epoch);
    expect(events).toEqual([]);
    expect(applyWelcome(away, welcome)).toEqual(room.fresh(grace));
  });

  test("FORK-9: who comes back to the branch that was shown before gets the events, without what is said in others", () => {
    const room = session();
    const first = says(room, "one");
    room.says(ada, "slow");
    room.does(ada, { type: "send", id: newMessageId(), text: "two", forkOf: first });
    const away = room.fresh(grace);
    answer(room, "to: slow");
    answer(room, "to: two");
    room.says(grace, "more");
    const { welcome, events } = room.hello(grace, away.head, away.epoch);
    expect(welcome.reset).toBeNull();
    const back = catchUpView(applyWelcome(away, welcome) ?? away, events);
    expect(back.messages).toEqual(viewFromArrival(room.hello(grace)).messages);
    expect(back.messages.map(({ text }) => text)).not.toContain("to: slow");
  });
});

test("FORK-8: each message counts as unread once, wherever it stands, and reading what is shown reads them all", () => {
  const room = session();
  const first = says(room, "one");
  room.does(grace, { type: "read", seq: room.head() });
  says(room, "more");
  fork(room, first, "two");
  show(room, 0, ada);
  const entry = () => inboxEntryOf(room.store, grace);
  expect(entry()?.unread).toBe(4);
  const unread = unreadMessagesOf(room.store, grace, { mentionsOnly: false, unreadable: [] });
  expect(unread?.messages.map(({ excerpt }) => excerpt)).toEqual(["more", "to: more", "two", "to: two"]);
  expect(entry()?.last?.excerpt).toBe("to: more");
  room.does(grace, { type: "read", seq: room.head() });
  expect(entry()?.unread).toBe(0);
});

test("FORK-8: the export of an account has the messages of all branches, a summary for a person those that are shown", () => {
  const room = session();
  const first = says(room, "one");
  fork(room, first, "two");
  expect(ownMessages(room.store, ada, 0, 50).map(({ text }) => text)).toEqual(["one", "two"]);
  expect(messagesSince(room.store, 0, []).messages.map(({ text }) => text)).toEqual(["two", "to: two"]);
});

test("FORK-1: another agent is asked if the fork names it", () => {
  const room = aiRoom("session", [helper, "member"]);
  const first = says(room, "one");
  const second = fork(room, first, "@Helper two");
  expect(room.fresh(ada).messages.find(({ answer: turn }) => turn?.prompts[0] === second)?.author).toBe(
    helper,
  );
});
