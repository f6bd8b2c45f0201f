import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { paths } from "../../shared/api.ts";
import type { DeskConversation, DeskNote, DraftedReply } from "../../shared/desk.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { eventually } from "../support/eventually.ts";
import { deskOf, detailOf, mailLater, openDesk, roomOf, visit } from "./support/desk.ts";
import { mailsTo } from "./support/outbox.ts";
import { signUp, team } from "./support/person.ts";
import { join } from "./support/room.ts";

async function shop() {
  const { ada, grace, organization } = await team();
  const conversation = await visit(ada, organization.id);
  return { ada, grace, organization: organization.id, ...conversation };
}

describe("who may use the desk", () => {
  test("DESK-1: owners, admins and members; for anybody else there is nothing", async () => {
    const { ada, grace, organization, room } = await shop();
    const mallory = await signUp("mallory");
    const path = paths.deskConversation(organization, room);
    expect((await ada.get(path)).status).toBe(200);
    expect((await grace.get(path)).status).toBe(200);
    expect((await mallory.get(path)).status).toBe(404);
    const own = await mallory.found("Elsewhere");
    expect((await mallory.get(paths.deskConversation(own.id, room))).status).toBe(404);
  });

  test("DESK-1: a room that is no conversation with a visitor is none of the desk's", async () => {
    const { ada, grace, organization } = await shop();
    const garden = await ada.makeRoom(organization, { kind: "group", name: "garden", members: [] });
    expect((await grace.get(`${paths.deskConversation(organization, garden)}/log`)).status).toBe(404);
  });

  test("DESK-1: whoever leaves the organization loses the open desk, and what was assigned to them waits for others", async () => {
    const { ada, grace, organization, room } = await shop();
    const desk = await openDesk(grace, organization);
    await ada.must(ada.send("PATCH", paths.deskConversation(organization, room), { assignee: grace.id }));
    await grace.must(grace.delete(paths.person(organization, grace.id)));
    expect((await desk.closed).code).toBe(CLOSE.forbidden);
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.assignee).toBeNull(),
    );
  });
});

describe("rooms and the desk", () => {
  test("DESK-2: a request for a person is at the desk at once, with what was written", async () => {
    const { ada, organization, room, at } = await shop();
    const desk = await openDesk(ada, organization);
    await at.write("Where is my order?");
    await at.ask({ type: "support.request" });
    await eventually(() => {
      expect(desk.conversations().get(room)).toMatchObject({
        state: "waiting",
        title: "Where is my order?",
        place: 1,
        last: { by: "visitor", text: "Where is my order?" },
      });
      expect(desk.last().counts).toMatchObject({ new: 1, unassigned: 1, mine: 0 });
    });
  });

  test("DESK-2: what a room could not tell is told when the desk answers again, also after both were evicted", async () => {
    const { ada, organization, room, at } = await shop();
    await runInDurableObject(deskOf(organization), (_, { storage: { sql } }) => {
      sql.exec(
        "CREATE TRIGGER poison BEFORE UPDATE ON conversations BEGIN SELECT raise(ABORT, 'poison'); END",
      );
    });
    await at.ask({ type: "support.request" });
    await runInDurableObject(
      deskOf(organization),
      (_, { storage: { sql } }) => void sql.exec("DROP TRIGGER poison"),
    );
    await evictDurableObject(roomOf(room));
    await evictDurableObject(deskOf(organization));
    await eventually(async () => {
      await runDurableObjectAlarm(roomOf(room));
      expect((await detailOf(ada, organization, room)).conversation.state).toBe("waiting");
    });
  });

  test("DESK-3, SUPPORT-7: whoever is assigned becomes a member; taking over stops the AI and tells the desk", async () => {
    const { ada, grace, organization, room, at } = await shop();
    await ada.must(ada.send("PATCH", paths.deskConversation(organization, room), { assignee: grace.id }));
    await eventually(async () => expect(await roomOf(room).roleOf(grace.id)).toBe("member"));
    const supporter = await join(roomOf(room), grace.id);
    await supporter.ask({ type: "takeover", on: true });
    await at.until(() => at.events.find(({ type }) => type === "takeover.begun"));
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation).toMatchObject({
        state: "person",
        takeover: grace.id,
        assignee: grace.id,
      }),
    );
  });

  test("SUPPORT-5, DESK-5: a message in a closed conversation reopens it, and it waits at the desk", async () => {
    const { ada, grace, organization, room, at } = await shop();
    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    const supporter = await join(roomOf(room), grace.id);
    await supporter.ask({ type: "takeover", on: true });
    await supporter.ask({ type: "support.close" });
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.state).toBe("closed"),
    );
    await at.write("It broke again");
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation).toMatchObject({
        state: "waiting",
        assignee: grace.id,
        title: "It broke again",
      }),
    );
  });

  test("DESK-4: a conversation that was deleted leaves the desk, with its notes", async () => {
    const { ada, organization, room } = await shop();
    const desk = await openDesk(ada, organization);
    await ada.must(
      ada.post(`${paths.deskConversation(organization, room)}/notes`, {
        id: crypto.randomUUID(),
        text: "Hm",
      }),
    );
    await deskOf(organization).forget(room);
    await eventually(() => expect(desk.conversations().has(room)).toBe(false));
    expect((await ada.get(paths.deskConversation(organization, room))).status).toBe(404);
  });

  test("DESK-8: a desk that comes back is told what it missed, and nothing else", async () => {
    const { ada, grace, organization, room } = await shop();
    const other = await visit(ada, organization, "other@okafor.example");
    const desk = await openDesk(ada, organization);
    const { head, epoch } = desk.last();
    desk.close();
    await grace.must(grace.send("PATCH", paths.deskConversation(organization, room), { priority: "high" }));
    const back = await openDesk(ada, organization, { head, epoch });
    expect(back.frames.some((frame) => frame["complete"] === true)).toBe(false);
    expect([...back.conversations().keys()]).toEqual([room]);
    expect(back.conversations().has(other.room)).toBe(false);
  });
});

