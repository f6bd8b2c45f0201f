import { describe, expect, test } from "vitest";
import { MAX_ATTACHMENTS } from "../../shared/limits.ts";
import type { AttachmentId } from "../../shared/ids.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { findDownload } from "../../server/rules/room/attachments.ts";
import { branchOf } from "../../server/rules/room/branches.ts";
import {
  contextBefore,
  librariesUpTo,
  saveSummary,
  summaryBefore,
} from "../../server/rules/room/context-source.ts";
import { messagesSince } from "../../server/rules/room/messages-since.ts";
import { dueOrphans } from "../../server/rules/room/orphan-objects.ts";
import { searchHits } from "../../server/rules/room/search-hits.ts";
import { findFollowed } from "../../server/rules/room/turns/follow-ups.ts";
import { branchFor } from "../../server/rules/room/turns/branch-for.ts";
import { findTurnOfAnswer } from "../../server/rules/room/rows/turn-row.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { roomMigrations } from "../../server/rules/room/migrations.ts";
import { openFixture } from "../support/databases/fixtures.ts";
import { uploaded } from "../support/attachments.ts";
import { ada, grace, linus, newMessageId } from "../support/people.ts";
import { aiRoom, running } from "./ai-room.ts";
import type { TestRoom } from "./test-room.ts";

interface Written {
  forkOf?: Seq;
  attachments?: AttachmentId[];
}

function asks(room: TestRoom, text: string, more: Written = {}): Seq {
  const outcome = room.does(ada, { type: "send", id: newMessageId(), text, ...more });
  if ("refused" in outcome || outcome.seq === undefined) throw new Error(JSON.stringify(outcome));
  return outcome.seq;
}
function says(room: TestRoom, text: string, more: Written = {}): Seq {
  const seq = asks(room, text, more);
  room.attempts.say(`to: ${text}`);
  room.attempts.finish();
  return seq;
}

/** A session whose first prompt has two versions, each with an answer and a further prompt. */
function forked(): { room: TestRoom; first: Seq; second: Seq } {
  const room = aiRoom("session");
  says(room, "hello");
  const first = says(room, "one");
  says(room, "after one");
  const second = says(room, "two", { forkOf: first });
  says(room, "after two");
  return { room, first, second };
}

describe("what a model is given", () => {
  const given = (room: TestRoom, branch?: Seq) =>
    contextBefore(room.store, room.head() + 1, 50, branch)
      .map(({ text }) => text)
      .reverse();

  test("FORK-5, CONTEXT-1: the messages of the branch in which it is asked, also if the room shows another one meanwhile", () => {
    const { room, second } = forked();
    asks(room, "go on");
    room.attempts.say("half");
    room.does(grace, { type: "show", branch: 0 });
    const branch = branchFor(room.store, running(room));
    expect(branch).toBe(second);
    const before = ["hello", "to: hello", "two", "to: two", "after two", "to: after two", "go on"];
    expect(given(room, branch)).toEqual(before);
    expect(given(room)).toEqual(["hello", "to: hello", "one", "to: one", "after one", "to: after one"]);
    const since = messagesSince(room.store, 0, [], branch).messages;
    expect(since.map(({ text }) => text)).toEqual(before);
  });

  test("FORK-5, CONTEXT-3: a summary counts for the branches that have the message up to which it goes", () => {
    const { room, first, second } = forked();
    const end = room.head() + 1;
    const third = says(room, "three", { forkOf: first });
    const [before, afterOne, two] = [first - 1, first + 1, second + 2];
    saveSummary(room.store, { upTo: before, text: "of the beginning" }, second);
    saveSummary(room.store, { upTo: afterOne, text: "of one" }, 0);
    saveSummary(room.store, { upTo: two, text: "of two" }, second);
    expect(summaryBefore(room.store, end, 0)?.text).toBe("of one");
    expect(summaryBefore(room.store, end, second)?.text).toBe("of two");
    expect(summaryBefore(room.store, room.head() + 1, third)?.text).toBe("of the beginning");
    expect(summaryBefore(room.store, second + 1, second)?.text).toBe("of the beginning");
  });

  test("FORK-5, CITE-3: an answer of another branch does not restrict what a summary covers", () => {
    const { room, first, second } = forked();
    const answer = room
      .events()
      .find((event) => event.type === "message.sent" && event.message.answer?.prompts[0] === first);
    room.store.run("UPDATE turns SET libraries = ? WHERE answer = ?", '["lib_secret"]', answer?.seq ?? 0);
    expect(librariesUpTo(room.store, first + 4, 0)).toEqual(["lib_secret"]);
    expect(librariesUpTo(room.store, second + 4, second)).toEqual([]);
  });

  test("FORK-5, FORK-8: people find messages of all branches, with what stands beside them there; tools those of one", () => {
    const { room, first, second } = forked();
    const hits = [first, second].map((seq) => ({ seq, version: 1 }));
    const all = searchHits(room.store, grace, hits, []);
    expect(all?.map(({ text, before, after }) => [before?.excerpt, text, after?.excerpt])).toEqual([
      ["to: hello", "one", "to: one"],
      ["to: hello", "two", "to: two"],
    ]);
    const found = (branch: Seq) => searchHits(room.store, grace, hits, [], branch)?.map(({ text }) => text);
    expect(found(0)).toEqual(["one"]);
    expect(found(second)).toEqual(["two"]);
  });

  test("FORK-5, FOLLOW-2: questions follow the end of a branch, whatever is written in others", () => {
    const { room } = forked();
    const followed = (seq: Seq) => {
      const turn = findTurnOfAnswer(room.store, seq);
      return turn === null ? null : findFollowed(room.store, turn.id);
    };
    const answers = room
      .events()
      .flatMap((event) =>
        event.type === "message.sent" && event.message.answer !== undefined ? [event.seq] : [],
      );
    const texts = answers.map((seq) => followed(seq)?.answer ?? null);
    expect(texts).toEqual([null, null, "to: after one", null, "to: after two"]);
  });
});

