import { describe, expect, test } from "vitest";
import { env } from "cloudflare:workers";
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { paths } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import type { Service } from "../../shared/keys.ts";
import { webhookPaths } from "../../shared/webhooks.ts";
import { eventually, until } from "../support/eventually.ts";
import { mailsTo } from "./support/outbox.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import {
  change,
  later,
  logOf,
  makeWebhook,
  Receiver,
  serverOf,
  verified,
  walked,
  webhookOf,
} from "./support/webhooks.ts";
import { hooked, roomOf, textsOf, hooksOf, settled } from "./support/hooked.ts";

/** Everybody was told who is told that a webhook is off. */
const noMailTask = (organization: OrganizationId): Promise<void> =>
  runInDurableObject(serverOf(organization), (_, { storage }) => {
    if (storage.sql.exec("SELECT 1 FROM schedule WHERE task = 'mail'").toArray().length > 0)
      throw new Error("mails are still being sent");
  });

describe("at least once", () => {
  test("HOOK-4: an attempt that a crash cut off is made again, with the same id", async () => {
    const { organization, receiver, at } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ hangs: true }, {});
    await at.write("is it there?");
    await receiver.until(1);
    await abortAllDurableObjects();
    await later(organization);
    const [first, second] = await receiver.until(2);
    expect(second).toEqual(first);
  });

  test("HOOK-4: what a room could not hand over is handed over after both were evicted, once", async () => {
    const { ada, organization, room, receiver, at } = await hooked({ events: ["message.sent"] });
    await at.write("one");
    await at.write("two");
    await evictDurableObject(roomOf(room));
    await evictDurableObject(serverOf(organization));
    await runDurableObjectAlarm(roomOf(room));
    await receiver.until(2);
    // The room hands everything over again, as after a crash before it has noted that it did.
    await runInDurableObject(roomOf(room), async (_, { storage }) => {
      storage.sql.exec("UPDATE room SET hooks_told = 0");
      storage.sql.exec("INSERT INTO schedule (task, key, due) VALUES ('hooks', '', 1)");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(roomOf(room));
    await runDurableObjectAlarm(roomOf(room));
    const again = await join(roomOf(room), ada.id);
    await again.write("three");
    await receiver.sent(({ data }) => (data["message"] as { text: string }).text === "three");
    expect(textsOf(await receiver.events())).toEqual(["one", "two", "three"]);
  });
});