describe("the line", () => {
  test("SUPPORT-8, DESK-10: visitors are told their place, also when they come back, and it moves up", async () => {
    const { ada, grace, organization, room, at } = await shop();
    const second = await visit(ada, organization, "second@okafor.example");
    await at.ask({ type: "support.request" });
    const placeOf = (device: typeof at) =>
      device.frames.flatMap((frame) => (frame.type === "support.queue" ? [frame.place] : [])).at(-1);
    await eventually(() => expect(placeOf(at)).toBe(1));
    await second.at.ask({ type: "support.request" });
    await eventually(() => expect(placeOf(second.at)).toBe(2));
    await evictDurableObject(roomOf(second.room));
    const again = await join(roomOf(second.room), second.visitor);
    await again.settled();
    expect(placeOf(again)).toBe(2);
    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    await (await join(roomOf(room), grace.id)).ask({ type: "takeover", on: true });
    await eventually(() => expect(placeOf(again)).toBe(1));
  });
});

describe("what visitors never get", () => {
  test("DESK-15: no frame of a visitor carries notes, tags, priority, assignment, snoozes, drafts or attributes", async () => {
    const { ada, grace, organization, room, at, visitor } = await shop();
    const path = paths.deskConversation(organization, room);
    await at.write("Hello?");
    await at.ask({ type: "support.request" });
    await ada.must(ada.post<DeskNote>(`${path}/notes`, { id: crypto.randomUUID(), text: "SECRET-NOTE" }));
    await ada.must(
      ada.send<DeskConversation>("PATCH", path, {
        tags: ["SECRET-TAG"],
        priority: "high",
        snoozedUntil: Date.now() + 3_600_000,
      }),
    );
    await ada.must(ada.send("PATCH", path, { assignee: grace.id, snoozedUntil: null }));
    await ada.post(`${path}/draft`, undefined);
    await eventually(async () => expect(await roomOf(room).roleOf(grace.id)).toBe("member"));
    const detail = await detailOf(ada, organization, room);
    expect(detail.notes).toMatchObject([{ text: "SECRET-NOTE" }]);
    expect(detail.visitor).toMatchObject({
      signed: { plan: "SECRET-PLAN" },
      isVerified: true,
      page: { title: "Charger 48 V" },
      timeZone: "Europe/Berlin",
    });
    const supporter = await join(roomOf(room), grace.id);
    await supporter.ask({ type: "takeover", on: true });
    await supporter.write("Hello, how can I help?");
    await at.until(() => at.events.find((event) => event.type === "message.sent" && event.by === grace.id));
    // Whatever a visitor can ask the room, on the old socket and on a new one.
    await at.ask({ type: "history", before: 1_000 });
    const again = await join(roomOf(room), visitor);
    await again.ask({ type: "history", before: 1_000 });
    for (const raw of [...at.raw, ...again.raw]) {
      expect(raw).not.toMatch(/SECRET|priority|snooze|assignee|"tags"|"high"/);
    }
    // Nothing of it is in the room at all.
    await runInDurableObject(roomOf(room), (_, { storage: { sql } }) => {
      const tables = sql.exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      );
      for (const { name } of tables.toArray())
        expect(JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray())).not.toContain("SECRET");
    });
  });

  test("DESK-16: looking moves no cursor and makes nobody a member", async () => {
    const { ada, organization, room, at } = await shop();
    await at.write("Hello?");
    const before = at.frames.length;
    const look = await ada.must(
      ada.get<{ type: string }>(`${paths.deskConversation(organization, room)}/log`),
    );
    expect(look.type).toBe("snapshot");
    expect(JSON.stringify(look)).toContain("Hello?");
    await at.settled();
    expect(at.frames.slice(before).map(({ type }) => type)).toEqual(["page"]);
    expect(await roomOf(room).roleOf(ada.id)).toBeNull();
  });
});

