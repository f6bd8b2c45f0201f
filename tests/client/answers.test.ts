import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Room } from "../../client/sdk/index.ts";
import { PARTS_TIMEOUT } from "../../client/sdk/answers.ts";
import { makeMessageId } from "../../shared/ids.ts";
import type { RoomEvent } from "../../shared/protocol/events.ts";
import type { ServerFrame } from "../../shared/protocol/frames.ts";
import type { Answer } from "../../shared/protocol/turns.ts";
import { textHash } from "../../shared/text-hash.ts";
import { ada } from "./support/people.ts";
import { parley, turn } from "./support/receipt.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
let room: Room;
/** The seq of the answer. The room's first four events create the room and add its members. */
const M = 5;

beforeEach(async () => {
  scene = makeScene();
  room = await openAndReady(scene, ada);
});
afterEach(() => scene.end());

const tell = (...frames: ServerFrame[]) => frames.forEach((frame) => scene.server.broadcast(frame));
const events = (...all: RoomEvent[]): ServerFrame => ({ type: "events", events: all });
const part = (n: number, d: string, a = 1): ServerFrame => ({ type: "part", m: M, a, n, d });
const text = () => room.view?.messages.find(({ seq }) => seq === M)?.text;
const asked = () => scene.server.ofType("parts").map(({ attempt, from }) => [attempt, from]);

function begun(said = "", state: Partial<Answer> = {}): RoomEvent {
  const id = makeMessageId(1, (bytes) => bytes.fill(3));
  const answer: Answer = { turn, asker: ada, prompts: [4], state: "running", attempt: 1, ...state };
  const message = { id, text: said, mentions: [], version: 1, answer };
  return { type: "message.sent", seq: M, at: 0, by: parley, message };
}
function ended(said: string, more: { text?: string; attempt?: number; seq?: number } = {}): RoomEvent {
  const end = { hash: textHash(said), length: said.length, state: "completed" as const };
  return { type: "turn.ended", seq: M + 1, at: 0, by: parley, target: M, turn, attempt: 1, ...end, ...more };
}

