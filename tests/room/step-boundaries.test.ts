import { expect, test } from "vitest";
import { textHash } from "../../shared/text-hash.ts";
import type { TurnEnded } from "../../shared/protocol/events.ts";
import { callIdOf, callsOf } from "../../server/rules/room/rows/step-row.ts";
import { ada } from "../support/people.ts";
import { aiRoom, asked, running } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import type { TestRoom } from "./test-room.ts";
import { Watcher } from "./watcher.ts";

/** What an attempt does between two boundaries. `effect`: a tool call takes effect outside of the room, and the room does not see it. */
type Act = { type: "say" | "think" | "call" | "result"; text: string } | { type: "effect" };

const ROUNDS = 40;

/** Forty rounds of five acts: two hundred boundaries, followed by the answer. */
const ACTS: Act[] = [
  ...Array.from({ length: ROUNDS }, (_, n): Act[] => [
    { type: "think", text: `thought ${n}` },
    { type: "say", text: `${n}${["a", "ß", "語", "😀"][n % 4] ?? ""} ` },
    { type: "call", text: `call ${n}` },
    { type: "effect" },
    { type: "result", text: `result ${n}` },
  ]).flat(),
  { type: "say", text: "the end" },
];
const TEXT = ACTS.flatMap((act) => (act.type === "say" ? [act.text] : [])).join("");

/** Works like an attempt: continues after the stored steps, and records the effects of its calls. */
class Worker {
  readonly effects: string[] = [];
  readonly #room: TestRoom;
  readonly #watcher: Watcher;
  readonly #isKeyed: boolean;

  constructor(room: TestRoom, watcher: Watcher, repeat: "keyed" | "never") {
    this.#room = room;
    this.#watcher = watcher;
    this.#isKeyed = repeat === "keyed";
  }

  /** Does the acts from `from` on, up to the act before which it is killed. */
  work(from: number, kill = ACTS.length): void {
    for (const act of ACTS.slice(from, kill)) this.#do(act);
  }

  /**
   * The act with which an attempt continues after these steps: after the last call. If that call has no result, its effect is repeated.
   */
  goOn(): number {
    const calls = callsOf(this.#room.store, running(this.#room));
    const last = calls.at(-1);
    if (last === undefined) return 0;
    if (last.state === "done") return 5 * calls.length;
    this.#tell([this.#room.attempts.repeat()]);
    return 5 * calls.length - 2;
  }

  #do(act: Act): void {
    const { attempts } = this.#room;
    switch (act.type) {
      case "think":
        return this.#watcher.hears([attempts.think(act.text)]);
      case "say":
        return this.#watcher.hears([attempts.say(act.text)]);
      case "call":
        return this.#tell([attempts.call(act.text)]);
      case "result":
        return this.#tell([attempts.result(act.text)]);
      case "effect": {
        const open = attempts.open(running(this.#room));
        if (open === null) throw new Error("the row was not there before the effect");
        const key = callIdOf(open);
        if (!this.#isKeyed || !this.effects.includes(key)) this.effects.push(key);
      }
    }
  }

  #tell(frames: readonly (ReturnType<TestRoom["attempts"]["call"]> | null)[]): void {
    this.#watcher.hears(frames.flatMap((frame) => frame ?? []));
  }
}

function check(room: TestRoom, watcher: Watcher, effects: string[], attempt: number): void {
  expect(watcher.text).toBe(TEXT);
  expect(new Watcher(room).view).toEqual(watcher.view);
  const ends = room.events().filter((event): event is TurnEnded => event.type === "turn.ended");
  expect(ends).toMatchObject([{ state: "completed", attempt, hash: textHash(TEXT) }]);
  const steps = ends[0]?.steps ?? [];
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, n) => n + 1));
  const calls = steps.filter(({ type }) => type === "tool");
  expect(calls).toHaveLength(ROUNDS);
  expect(calls.every((call) => call.type === "tool" && call.state === "done")).toBe(true);
  expect(new Set(effects).size).toBe(effects.length);
}

test("STEP-3, STEP-4, STEP-5: killed at each of 200 boundaries, an answer whose tools are keyed ends as the same text, and each call has one effect", () => {
  for (let kill = 0; kill <= 5 * ROUNDS; kill++) {
    const room = aiRoom();
    asked(room, "do all of it");
    const watcher = new Watcher(room);
    const worker = new Worker(room, watcher, "keyed");
    worker.work(0, kill);
    if (kill % 3 === 0) room.attempts.settle();
    room.attempts.crash();
    watcher.resume();
    expect(TEXT.startsWith(watcher.text)).toBe(true);
    expect(watcher.view).toEqual(new Watcher(room).view);
    worker.work(worker.goOn());
    watcher.hears(room.attempts.finish().effects);
    check(room, watcher, worker.effects, 2);
    expect(worker.effects).toHaveLength(ROUNDS);
  }
});

test("STEP-4, STEP-6: killed before and after each effect, a call that must not be repeated waits for a person and takes effect once at most", () => {
  const kills = Array.from({ length: 5 * ROUNDS }, (_, n) => n).filter((n) => n % 5 === 3 || n % 5 === 4);
  for (const kill of kills) {
    const room = aiRoom();
    asked(room, "do all of it");
    const watcher = new Watcher(room);
    const worker = new Worker(room, watcher, "never");
    worker.work(0, kill);
    room.attempts.crash();
    watcher.resume();
    const left = room.attempts.leave();
    watcher.hears(left === null ? [] : [left]);
    watcher.hears(room.attempts.finish(WAITING).effects);
    // The object may have restarted between the question and the decision.
    room.attempts.crash();
    const decided = room.attempts.decide(ada, "deny");
    if ("effects" in decided) watcher.hears(decided.effects);
    worker.work(worker.goOn());
    watcher.hears(room.attempts.finish().effects);
    check(room, watcher, worker.effects, 3);
    expect(worker.effects.length).toBeGreaterThanOrEqual(ROUNDS - 1);
  }
});
