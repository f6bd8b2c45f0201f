import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { paths } from "../../shared/api.ts";
import type { MetricsReport } from "../../shared/desk-metrics.ts";
import type { OrganizationId, WidgetId } from "../../shared/ids.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { eventually } from "../support/eventually.ts";
import { deskOf, detailOf, roomOf, visit } from "./support/desk.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { join, knockAt } from "./support/room.ts";
import { makeWidget, widgetsPath } from "./support/widget.ts";

async function shop() {
  const { ada, grace, organization } = await team();
  const conversation = await visit(ada, organization.id);
  return { ada, grace, organization: organization.id, ...conversation };
}

const metricsOf = (
  person: Person,
  organization: OrganizationId,
  widget: WidgetId | null = null,
): Promise<MetricsReport> => person.must(person.get(paths.deskMetrics(organization, 30, widget)));

/** Ada answers and closes. */
async function served() {
  const world = await shop();
  const { ada, organization, room, at } = world;
  await at.write("Where is my order?");
  await at.ask({ type: "support.request" });
  await ada.must(ada.post(`${paths.deskConversation(organization, room)}/join`, undefined));
  const supporter = await join(roomOf(room), ada.id);
  await supporter.ask({ type: "takeover", on: true });
  await supporter.write("It left our shop this morning.");
  await supporter.ask({ type: "support.close" });
  return { ...world, supporter };
}

describe("rating", () => {
  test("SUPPORT-10, DESK-34: what a visitor says reaches the desk and the numbers, once, also after both were evicted", async () => {
    const { ada, organization, room, at } = await served();
    const rate = { type: "support.rate", step: 2, comment: "<b>slow</b>" };
    expect(await at.ask(rate)).toMatchObject({ type: "ok" });
    expect(await at.ask({ ...rate, step: 4 })).toMatchObject({ type: "ok" });
    expect(await at.ask({ ...rate, step: 1 })).toMatchObject({ type: "error", code: "conflict" });
    await evictDurableObject(roomOf(room));
    await evictDurableObject(deskOf(organization));
    await eventually(async () => {
      await runDurableObjectAlarm(roomOf(room));
      expect((await detailOf(ada, organization, room)).conversation.rating).toMatchObject({
        step: 4,
        comment: "<b>slow</b>",
        of: ada.id,
        isChanged: true,
      });
    });
    const { now, days, people } = await metricsOf(ada, organization);
    expect(now.ratings).toEqual({ count: 1, mean: 4, people: [0, 0, 0, 1, 0], ai: [0, 0, 0, 0, 0] });
    expect(now).toMatchObject({ firstAnswer: { count: 1 }, unanswered: 0, resolved: { ai: 0, person: 1 } });
    expect(days).toHaveLength(30);
    expect(people).toMatchObject([
      { user: ada.id, name: ada.name, conversations: 1, resolved: 1, handedBack: 0, ratings: 1, rating: 4 },
    ]);
  });

  test("SUPPORT-10: another visitor and a supporter cannot rate it", async () => {
    const { ada, organization, room, supporter } = await served();
    const other = await visit(ada, organization, "other@okafor.example");
    const rate = { type: "support.rate", step: 1 };
    const intruder = await knockAt(roomOf(room), other.visitor);
    intruder.say(rate);
    await eventually(() => expect(intruder.closed).not.toBeNull());
    expect(await supporter.ask(rate)).toMatchObject({ type: "error", code: "forbidden" });
    expect((await detailOf(ada, organization, room)).conversation.rating).toBeNull();
  });

  test("DESK-15: what a visitor gets of a rating has nothing of the desk", async () => {
    const { at } = await served();
    const before = at.raw.length;
    await at.ask({ type: "support.rate", step: 5 });
    await at.settled();
    for (const raw of at.raw.slice(before))
      expect(raw).not.toMatch(/assignee|priority|waited|resolved|handedBack/);
  });
});

describe("metrics", () => {
  test("DESK-37: they are for everybody with the desk, and for nobody else", async () => {
    const { ada, grace, organization } = await shop();
    const mallory = await signUp("mallory");
    const path = paths.deskMetrics(organization, 30, null);
    expect([(await ada.get(path)).status, (await grace.get(path)).status]).toEqual([200, 200]);
    expect((await mallory.get(path)).status).toBe(404);
    for (const days of ["0", "31", "x", "-7"])
      expect((await ada.get(path.replace("days=30", `days=${days}`))).status).toBe(400);
  });

  test("DESK-30: numbers of one widget are its own, in the time zone of its hours; an unknown one is not found", async () => {
    const { ada, organization, at } = await served();
    await at.settled();
    const [own] = await ada.must(ada.get<{ id: WidgetId }[]>(widgetsPath(organization)));
    const hours = { timeZone: "Asia/Kathmandu", week: Array.from({ length: 7 }, () => []), holidays: [] };
    const other = await makeWidget(ada, organization, { hours });
    if (own === undefined) throw new Error("no widget");
    await eventually(async () =>
      expect((await metricsOf(ada, organization, own.id)).now.resolved.person).toBe(1),
    );
    const empty = await metricsOf(ada, organization, other.id);
    expect(empty).toMatchObject({ timeZone: "Asia/Kathmandu", now: { resolved: { person: 0 } }, people: [] });
    expect((await metricsOf(ada, organization)).widgets.map(({ id }) => id)).toEqual([own.id, other.id]);
    expect((await ada.get(paths.deskMetrics(organization, 30, newId("wid")))).status).toBe(404);
    // A widget of somebody else is none.
    const mallory = await signUp("mallory");
    const elsewhere = await makeWidget(mallory, (await mallory.found("Elsewhere")).id);
    expect((await ada.get(paths.deskMetrics(organization, 30, elsewhere.id))).status).toBe(404);
  });

  test("DESK-36: a conversation that was deleted is counted no more; who has left has no name", async () => {
    const { ada, grace, organization, room, at } = await shop();
    await at.write("Where is my order?");
    await at.ask({ type: "support.request" });
    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    const supporter = await join(roomOf(room), grace.id);
    await supporter.write("On its way.");
    await eventually(async () => expect((await metricsOf(ada, organization)).now.firstAnswer.count).toBe(1));
    await grace.must(grace.delete(paths.person(organization, grace.id)));
    expect((await metricsOf(ada, organization)).people).toMatchObject([{ user: grace.id, name: null }]);
    await deskOf(organization).forget(room);
    expect(await metricsOf(ada, organization)).toMatchObject({
      now: { firstAnswer: { count: 0 } },
      people: [],
    });
  });
});
