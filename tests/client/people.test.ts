import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asOf, createPeople } from "../../client/sdk/people/index.ts";
import type { People } from "../../client/sdk/people/index.ts";
import { MAX_WATCHED, WATCH_RENEWAL } from "../../shared/limits.ts";
import { makeId } from "../../shared/ids.ts";
import type { UserId } from "../../shared/ids.ts";
import type { InboxServerFrame, PersonStatus } from "../../shared/protocol/frames.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada, grace, linus } from "./support/people.ts";
import { makeScene, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
let peers: Peer[];
let people: People;
beforeEach(() => {
  scene = makeScene();
  peers = [];
  scene.network.accept = (peer) => void peers.push(peer);
  people = createPeople(scene.client(ada).inbox());
});
afterEach(() => {
  people.close();
  scene.end();
});

const tell = (frame: InboxServerFrame): void => peers.at(-1)?.send(JSON.stringify(frame));
const said = (type: string) =>
  (peers.at(-1)?.heard ?? [])
    .filter((text) => text !== "ping")
    .map((text) => JSON.parse(text))
    .filter((frame) => frame.type === type);

async function begin(): Promise<void> {
  await until(() => said("hello").length === 1);
  tell({ type: "inbox", complete: true, rooms: [], gone: [] });
  await until(() => said("saved.list").length === 1);
  tell({ type: "saved.page", ref: said("saved.list")[0].ref, saved: [], next: null });
  await pass(10);
}

const stands = (user: UserId, at: number, state: PersonStatus["state"]): InboxServerFrame => ({
  type: "people",
  people: [{ user, at, state }],
});

describe("people", () => {
  test("CLIENT-27: names who is wanted, together, again on each socket and before the lease ends", async () => {
    people.watch([grace]);
    await begin();
    expect(said("watch").map(({ people }) => people)).toEqual([[grace]]);
    const unwatch = people.watch([linus, grace]);
    people.watch([ada]);
    await pass(200);
    expect(said("watch").at(-1).people).toEqual([grace, linus, ada]);
    unwatch();
    await pass(200);
    expect(said("watch").at(-1).people).toEqual([grace, ada]);
    const before = said("watch").length;
    for (let passed = 0; passed <= WATCH_RENEWAL; passed += 10_000) {
      tell(stands(grace, passed, "active"));
      await pass(10_000);
    }
    expect(said("watch")).toHaveLength(before + 1);
    scene.network.cut();
    await until(() => peers.length === 2);
    await begin();
    expect(said("watch").at(-1).people).toEqual([grace, ada]);
  });

  test("CLIENT-27: names no more than the inbox takes, and asks again when it was too fast", async () => {
    people.watch(Array.from({ length: 150 }, (_, n) => makeId("user", (bytes) => bytes.fill(n))));
    await begin();
    const [first] = said("watch");
    expect(first.people).toHaveLength(MAX_WATCHED);
    tell({
      type: "error",
      ref: first.ref,
      code: "rate_limited",
      message: "Too many requests. Wait a moment.",
      retryAfter: 700,
    });
    await pass(650);
    expect(said("watch")).toHaveLength(1);
    await pass(100);
    expect(said("watch")).toHaveLength(2);
  });

  test("CLIENT-27: an agent is never named, and takes no place of a person", async () => {
    const agent = makeId("agent", (bytes) => bytes.fill(1));
    const others = Array.from({ length: MAX_WATCHED }, (_, n) => makeId("user", (bytes) => bytes.fill(n)));
    people.watch([agent]);
    people.watch([agent, ...others]);
    await begin();
    expect(said("watch").map(({ people }) => people)).toEqual([others]);
  });

  test("CLIENT-28: what is older changes nothing, and what has ended is not shown", async () => {
    await begin();
    tell(stands(grace, 5, "active"));
    tell(stands(grace, 4, "offline"));
    await pass(10);
    expect(people.known.get(grace)?.state).toBe("active");
    const busy: PersonStatus = {
      user: grace,
      at: 6,
      state: "active",
      status: { text: "Lunch", until: 10 },
      quiet: {},
    };
    expect(asOf(busy, 9)).toEqual(busy);
    expect(asOf(busy, 10)).toEqual({ user: grace, at: 6, state: "active", quiet: {} });
  });

  test("CLIENT-20: activity over all rooms is said when it changes, and again on each new socket", async () => {
    await begin();
    people.setActivity("active");
    people.setActivity("idle");
    people.setActivity("idle");
    await pass(10);
    expect(said("here").map(({ state }) => state)).toEqual(["active", "idle"]);
    scene.network.cut();
    await until(() => peers.length === 2);
    await begin();
    expect(said("here").map(({ state }) => state)).toEqual(["idle"]);
  });

  test("a status resolves when it is taken, and rejects when it is not or nobody answers", async () => {
    await expect(people.setStatus({ status: null })).rejects.toMatchObject({ code: "unavailable" });
    await begin();
    const taken = people.setStatus({ status: { text: "Lunch", emoji: "🥗" } });
    await pass(10);
    expect(said("status")[0]).toMatchObject({ status: { text: "Lunch", emoji: "🥗" } });
    tell({ type: "ok", ref: said("status")[0].ref });
    await expect(taken).resolves.toBeUndefined();
    const lost = expect(people.setStatus({ quiet: null })).rejects.toMatchObject({ code: "unavailable" });
    scene.network.cut();
    await pass(10);
    await lost;
  });
});
