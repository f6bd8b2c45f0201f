import { describe, expect, test } from "vitest";
import type { ToolPolicy } from "../../shared/tool-policy.ts";
import { mustAsk } from "../../server/rules/room/rows/tool-policy-row.ts";
import { ada, grace, linus, mallory } from "../support/people.ts";
import { aiRoom, states } from "./ai-room.ts";
import { Watcher } from "./watcher.ts";
import { waitingRoom, ask, sets } from "./waiting-call.ts";

describe("APPROVE-5: a policy says which calls wait", () => {
  test.each<[ToolPolicy | null, boolean, boolean]>([
    [null, false, false],
    [null, true, true],
    ["nobody", true, false],
    ["anyone", false, true],
    ["notAsker", false, true],
    ["once", false, true],
  ])("%s: a tool that says %s asks: %s", (policy, byItself, asks) => {
    const room = aiRoom();
    if (policy !== null) sets(room, policy);
    expect(mustAsk(room.store, "echo", byItself)).toBe(asks);
    expect(mustAsk(room.store, "other", byItself)).toBe(byItself);
  });

  test("once: after one allowed call it asks no more, until the policy is set again", () => {
    const { room, call } = waitingRoom();
    sets(room, "once");
    room.attempts.decideOn(call, ada, "deny");
    expect(mustAsk(room.store, "echo", false)).toBe(true);
    const second = ask(room, "again");
    room.attempts.decideOn(second, ada, "allow");
    expect(mustAsk(room.store, "echo", true)).toBe(false);
    sets(room, "once");
    expect(mustAsk(room.store, "echo", false)).toBe(true);
  });

  test("a call that waits already keeps waiting", () => {
    const { room } = waitingRoom();
    sets(room, "nobody");
    expect(states(room)).toEqual(["waiting"]);
    expect(room.attempts.decide(ada, "allow")).toHaveProperty("effects");
  });

  test("everyone sees it, live and later", () => {
    const room = aiRoom();
    const watcher = new Watcher(room);
    const outcome = room.does(ada, { type: "policy", tool: "echo", policy: "once", isKnown: true });
    if ("effects" in outcome) watcher.hears(outcome.effects);
    expect(watcher.view.policies).toEqual({ echo: "once" });
    expect(watcher.view.notices.at(-1)).toMatchObject({ type: "tool.policy", by: ada, policy: "once" });
    expect(watcher.view).toEqual(new Watcher(room).view);
  });
});

describe("APPROVE-6: who sets a policy", () => {
  test("who manages the room and may approve, for a tool that there is", () => {
    const room = aiRoom("group", [mallory, "admin"]);
    expect([grace, linus].map((user) => sets(room, "nobody", user))).toEqual(["forbidden", "forbidden"]);
    expect(sets(room, "nobody", mallory)).toBeNull();
    const policy = { type: "policy", tool: "echo", policy: "anyone", isKnown: true } as const;
    expect(room.refuses(ada, { ...policy, isKnown: false })).toBe("not_found");
    for (const wanted of ["nobody", "once"] as const)
      expect(room.refuses(ada, { ...policy, policy: wanted, mustAsk: true })).toBe("forbidden");
    expect(room.refuses(ada, { ...policy, policy: "notAsker", mustAsk: true })).toBeNull();
    expect(room.refuses(ada, policy, new Set(["manage"]))).toBe("forbidden");
    expect(room.refuses(ada, policy, new Set(["approve"]))).toBe("forbidden");
    expect(room.refuses(ada, policy, new Set(["approve", "manage"]))).toBeNull();
  });
});
