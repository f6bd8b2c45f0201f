import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type UsageReport } from "../../shared/api.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { signUp, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

const settled = (user: UserId, room: RoomId, cost: number) => ({
  turn: newId("turn"),
  room,
  agent: newId("agent"),
  user,
  usage: { model: "small", tokensIn: 10, tokensOut: 5, cost },
  at: Date.now(),
});

describe("usage", () => {
  it("METER-4: owners and admins read it with names; who and what is gone has none", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] });
    const gone = newId("room");
    const meter = env.METER.getByName(organization.id);
    await meter.setBudget({ day: 1_000, month: null });
    await meter.settle(settled(ada.id, room, 7));
    await meter.settle(settled(grace.id, gone, 30));
    await ada.delete(paths.person(organization.id, grace.id));

    const report = await linus.must(linus.get<UsageReport>(paths.usage(organization.id, 7)));
    expect(report).toMatchObject({
      day: { limit: 1_000, spent: 37 },
      month: { limit: null, spent: 37 },
      people: [
        { user: grace.id, name: null, turns: 1, tokensIn: 10, tokensOut: 5, cost: 30 },
        { user: ada.id, name: "ada", cost: 7 },
      ],
      rooms: [
        { room: gone, name: null, cost: 30 },
        { room, name: "garden", cost: 7 },
      ],
      models: [{ model: "small", turns: 2, cost: 37 }],
    });
    expect(report.days).toHaveLength(7);
    expect(report.days.at(-1)).toMatchObject({ turns: 2, cost: 37 });
    expect(await ada.must(ada.get<UsageReport>(paths.usage(organization.id, 7)))).toEqual(report);
  });

  it("METER-4: members do not read it, and for others there is nothing", async () => {
    const [{ grace, organization }, mallory] = await Promise.all([team(), signUp("mallory")]);
    expect(codeOf(await grace.get(paths.usage(organization.id, 7)))).toBe("forbidden");
    expect(codeOf(await mallory.get(paths.usage(organization.id, 7)))).toBe("not_found");
  });

  it("METER-4: 30 days unless told otherwise, and no more than 366", async () => {
    const { ada, organization } = await team();
    const path = paths.usage(organization.id, 1).split("?")[0] ?? "";
    expect((await ada.must(ada.get<UsageReport>(path))).days).toHaveLength(30);
    expect((await ada.must(ada.get<UsageReport>(`${path}?days=366`))).days).toHaveLength(366);
    for (const days of ["0", "367", "-1", "1.5", "1e2", "ten", "", "٣"])
      expect(codeOf(await ada.get(`${path}?days=${encodeURIComponent(days)}`)), days).toBe("bad_type");
  });
});
