import { describe, expect, test, vi } from "vitest";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { paths } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { webhookPaths } from "../../shared/webhooks.ts";
import { WebhookServer } from "../../server/objects/webhooks/webhook-server.ts";
import { eventually } from "../support/eventually.ts";
import { team } from "./support/person.ts";
import { join } from "./support/room.ts";
import { change, makeWebhook, Receiver, serverOf, walked, webhookOf } from "./support/webhooks.ts";
import { hooked, roomOf, textsOf, hooksOf } from "./support/hooked.ts";

/** The room has told everything, and plans to tell nothing. */
const noTask = (room: RoomId): Promise<void> =>
  runInDurableObject(roomOf(room), (_, { storage }) => {
    if (storage.sql.exec("SELECT 1 FROM schedule WHERE task = 'hooks'").toArray().length > 0)
      throw new Error("the room is about to call");
  });

/** The calls that reach any organization's webhooks meanwhile. */
async function callsDuring(work: () => Promise<void>): Promise<string[]> {
  const calls: string[] = [];
  for (const name of ["take", "wanted"] as const)
    vi.spyOn(WebhookServer.prototype, name).mockImplementation(() => {
      calls.push(name);
      throw new Error("nobody calls");
    });
  await work();
  vi.restoreAllMocks();
  return calls;
}

describe("whose rooms", () => {
  test("HOOK-9: a webhook is sent what its person sees, and no room of others", async () => {
    const { ada, grace, organization, receiver, at } = await hooked();
    const hers = await grace.makeRoom(organization, { kind: "group", name: "SECRET-ROOM", members: [] });
    const alone = await join(roomOf(hers), grace.id);
    await alone.write("SECRET-WORD");
    await alone.settled();
    await at.write("open");
    await receiver.sent(({ type }) => type === "message.sent");
    const both = await ada.makeRoom(organization, { kind: "direct", members: [grace.id] });
    const direct = await join(roomOf(both), grace.id);
    await direct.write("for Ada");
    await receiver.sent((event) => event.room?.kind === "direct" && event.type === "message.sent");
    expect(JSON.stringify(await receiver.events())).not.toContain("SECRET");
    // Rooms without the person hand nothing over either.
    const lanes = await runInDurableObject(serverOf(organization), (_, { storage }) =>
      JSON.stringify(storage.sql.exec("SELECT lane FROM deliveries").toArray()),
    );
    expect(lanes).not.toContain(hers);
  });

  test("HOOK-9: the webhook of a person who manages no more is off, until another one switches it on", async () => {
    const { ada, grace, organization, room, receiver, at } = await hooked();
    await ada.must(ada.send("PATCH", paths.person(organization, grace.id), { role: "admin" }));
    const theirs = new Receiver();
    const { webhook } = await makeWebhook(grace, organization, theirs, { events: ["message.sent"] });
    await walked(organization);
    await at.write("one");
    await theirs.until(1);
    await ada.must(ada.send("PATCH", paths.person(organization, grace.id), { role: "member" }));
    await at.write("two");
    await eventually(async () => expect((await webhookOf(ada, organization, webhook.id)).off).toBe("maker"));
    expect(textsOf(await theirs.events())).toEqual(["one"]);
    await ada.must(change(ada, organization, webhook.id, { revision: 1, on: true }));
    expect(await webhookOf(ada, organization, webhook.id)).toMatchObject({ off: null, by: ada.id });
    await walked(organization);
    await at.write("three");
    await theirs.until(2);
    expect(textsOf(await theirs.events())).toEqual(["one", "three"]);
    await receiver.sent(({ data }) => JSON.stringify(data).includes("three"));
    expect(await hooksOf(room)).toContain(ada.id);
  });

  test("HOOK-9: chosen rooms, kinds and events are sent and no others", async () => {
    const { ada, grace, organization, room, at, receiver, id } = await hooked({ events: ["message.sent"] });
    const shed = await ada.makeRoom(organization, { kind: "group", name: "shed", members: [grace.id] });
    const inShed = await join(roomOf(shed), ada.id);
    await ada.must(change(ada, organization, id, { revision: 1, rooms: [shed] }));
    await walked(organization);
    expect(await hooksOf(room)).toBeNull();
    await at.write("not this");
    await inShed.write("this");
    await receiver.until(1);
    await ada.must(change(ada, organization, id, { revision: 2, rooms: null, kinds: ["session"] }));
    await walked(organization);
    await inShed.write("nor this");
    const session = await ada.makeRoom(organization, { kind: "session", name: "s", members: [] });
    const inSession = await join(roomOf(session), ada.id);
    await inSession.write("and this");
    await receiver.until(2);
    expect(textsOf(await receiver.events())).toEqual(["this", "and this"]);
  });
});

describe("what webhooks cost", () => {
  test("HOOK-10: without webhooks a room asks once when it is created, and no message calls or writes anything more", async () => {
    const { ada, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "quiet", members: [] });
    await eventually(() => noTask(room));
    const calls = await callsDuring(async () => {
      const at = await join(roomOf(room), ada.id);
      for (const text of ["one", "two", "three"]) await at.write(text);
      await noTask(room);
      await evictDurableObject(roomOf(room));
      const again = await join(roomOf(room), ada.id);
      await again.write("four");
      await noTask(room);
    });
    expect(calls).toEqual([]);
    expect(await hooksOf(room)).toBeNull();
  });

  test("HOOK-10: a webhook that is made later reaches rooms that rest, from that moment on", async () => {
    const { ada, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "resting", members: [] });
    const before = await join(roomOf(room), ada.id);
    await before.write("before");
    before.close();
    await eventually(() => noTask(room));
    await evictDurableObject(roomOf(room));
    const receiver = new Receiver();
    const { webhook } = await makeWebhook(ada, organization.id, receiver, { events: ["message.sent"] });
    // Also what is written before the room has learned of it.
    const at = await join(roomOf(room), ada.id);
    await at.write("after");
    await receiver.until(1);
    await walked(organization.id);
    await at.write("later");
    await receiver.until(2);
    expect(textsOf(await receiver.events())).toEqual(["after", "later"]);
    await ada.must(ada.delete(webhookPaths.one(organization.id, webhook.id)));
    await walked(organization.id);
    expect(await hooksOf(room)).toBeNull();
  });

  test("HOOK-10: rooms, also those that begin meanwhile, learn of a change although the walk is cut off", async () => {
    const { ada, organization } = await team();
    const rooms: RoomId[] = [];
    for (let i = 0; i < 40; i++)
      rooms.push(await ada.makeRoom(organization.id, { kind: "group", name: `room ${i}`, members: [] }));
    await makeWebhook(ada, organization.id, new Receiver(), { events: ["message.sent"] });
    await evictDurableObject(serverOf(organization.id));
    rooms.push(await ada.makeRoom(organization.id, { kind: "group", name: "late", members: [] }));
    await runDurableObjectAlarm(serverOf(organization.id));
    await walked(organization.id);
    for (const room of rooms)
      await eventually(async () => expect(await hooksOf(room)).toContain("message.sent"));
  });
});