describe("drafted replies", () => {
  test("DESK-19: a draft is made from the conversation, and is in no room", async () => {
    const { ada, organization, room, at } = await shop();
    await at.write("Where is my order?");
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.title).toBe("Where is my order?"),
    );
    const before = at.raw.length;
    const reply = await ada.must(
      ada.post<DraftedReply>(`${paths.deskConversation(organization, room)}/draft`),
    );
    expect(reply.text).not.toBe("");
    expect(reply.sources).toEqual([]);
    await at.settled();
    expect(at.raw.slice(before).filter((raw) => raw.includes(reply.text))).toEqual([]);
  });
});

describe("collision", () => {
  test("DESK-17: others learn who answers, and whoever answers does not hear of it", async () => {
    const { ada, grace, organization, room } = await shop();
    const [mine, hers] = [await openDesk(ada, organization), await openDesk(grace, organization)];
    hers.send(JSON.stringify({ type: "answering", room, on: true }));
    expect(await mine.frame("answering")).toMatchObject({ room, user: grace.id, name: grace.name, on: true });
    hers.send(JSON.stringify({ type: "away", on: true }));
    await eventually(() =>
      expect(mine.last().here).toContainEqual(expect.objectContaining({ user: grace.id, away: true })),
    );
    expect(hers.frames.some(({ type }) => type === "answering")).toBe(false);
    expect(await deskOf(organization).people()).toMatchObject({ here: 1, names: [ada.name] });
  });
});

describe("mail", () => {
  test("DESK-14: what a supporter answers and the visitor does not read goes out by mail once, with a link that works once", async () => {
    const { ada, grace, organization, room, visitor } = await shop();
    const email = `${visitor}@okafor.example`;
    await env.DB.prepare("UPDATE visitors SET email = ? WHERE id = ?").bind(email, visitor).run();
    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    const supporter = await join(roomOf(room), grace.id);
    await supporter.ask({ type: "takeover", on: true });
    const { seq } = await supporter.write("We have a new one for you.");
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.last?.by).toBe("person"),
    );
    await mailLater(organization, room);
    await eventually(async () => expect(await mailsTo(email)).toHaveLength(1));
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain("We have a new one for you.");
    expect(mail?.text).toMatch(/\/widget\/wid_[^/]+\/chat\?room=room_\S+#continue=[A-Za-z0-9_-]{43}/);

    await supporter.write("Are you there?");
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.last?.text).toBe("Are you there?"),
    );
    await mailLater(organization, room);
    expect(await mailsTo(email)).toHaveLength(1);

    const back = await join(roomOf(room), visitor);
    await back.ask({ type: "read", seq: seq + 1 });
    await supporter.write("Then tomorrow.");
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.last?.text).toBe("Then tomorrow."),
    );
    await mailLater(organization, room);
    await eventually(async () => expect(await mailsTo(email)).toHaveLength(2));
  });

  test("DESK-14: what the visitor has read is not mailed", async () => {
    const { ada, grace, organization, room, visitor, at } = await shop();
    const email = `${visitor}@okafor.example`;
    await env.DB.prepare("UPDATE visitors SET email = ? WHERE id = ?").bind(email, visitor).run();
    await grace.must(grace.post(`${paths.deskConversation(organization, room)}/join`, undefined));
    const supporter = await join(roomOf(room), grace.id);
    const { seq } = await supporter.write("Done.");
    await at.ask({ type: "read", seq });
    await eventually(async () =>
      expect((await detailOf(ada, organization, room)).conversation.last?.by).toBe("person"),
    );
    await mailLater(organization, room);
    expect(await mailsTo(email)).toEqual([]);
  });
});