describe("order and retries", () => {
  test("HOOK-5: events of a room keep their order while one of them fails, and other rooms go on", async () => {
    const { ada, organization, receiver, at, room } = await hooked({ events: ["message.sent"] });
    const shed = await ada.makeRoom(organization, { kind: "group", name: "shed", members: [] });
    const other = await join(roomOf(shed), ada.id);
    await receiver.plan({ status: 500 }, {});
    await at.write("a1");
    await receiver.until(1);
    await at.write("a2");
    await other.write("b1");
    await receiver.sent((event) => event.room?.id === shed);
    expect(textsOf(await receiver.events())).toEqual(["a1", "b1"]);
    await later(organization);
    await receiver.until(4);
    const inRoom = (await receiver.events()).filter((event) => event.room?.id === room);
    expect(textsOf(inRoom)).toEqual(["a1", "a1", "a2"]);
  });

  test("HOOK-5: a webhook whose receiver hangs holds up no other webhook", async () => {
    const { ada, organization, receiver, at } = await hooked({ events: ["message.sent"] });
    const other = new Receiver();
    await makeWebhook(ada, organization, other, { events: ["message.sent"] });
    await walked(organization);
    await receiver.plan({ hangs: true });
    await at.write("one");
    await receiver.until(1);
    await at.write("two");
    await other.until(2);
    expect(textsOf(await other.events())).toEqual(["one", "two"]);
    expect(await receiver.events()).toHaveLength(1);
  });

  test("HOOK-6: each attempt is signed anew, at its own time, with the id of the event", async () => {
    const { organization, receiver, at, secret } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ status: 500 }, { status: 404 }, { breaks: true }, {});
    await at.write("try me");
    for (const attempts of [1, 2, 3]) {
      await settled(organization, attempts);
      // Signatures have whole seconds.
      const last = Number((await receiver.requests()).at(-1)?.headers["webhook-timestamp"]);
      await eventually(() => expect(Math.floor(Date.now() / 1_000)).toBeGreaterThan(last));
      await later(organization);
    }
    await receiver.until(4);
    const requests = await receiver.requests();
    expect(new Set(requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(requests.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(4);
    for (const request of requests) expect(verified(secret, request)).toBeDefined();
  });

  test("HOOK-6: the log has each attempt with its answer, and the time of the next one as the receiver asks for it", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ status: 503, headers: { "retry-after": "7200" }, body: "x".repeat(5_000) });
    const before = Date.now();
    await at.write("wait");
    const [delivery] = await eventually(async () => {
      const log = await logOf(ada, organization, id);
      if (log[0]?.attempts !== 1) throw new Error("it was not tried");
      return log;
    });
    expect(delivery).toMatchObject({
      state: "waiting",
      reason: null,
      tries: [{ status: 503, answer: "x".repeat(300) }],
    });
    expect(delivery?.nextAt).toBeGreaterThanOrEqual(before + 7_200_000);
    expect(await webhookOf(ada, organization, id)).toMatchObject({
      waiting: 1,
      failingSince: expect.any(Number),
    });
    // The whole webhook waits: the receiver has too much to do.
    await at.write("wait too");
    await eventually(async () => expect((await webhookOf(ada, organization, id)).waiting).toBe(2));
    expect(await receiver.events()).toHaveLength(1);
  });

  test("HOOK-6: 410 switches the webhook off, and what waited can be sent again", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ status: 410 }, {});
    await at.write("gone");
    await eventually(async () => expect((await webhookOf(ada, organization, id)).off).toBe("gone"));
    const [delivery] = await logOf(ada, organization, id);
    expect(delivery).toMatchObject({ state: "failed", reason: "off", attempts: 1 });
    const path = `${webhookPaths.one(organization, id)}/deliveries/${delivery?.id}/replay`;
    expect(codeOf(await ada.post(path, undefined))).toBe("conflict");
    await ada.must(change(ada, organization, id, { revision: 1, on: true }));
    await ada.must(ada.post(path, undefined));
    const [first, second] = await receiver.until(2);
    expect(second).toEqual(first);
  });

  test("HOOK-7: after a day in which nothing arrived the webhook is off, and who manages it and has confirmed their address gets a mail", async () => {
    const { ada, grace, organization, room, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await ada.must(ada.send("PATCH", paths.person(organization, grace.id), { role: "admin" }));
    const services = `/api/organizations/${organization}/services`;
    const bot = await ada.must(ada.post<Service>(services, { name: "Deploys", role: "admin" }));
    await env.DB.prepare("UPDATE users SET email_verified = 1 WHERE id IN (?, ?)").bind(ada.id, bot.id).run();
    await receiver.plan({ status: 500 });
    await at.write("nobody hears");
    await settled(organization, 1);
    await later(organization, 23);
    await settled(organization, 2);
    expect((await webhookOf(ada, organization, id)).off).toBeNull();
    await later(organization, 2);
    await eventually(async () => expect((await webhookOf(ada, organization, id)).off).toBe("failing"));
    const mailTo = async (address: string) =>
      (await mailsTo(address)).find(({ subject }) => subject === "The webhook Ledger is off");
    const mail = await eventually(async () => {
      const found = await mailTo(ada.email);
      if (found === undefined) throw new Error("no mail yet");
      return found;
    });
    expect(mail.text).toContain("Nothing has arrived at its address for a day.");
    expect(mail.text).toContain(`/${organization}/settings/webhooks/${id}`);
    await eventually(() => noMailTask(organization));
    for (const address of [grace.email, `${bot.id}@service.invalid`])
      expect(await mailTo(address)).toBeUndefined();
    // Rooms have learned it: nothing is handed over any more.
    await walked(organization);
    await at.write("later");
    await at.settled();
    expect(await hooksOf(room)).toBeNull();
  });

  test("HOOK-7: success in between counts: the webhook stays on", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ status: 500 }, {}, { status: 500 });
    await at.write("one");
    await settled(organization, 1);
    await later(organization, 23);
    await receiver.until(2);
    await at.write("two");
    await receiver.until(3);
    await settled(organization, 3);
    await later(organization, 2);
    await receiver.until(4);
    expect((await webhookOf(ada, organization, id)).off).toBeNull();
  });
});

describe("loops", () => {
  test("HOOK-12: two programs that answer each other end, and people in the same room go on", async () => {
    const { ada, grace, organization, room, receiver, at, id } = await hooked({ events: ["message.sent"] });
    const bot = await join(roomOf(room), grace.id);
    // Several at once: the room tells what happens within a quarter of a second together.
    for (let i = 0; i < 10; i++) await bot.write("it begins");
    // As a program does that answers everything that it is sent of itself.
    let answered = 0;
    const ended = async (): Promise<boolean> => {
      const events = await receiver.events();
      for (; answered < events.length; answered++) await bot.write(`answer ${answered}`);
      const log = await logOf(ada, organization, id, "?state=dropped");
      return log.some(({ reason }) => reason === "loop");
    };
    await until(ended);
    await at.write("a person");
    await receiver.sent(({ data }) => (data["message"] as { author: string }).author === ada.id);
    expect(await receiver.events()).toHaveLength(101);
    const [dropped] = await logOf(ada, organization, id, "?state=dropped");
    expect(dropped).toMatchObject({ state: "dropped", reason: "loop", attempts: 0, nextAt: null });
  });
});

describe("the door", () => {
  test("HOOK-13: a redirect is a failure, wherever it leads, and nothing is sent there", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    const other = new Receiver();
    await receiver.plan({ status: 307, headers: { location: other.address } });
    await at.write("follow me");
    const [delivery] = await eventually(async () => {
      const log = await logOf(ada, organization, id);
      if (log[0]?.attempts !== 1) throw new Error("it was not tried");
      return log;
    });
    expect(delivery?.tries).toMatchObject([{ status: null, error: "redirected" }]);
    expect(await other.events()).toEqual([]);
  });

  test("HOOK-13: of an endless answer the beginning is read, and its status counts", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ body: `${"ü".repeat(200)}${"x".repeat(3_000_000)}` });
    await at.write("much");
    const [delivery] = await eventually(async () => {
      const log = await logOf(ada, organization, id);
      if (log[0]?.state !== "delivered") throw new Error("not yet");
      return log;
    });
    expect(delivery?.tries[0]?.answer).toBe(`${"ü".repeat(200)}${"x".repeat(100)}`);
  });
});