describe("an answer that streams", () => {
  test("STREAM-2: grows by its parts, and a part that comes twice changes nothing", async () => {
    tell(events(begun()), part(0, "Hello "), part(6, "world"), part(6, "world"));
    await until(() => text() === "Hello world");
    const before = room.view;
    tell(part(0, "Hello "));
    await pass(50);
    expect(room.view).toBe(before);
  });

  test("STREAM-2: a part touches no other message, and tells of itself once", async () => {
    tell(events(begun()), part(0, "one"));
    await until(() => text() === "one");
    const members = room.view?.members;
    let told = 0;
    room.subscribe(() => (told += 1));
    tell(part(3, " two"));
    await until(() => text() === "one two");
    expect(told).toBe(1);
    expect(room.view?.members).toBe(members);
  });

  test("STREAM-6: a hole is asked for once, and nothing beyond it is shown", async () => {
    tell(events(begun()), part(0, "Hello "), part(11, "!"), part(12, "!"));
    await pass(50);
    expect(text()).toBe("Hello ");
    expect(asked()).toEqual([[1, 6]]);
    tell(part(6, "world!!"));
    await until(() => text() === "Hello world!!");
    expect(asked()).toHaveLength(1);
  });

  test("STREAM-6: another hole later is asked for anew", async () => {
    tell(events(begun()), part(3, "d"));
    await until(() => asked().length === 1);
    tell(part(0, "abcd"), part(9, "x"));
    await until(() => asked().length === 2);
    expect(asked()).toEqual([
      [1, 0],
      [1, 4],
    ]);
  });

  test("STREAM-6: what was asked for and does not come is asked for again", async () => {
    tell(events(begun()), part(3, "d"));
    await pass(PARTS_TIMEOUT + 100);
    expect(asked()).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test("STREAM-6: a second attempt begins from nothing, also where its first part was early", async () => {
    tell(events(begun()), part(0, "first try"), part(0, "second", 2));
    await until(() => text() === "first try");
    const restarted: RoomEvent = {
      type: "turn.restarted",
      seq: 6,
      at: 0,
      by: parley,
      target: M,
      turn,
      attempt: 2,
    };
    tell(events(restarted), part(9, "late", 1), part(6, " try", 2));
    await until(() => text() === "");
    await pass(50);
    expect(asked()).toEqual([[2, 0]]);
    tell(part(0, "second try", 2));
    await until(() => text() === "second try");
  });
});

describe("coming in the middle", () => {
  /** The welcome for a client that already knows the room: no snapshot, and the current text of the running answer. */
  function welcome(head: number, live: string): ServerFrame {
    if (room.view === null) throw new Error("not open");
    const { epoch } = room.view;
    const you = { user: ada, role: "owner" as const, capabilities: room.view.you.capabilities };
    const rest = { cursors: [], presence: [], reset: null, now: 0, version: 1 };
    return {
      ...{ type: "welcome", epoch, head, you, live: [{ target: M, attempt: 1, text: live }] },
      ...rest,
    };
  }

  test("STREAM-3: what has been said is there once the log is, and parts go on from it", async () => {
    tell(welcome(M, "Hello "), part(6, "world"), events(begun()));
    await until(() => text() === "Hello world");
    expect(asked()).toEqual([]);
  });

  test("STREAM-3: with nothing missed in the log, what has been said takes the place of what was", async () => {
    tell(events(begun()), part(0, "Hel"));
    await until(() => text() === "Hel");
    tell(welcome(M, "Hello wor"), part(9, "ld"));
    await until(() => text() === "Hello world");
    expect(asked()).toEqual([]);
  });
});

describe("the end of an answer", () => {
  test("STREAM-5: what is here already is asked for by nobody", async () => {
    tell(events(begun()), part(0, "all of it"), events(ended("all of it")));
    await until(() => room.view?.head === 6);
    await pass(50);
    expect(asked()).toEqual([]);
  });

  test("STREAM-5: a missing end is asked for from where the text stops, and taken in after the end", async () => {
    tell(events(begun()), part(0, "all "), events(ended("all of it")));
    await until(() => asked().length === 1);
    expect(asked()).toEqual([[1, 4]]);
    tell(part(4, "of "), part(7, "it"));
    await until(() => text() === "all of it");
  });

  test("STREAM-5: another wording is asked for from the beginning, and shown when all of it is there", async () => {
    tell(events(begun()), part(0, "all of that"), events(ended("all of it")));
    await until(() => asked().length === 1);
    expect(asked()).toEqual([[1, 0]]);
    tell(part(0, "all "));
    await pass(50);
    expect(text()).toBe("all of that");
    tell(part(4, "of it"));
    await until(() => text() === "all of it");
  });

  test("STREAM-5: a beginning that was wrong is found out when the rest is there", async () => {
    tell(events(begun()), part(0, "xxx "), events(ended("all of it")));
    await until(() => asked().length === 1);
    tell(part(4, "of it"));
    await until(() => asked().length === 2);
    expect(asked()[1]).toEqual([1, 0]);
    tell(part(0, "all of it"));
    await until(() => text() === "all of it");
  });

  test("STREAM-5: a room that has no such parts is asked for a snapshot in the end", async () => {
    tell(events(begun()), part(0, "all "), events(ended("all of it")));
    await pass(4 * PARTS_TIMEOUT);
    expect(asked()).toHaveLength(3);
    expect(scene.server.ofType("hello").at(-1)?.since).toBeNull();
  });

  test("STREAM-5: a text that comes with the end is taken as it is", async () => {
    tell(events(begun()), part(0, "al"), events(ended("all of it", { text: "all of it" })));
    await until(() => text() === "all of it");
    expect(asked()).toEqual([]);
  });

  test("MODERATION-5: what was taken back is not asked for", async () => {
    const moderation = { state: "retracted" as const, categories: ["S1"] };
    const retracted: RoomEvent = {
      ...{ type: "message.moderated", seq: 6, at: 0, by: parley, target: M, moderation, text: "" },
    };
    tell(events(begun()), part(0, "bad"), events(retracted, ended("bad", { seq: 7 })));
    await until(() => room.view?.head === 7);
    await pass(50);
    expect([text(), asked()]).toEqual(["", []]);
  });
});

describe("STEP-9: the steps of an answer", () => {
  const steps = () => room.view?.messages.find(({ seq }) => seq === M)?.answer?.steps;
  const call = { type: "tool", number: 2, tool: "echo", state: "called" } as const;
  const thought = (n: number, d: string, a = 1): ServerFrame => ({ type: "reasoning", m: M, a, s: 1, n, d });

  test("are told in the view, without what was thought, and to who listens piece by piece", async () => {
    const heard: string[] = [];
    const stop = room.onStep((frame) => heard.push(frame.type === "reasoning" ? frame.d : frame.step.type));
    tell(events(begun()), thought(0, "Hm"), thought(2, "m."), { type: "step", m: M, a: 1, step: call });
    await until(() => steps()?.length === 2);
    expect(steps()).toEqual([{ type: "reasoning", number: 1 }, call]);
    expect(JSON.stringify(room.view)).not.toContain("Hm");
    stop();
    tell(thought(4, " Well."));
    tell({ type: "step", m: M, a: 1, step: { ...call, state: "done", ok: true } });
    await until(() => JSON.stringify(steps()).includes("done"));
    expect(heard).toEqual(["Hm", "m.", "tool"]);
    scene.server.steps = [{ type: "reasoning", number: 1, text: "Hmm. Well." }];
    expect(await room.steps(M)).toEqual({ attempt: 1, steps: scene.server.steps });
  });

  test("STEP-5: a restart keeps finished steps and their text, and drops what came after", async () => {
    const restarted = (from: number): RoomEvent => ({
      ...{ type: "turn.restarted", seq: M + 1, at: 0, by: parley, target: M, turn, attempt: 2 },
      from,
    });
    tell(events(begun()), part(0, "Let me look. "), { type: "step", m: M, a: 1, step: call });
    tell(
      { type: "reasoning", m: M, a: 1, s: 3, n: 0, d: "lost" },
      part(13, "It is und"),
      events(restarted(13)),
      part(13, "Here.", 2),
    );
    await until(() => text() === "Let me look. Here.");
    expect(steps()).toEqual([call]);
    expect(asked()).toEqual([]);
  });

  test("STEP-5: a device that missed text that is kept asks for it", async () => {
    const restarted: RoomEvent = {
      ...{ type: "turn.restarted", seq: M + 1, at: 0, by: parley, target: M, turn, attempt: 2 },
      from: 13,
    };
    tell(events(begun()), events(restarted), part(13, "Here.", 2));
    await until(() => asked().length === 1);
    expect(asked()).toEqual([[2, 0]]);
    tell(part(0, "Let me look. Here.", 2));
    await until(() => text() === "Let me look. Here.");
  });
});