describe("files of a fork", () => {
  const objectsDue = (room: TestRoom) => dueOrphans(room.store, room.clock.now + 100_000);
  const readable = (room: TestRoom, id: AttachmentId) =>
    findDownload(room.store, id, { user: linus, scopes: ALL_SCOPES })?.name ?? null;
  const upload = (room: TestRoom, name: string) => uploaded(room.store, ada, room.clock.now, { name });

  test("FORK-7: are those of the version that was changed, and its own; the bytes go with the last version", () => {
    const room = aiRoom("session");
    const plan = upload(room, "plan.pdf");
    const first = says(room, "read this", { attachments: [plan.id] });
    const more = upload(room, "more.pdf");
    const second = says(room, "read both", { forkOf: first, attachments: [more.id] });
    const [copied, own] = room.fresh(ada).messages[0]?.attachments ?? [];
    expect([copied?.name, own]).toEqual(["plan.pdf", more]);
    expect(copied?.id).not.toBe(plan.id);
    const ids = [plan.id, copied?.id ?? plan.id, more.id];
    expect(ids.map((id) => readable(room, id))).toEqual(["plan.pdf", "plan.pdf", "more.pdf"]);

    room.does(ada, { type: "delete", target: first });
    expect(ids.map((id) => readable(room, id))).toEqual([null, "plan.pdf", "more.pdf"]);
    expect(objectsDue(room)).toEqual([]);
    room.does(ada, { type: "delete", target: second });
    expect(objectsDue(room).sort()).toEqual([`object of ${more.id}`, `object of ${plan.id}`].sort());
  });

  test("FORK-7, SEND-2: a fork of a prompt with files may have no text, and sent again it is the same", () => {
    const room = aiRoom("session");
    const first = says(room, "read this", { attachments: [upload(room, "plan.pdf").id] });
    const own = upload(room, "own.pdf");
    const command = {
      type: "send",
      id: newMessageId(),
      text: "",
      forkOf: first,
      attachments: [own.id],
    } as const;
    const send = () => room.does(ada, { ...command, attachments: [own.id] });
    const outcome = send();
    expect(send()).toEqual({ seq: "seq" in outcome ? outcome.seq : null, effects: [] });
    expect(room.refuses(ada, { ...command, attachments: [] })).toBe("conflict");
  });

  test("FORK-2: a fork has at most as many files as any message", () => {
    const room = aiRoom("session");
    const ten = Array.from({ length: MAX_ATTACHMENTS }, (_, n) => upload(room, `${n}.pdf`).id);
    const first = says(room, "read these", { attachments: ten });
    const one = upload(room, "one more.pdf");
    const command = { type: "send", id: newMessageId(), text: "and this", forkOf: first } as const;
    expect(room.refuses(ada, { ...command, attachments: [one.id] })).toBe("too_many");
    expect(branchOf(room.store, room.head())).toBe(0);
    expect(room.refuses(ada, command)).toBeNull();
  });
});

test("FORK-3, TURN-8: a database of before forks has one branch, and its further answers have the place of the first one", () => {
  const store = openFixture("room-026-steering.sql");
  migrate(store, roomMigrations);
  const placed = store.all<{ place: Seq; anchor: Seq }>(
    "SELECT m.place, t.anchor FROM messages m JOIN turns t ON t.answer = m.seq WHERE m.place IS NOT NULL OR t.anchor < t.answer",
  );
  expect(placed.length).toBeGreaterThan(0);
  for (const { place, anchor } of placed) expect(place).toBe(anchor);
  expect(store.all("SELECT seq FROM messages WHERE branch <> 0 OR forked IS NOT NULL")).toEqual([]);
});
