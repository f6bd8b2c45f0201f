import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { paths } from "../../shared/api.ts";
import type { CannedAnswer, CannedList } from "../../shared/canned.ts";
import type { Widget } from "../../shared/widget.ts";
import { noteVisitedPage } from "../../server/directory/visitors.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { env } from "cloudflare:workers";
import { eventually } from "../support/eventually.ts";
import { deskOf, detailOf, roomOf, visit } from "./support/desk.ts";
import { signUp, team } from "./support/person.ts";
import { join } from "./support/room.ts";

async function shop() {
  const { ada, grace, organization } = await team();
  const conversation = await visit(ada, organization.id);
  return { ada, grace, organization: organization.id, ...conversation };
}

describe("promised answers", () => {
  test("DESK-23, DESK-25: a widget's promise holds for who waits already, is told with the conversation, and what is late is recorded", async () => {
    const { ada, grace, organization, room, at } = await shop();
    const [widget] = await ada.must(ada.get<Widget[]>(`/api/organizations/${organization}/widgets`));
    expect(widget?.promise).toEqual({ first: null, next: null });
    await at.ask({ type: "support.request" });
    const of = async () => (await detailOf(grace, organization, room)).conversation;
    await eventually(async () => expect((await of()).state).toBe("waiting"));
    expect((await of()).dueAt).toBeNull();
    const path = `/api/organizations/${organization}/widgets/${widget?.id}`;
    const promise = { first: 10, next: 5 };
    await ada.must(ada.send("PATCH", path, { revision: widget?.revision, promise }));
    await eventually(async () => {
      const { dueAt, dueSince } = await of();
      expect((dueAt ?? 0) - (dueSince ?? 0)).toBe(10 * 60_000);
    });
    expect((await grace.send("PATCH", path, { revision: 2, promise })).status).toBe(403);
    for (const first of [0, -1, 1.5, 10_081, "5"])
      expect((await ada.send("PATCH", path, { revision: 2, promise: { first, next: null } })).status).toBe(
        400,
      );

    await runInDurableObject(deskOf(organization), async (_, { storage }) => {
      storage.sql.exec("UPDATE conversations SET due_at = 1");
      storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'late'");
      await storage.setAlarm(Date.now());
    });
    await evictDurableObject(deskOf(organization));
    await runDurableObjectAlarm(deskOf(organization));
    await eventually(async () => expect((await of()).lateAt).toBe(1));

    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    const supporter = await join(roomOf(room), grace.id);
    await supporter.ask({ type: "takeover", on: true });
    await supporter.write("Here I am");
    await eventually(async () => expect((await of()).dueAt).toBeNull());
    await at.write("Thanks, and one more thing");
    await eventually(async () => {
      const { dueAt, dueSince } = await of();
      expect((dueAt ?? 0) - (dueSince ?? 0)).toBe(5 * 60_000);
    });
    // Visitors see nothing of it.
    expect(JSON.stringify(at.events)).not.toMatch(/dueAt|lateAt|promise/);
  });
});

describe("canned answers", () => {
  test("DESK-26: everybody of the desk reads them, whoever manages changes them, and others find nothing", async () => {
    const { ada, grace, organization } = await shop();
    const path = `${paths.desk(organization)}/canned`;
    const id = crypto.randomUUID();
    const body = {
      id,
      title: "  Grüße  ",
      shortcut: "grüße",
      text: "Hallo {{visitor.name}}",
      language: "de",
    };
    const made = await ada.must(ada.post<CannedAnswer>(path, body));
    expect(made).toMatchObject({ id, title: "Grüße", revision: 1, changedBy: ada.name });
    const list = await grace.must(grace.get<CannedList>(path));
    expect(list.answers).toEqual([made]);
    expect(list.organization).not.toBe("");
    expect((await grace.post(path, { ...body, id: crypto.randomUUID() })).status).toBe(403);
    expect((await grace.send("PATCH", `${path}/${id}`, { revision: 1, text: "x" })).status).toBe(403);
    expect((await grace.delete(`${path}/${id}`)).status).toBe(403);
    const mallory = await signUp("mallory");
    expect((await mallory.get(path)).status).toBe(404);

    await ada.must(ada.send("PATCH", `${path}/${id}`, { revision: 1, text: "Guten Tag" }));
    expect((await ada.send("PATCH", `${path}/${id}`, { revision: 1, text: "Hi" })).status).toBe(409);
    expect((await ada.post(path, { ...body, id: crypto.randomUUID(), title: "Other" })).status).toBe(409);
    for (const wrong of [
      { title: " " },
      { shortcut: "two words" },
      { shortcut: "#x" },
      { text: " \n" },
      { text: "x".repeat(4_001) },
      { language: "not a language" },
      { id: "1" },
    ])
      expect(
        (await ada.post(path, { ...body, id: crypto.randomUUID(), shortcut: "", ...wrong })).status,
      ).toBe(400);
    await ada.must(ada.delete(`${path}/${id}`));
    expect((await ada.must(ada.get<CannedList>(path))).answers).toEqual([]);
  });
});

describe("small things", () => {
  test("DESK-28: a snooze ends in the future, within a year", async () => {
    const { ada, organization, room } = await shop();
    const path = paths.deskConversation(organization, room);
    for (const snoozedUntil of [1, Date.now() - 1_000, Date.now() + 400 * 24 * 3_600_000])
      expect((await ada.send("PATCH", path, { snoozedUntil })).status).toBe(400);
    await ada.must(ada.send("PATCH", path, { snoozedUntil: Date.now() + 60_000 }));
  });

  test("DESK-29: the pages of a visitor are kept, the last ones first, each stay once, and only addresses of pages", async () => {
    const { ada, organization, room, visitor } = await shop();
    const directory = openDirectory(env.DB);
    const go = (url: string, title: string, at: number) =>
      noteVisitedPage(directory, visitor, { url, title }, at);
    for (let i = 1; i <= 12; i++) await go(`https://shop.example/${i}`, `<b>${i}</b> "x'y`, i);
    await go("https://shop.example/12", "again", 13);
    const { visitor: known } = await detailOf(ada, organization, room);
    expect(known?.page).toEqual({ url: "https://shop.example/12", title: "again", at: 13 });
    expect(known?.pages.map(({ at }) => at)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expect(known?.pages[0]).toEqual({ url: "https://shop.example/11", title: `<b>11</b> "x'y`, at: 11 });
    await go("javascript:alert(1)", "evil", 14);
    await go("", "nowhere", 15);
    await go(`https://shop.example/${"x".repeat(1_900)}`, "long", 16);
    await go("https://shop.example/end", "end", 17);
    const { visitor: later } = await detailOf(ada, organization, room);
    expect(later?.pages.map(({ at }) => at).slice(0, 2)).toEqual([16, 13]);
    expect(later?.pages[0]?.url).toHaveLength(500);
  });
});
