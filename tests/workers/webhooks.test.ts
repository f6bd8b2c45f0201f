import { describe, expect, test, vi } from "vitest";
import { env } from "cloudflare:workers";
import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { paths } from "../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Service } from "../../shared/keys.ts";
import {
  type Delivery,
  type DeliveryPage,
  type NewWebhook,
  type SentEvent,
  webhookPaths,
} from "../../shared/webhooks.ts";
import { WebhookServer } from "../../server/objects/webhooks/webhook-server.ts";
import { eventually, until } from "../support/eventually.ts";
import { mailsTo } from "./support/outbox.ts";
import { signUp, team } from "./support/person.ts";
import { addNote, makeLibrary, uploadTo } from "./support/library.ts";
import { visit } from "./support/desk.ts";
import { join, newMessageId, newRoomId } from "./support/room.ts";
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

const roomOf = (room: RoomId) => env.ROOM.getByName(room);

/** Ada has an organization with a webhook, and a room with Grace. */
async function hooked(settings: Parameters<typeof makeWebhook>[3] = {}) {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const receiver = new Receiver();
  const made = await makeWebhook(ada, organization.id, receiver, settings);
  await walked(organization.id);
  const at = await join(roomOf(room), ada.id);
  return {
    ada,
    grace,
    organization: organization.id,
    room,
    receiver,
    at,
    id: made.webhook.id,
    secret: made.secret,
  };
}

const withoutTrace = (text: string) => text.replace(/"traceId":"[^"]*"/, "");

const textsOf = (events: Awaited<ReturnType<Receiver["events"]>>): unknown[] =>
  events.map(({ data }) => (data["message"] as { text?: string } | undefined)?.text);

/** What the room knows of webhooks, as it is stored. */
const hooksOf = (room: RoomId): Promise<string | null> =>
  runInDurableObject(
    roomOf(room),
    (_, { storage }) => storage.sql.exec<{ hooks: string | null }>("SELECT hooks FROM room").one().hooks,
  );

const seqOf = ({ data }: Pick<SentEvent, "data">): number | undefined =>
  (data["message"] as { seq?: number } | undefined)?.seq;

/** The room has told everything, and plans to tell nothing. */
const noTask = (room: RoomId): Promise<void> =>
  runInDurableObject(roomOf(room), (_, { storage }) => {
    if (storage.sql.exec("SELECT 1 FROM schedule WHERE task = 'hooks'").toArray().length > 0)
      throw new Error("the room is about to call");
  });

/** Everybody was told who is told that a webhook is off. */
const noMailTask = (organization: OrganizationId): Promise<void> =>
  runInDurableObject(serverOf(organization), (_, { storage }) => {
    if (storage.sql.exec("SELECT 1 FROM schedule WHERE task = 'mail'").toArray().length > 0)
      throw new Error("mails are still being sent");
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

/** So many attempts have been noted. */
const settled = (organization: OrganizationId, attempts: number): Promise<void> =>
  eventually(() =>
    runInDurableObject(serverOf(organization), (_, { storage }) => {
      const { sum } = storage.sql.exec<{ sum: number }>("SELECT sum(attempts) AS sum FROM deliveries").one();
      if (sum < attempts) throw new Error(`${sum} of ${attempts} attempts`);
    }),
  );

describe("what is sent", () => {
  test("HOOK-2, HOOK-3: a message arrives as the API has it, signed as the public package checks it", async () => {
    const { ada, organization, room, receiver, at, secret } = await hooked({ events: ["message.sent"] });
    const written = await at.write("The **roof** is red");
    const [event] = await receiver.until(1);
    expect(event).toEqual({
      type: "message.sent",
      id: expect.stringMatching(/^evt_[0-9a-z]{26}$/),
      at: written.at,
      organization,
      room: { id: room, kind: "group", name: "garden" },
      data: {
        message: {
          ...{ seq: written.seq, id: expect.any(String), author: ada.id, at: written.at },
          ...{ text: "The **roof** is red", mentions: [], version: 1, reactions: {} },
        },
      },
    });
    const [request] = await receiver.requests();
    if (request === undefined) throw new Error("no request");
    expect(request.method).toBe("POST");
    expect(request.headers["content-type"]).toBe("application/json");
    expect(request.headers["webhook-id"]).toBe(event?.id);
    expect(verified(secret, request)).toEqual(event);
    expect(() => verified(secret, { ...request, body: `${request.body} ` })).toThrow();
    expect(Object.keys(request.headers).filter((name) => /cookie|authorization|x-parley/.test(name))).toEqual(
      [],
    );
  });

  test("HOOK-2: every kind of event of a room is sent with its own content, and an answer when it ends", async () => {
    const { ada, grace, organization, room, receiver, at } = await hooked();
    const { seq } = await at.write("first");
    await receiver.sent(({ type }) => type === "message.sent");
    await at.ask({ type: "edit", target: seq, version: 1, text: "second" });
    await receiver.sent(({ type }) => type === "message.edited");
    await at.ask({ type: "delete", target: seq });
    await at.ask({ type: "rename", name: "greenhouse" });
    await at.ask({ type: "remove", user: grace.id });
    at.tell({ type: "send", id: newMessageId(), text: "a secret", ai: "never" });
    const direct = await ada.makeRoom(organization, { kind: "group", name: "shed", members: [] });
    await receiver.sent((event) => event.type === "room.created" && event.room?.id === direct);
    const sent = (await receiver.events()).filter((event) => event.room?.id === room);
    expect(sent.map(({ type }) => type)).toEqual([
      ...["message.sent", "message.edited", "message.deleted", "room.renamed", "member.left", "message.sent"],
    ]);
    expect(sent.map(({ data }) => data)).toMatchObject([
      { message: { text: "first" } },
      { message: { text: "second", version: 2 } },
      { by: ada.id, message: { seq, author: ada.id } },
      { by: ada.id, name: "greenhouse" },
      { by: ada.id, member: { user: grace.id } },
      { message: { text: "a secret", ai: "never" } },
    ]);
    expect(Object.keys(sent[2]?.data["message"] ?? {})).toEqual(["seq", "id", "author"]);
  });

  test("HOOK-2: an answer is sent once, when it has ended, with its text", async () => {
    const { ada, organization, receiver } = await hooked({ events: ["message.sent", "turn.ended"] });
    const [agent] = await ada.must(ada.get<{ id: UserId }[]>(paths.agents(organization)));
    if (agent === undefined) throw new Error("no agent");
    const room = await ada.makeRoom(organization, { kind: "direct", members: [agent.id] });
    const at = await join(roomOf(room), ada.id);
    await at.write("Say hello");
    const ended = await receiver.sent((event) => event.type === "turn.ended");
    expect(ended.data).toMatchObject({
      state: "completed",
      message: { author: agent.id, answer: { state: "completed" } },
    });
    expect((ended.data["message"] as { text: string }).text).not.toBe("");
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["message.sent", "turn.ended"]);
  });

  test("HOOK-2: a conversation with a visitor tells how it goes, also to who is no member of it", async () => {
    const { ada, organization } = await team();
    const receiver = new Receiver();
    const events = ["message.sent", "support.requested", "support.closed", "support.rated"] as const;
    await makeWebhook(ada, organization.id, receiver, { events: [...events], kinds: ["support"] });
    const { room, at } = await visit(ada, organization.id);
    await at.write("My charger is loose");
    await at.ask({ type: "support.request" });
    await receiver.sent(({ type }) => type === "support.requested");
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["message.sent", "support.requested"]);
    expect((await receiver.events())[0]).toMatchObject({ room: { id: room, kind: "support" } });
  });
});

describe("who makes webhooks", () => {
  test("HOOK-1: a webhook is made and changed with its revision, and its secret is in no later answer", async () => {
    const { ada, organization } = await team();
    const { webhook, secret } = await makeWebhook(ada, organization.id, new Receiver(), {
      events: ["turn.ended", "message.sent"],
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      events: ["message.sent", "turn.ended"],
      rooms: null,
      kinds: null,
      by: ada.id,
      off: null,
    });
    const changed = await change(ada, organization.id, webhook.id, {
      revision: 1,
      name: "  Till  ",
      kinds: ["group"],
    });
    expect(changed.body).toMatchObject({ data: { name: "Till", kinds: ["group"], revision: 2 } });
    expect(codeOf(await change(ada, organization.id, webhook.id, { revision: 1, name: "Other" }))).toBe(
      "conflict",
    );
    const all = await ada.get(webhookPaths.all(organization.id));
    expect(all.text).not.toContain("whsec_");
    expect(all.text).not.toContain(secret);
    expect(codeOf(await ada.delete(webhookPaths.one(organization.id, webhook.id)))).toBe("ok");
    expect(codeOf(await ada.get(webhookPaths.one(organization.id, webhook.id)))).toBe("not_found");
  });

  test("HOOK-1: the same request with the same key makes one webhook, with the same secret", async () => {
    const { ada, organization } = await team();
    ada.headers["idempotency-key"] = "once";
    const receiver = new Receiver();
    const [one, two] = [
      await makeWebhook(ada, organization.id, receiver),
      await makeWebhook(ada, organization.id, receiver),
    ];
    expect(two).toEqual(one);
  });

  test.each([
    ["http://ledger.example/hook"],
    ["https://127.0.0.1/hook"],
    ["https://[::1]/hook"],
    ["https://2130706433/hook"],
    ["https://169.254.169.254/latest"],
    ["https://ledger.internal/hook"],
    ["https://user:word@ledger.example/hook"],
    ["https://ledger.example:8443/hook"],
    ["ftp://ledger.example"],
    ["ledger"],
    [""],
  ])("HOOK-1, HOOK-13: %s is no address of a webhook", async (address) => {
    const { ada, organization } = await team();
    const asked = { name: "Ledger", address, events: ["message.sent"] };
    expect(codeOf(await ada.post(webhookPaths.all(organization.id), asked))).toBe("bad_type");
    const { webhook } = await makeWebhook(ada, organization.id, new Receiver());
    expect(codeOf(await change(ada, organization.id, webhook.id, { revision: 1, address }))).toBe("bad_type");
  });

  test("HOOK-1: rooms that the person does not see are as rooms that do not exist, to the letter", async () => {
    const { ada, grace, organization } = await team();
    await ada.send("PATCH", paths.person(organization.id, grace.id), { role: "admin" });
    const hers = await ada.makeRoom(organization.id, { kind: "group", name: "hers", members: [] });
    const ask = (room: string) =>
      grace.post(webhookPaths.all(organization.id), {
        name: "x",
        address: "https://x.example",
        events: ["message.sent"],
        rooms: [room],
      });
    const [foreign, missing] = [await ask(hers), await ask(newRoomId())];
    expect(foreign.status).toBe(404);
    expect(withoutTrace(foreign.text)).toBe(withoutTrace(missing.text));
  });

  test("HOOK-1: an organization has at most twenty, and another one's are missing", async () => {
    const { ada, organization } = await team();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => makeWebhook(ada, organization.id, new Receiver())),
    );
    const one = { name: "One more", address: "https://x.example", events: ["message.sent"] };
    expect(codeOf(await ada.post(webhookPaths.all(organization.id), one))).toBe("too_many");
    const mallory = await signUp("mallory");
    const theirs = await mallory.found();
    const [first] = made;
    if (first === undefined) throw new Error("none was made");
    for (const path of ["", "/deliveries"])
      expect(codeOf(await mallory.get(`${webhookPaths.one(theirs.id, first.webhook.id)}${path}`))).toBe(
        "not_found",
      );
    for (const [path, body] of [
      ["/test", {}],
      ["/secret", {}],
      ["/replay", { since: 0 }],
      ["/deliveries/1/replay", {}],
    ] as const)
      expect(
        codeOf(await mallory.post(`${webhookPaths.one(theirs.id, first.webhook.id)}${path}`, body)),
      ).toBe("not_found");
  });
});

describe("secrets", () => {
  test("HOOK-3: during a rotation both secrets sign, and afterwards the new one alone", async () => {
    const { ada, organization, receiver, at, id, secret } = await hooked({ events: ["message.sent"] });
    const path = `${webhookPaths.one(organization, id)}/secret`;
    const next = await ada.must(ada.post<NewWebhook>(path, { overlap: 3_600_000 }));
    expect(next.secret).not.toBe(secret);
    expect(next.webhook.previousSecretUntil).toBeGreaterThan(Date.now());
    await at.write("one");
    await receiver.until(1);
    const last = await ada.must(ada.post<NewWebhook>(path, { overlap: 0 }));
    await at.write("two");
    await receiver.until(2);
    const [both, alone] = await receiver.requests();
    if (both === undefined || alone === undefined) throw new Error("requests are missing");
    expect(both.headers["webhook-signature"]).toMatch(/^v1,\S{44} v1,\S{44}$/);
    expect(verified(secret, both)).toEqual(verified(next.secret, both));
    expect(alone.headers["webhook-signature"]).toMatch(/^v1,\S{44}$/);
    expect(verified(last.secret, alone)).toBeDefined();
    for (const old of [secret, next.secret]) expect(() => verified(old, alone)).toThrow();
  });

  test("HOOK-3: a rotation that is sent again returns the same secret, and the previous one goes on", async () => {
    const { ada, organization, receiver, at, id, secret } = await hooked({ events: ["message.sent"] });
    const path = `${webhookPaths.one(organization, id)}/secret`;
    ada.headers["idempotency-key"] = "once";
    const first = await ada.must(ada.post<NewWebhook>(path, { overlap: 3_600_000 }));
    const again = await ada.must(ada.post<NewWebhook>(path, { overlap: 3_600_000 }));
    delete ada.headers["idempotency-key"];
    expect(again).toEqual(first);
    await at.write("one");
    await receiver.until(1);
    const [both] = await receiver.requests();
    if (both === undefined) throw new Error("a request is missing");
    expect(verified(secret, both)).toEqual(verified(first.secret, both));
  });
});

describe("secrets that are replaced", () => {
  test("HOOK-3: a rotation that is sent again after a newer one is a conflict, and the newer secret signs", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    const path = `${webhookPaths.one(organization, id)}/secret`;
    ada.headers["idempotency-key"] = "once";
    await ada.must(ada.post<NewWebhook>(path, { overlap: 0 }));
    delete ada.headers["idempotency-key"];
    const newest = await ada.must(ada.post<NewWebhook>(path, { overlap: 0 }));
    ada.headers["idempotency-key"] = "once";
    expect(codeOf(await ada.post(path, { overlap: 0 }))).toBe("conflict");
    delete ada.headers["idempotency-key"];
    await at.write("one");
    await receiver.until(1);
    const [request] = await receiver.requests();
    if (request === undefined) throw new Error("a request is missing");
    expect(verified(newest.secret, request)).toBeDefined();
  });
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
    const mail = await eventually(async () => {
      const found = (await mailsTo(ada.email)).find(({ subject }) => subject === "The webhook Ledger is off");
      if (found === undefined) throw new Error("no mail yet");
      return found;
    });
    expect(mail.text).toContain("Nothing has arrived at its address for a day.");
    expect(mail.text).toContain(`/${organization}/settings/webhooks/${id}`);
    await eventually(() => noMailTask(organization));
    expect(await mailsTo(grace.email)).toEqual([]);
    expect(await mailsTo(`${bot.id}@service.invalid`)).toEqual([]);
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

describe("what is not sent", () => {
  test("HOOK-8: what is deleted or edited before it is sent is sent as it stands, and no deleted word leaves", async () => {
    const { receiver, organization, at } = await hooked({
      events: ["message.sent", "message.edited", "message.deleted"],
    });
    await receiver.plan({ status: 500 }, {});
    const first = await at.write("a slip: SECRET-ONE");
    const second = await at.write("SECRET-TWO is the word");
    const third = await at.write("SECRET-THREE");
    await settled(organization, 1);
    // The first attempt came too early for the deletion. Nothing that is sent later has the words.
    await at.ask({ type: "delete", target: first.seq });
    await at.ask({ type: "edit", target: second.seq, version: 1, text: "harmless" });
    await at.ask({ type: "delete", target: third.seq });
    const before = (await receiver.requests()).length;
    await later(organization);
    await receiver.sent((event) => event.type === "message.deleted" && seqOf(event) === third.seq);
    const after = (await receiver.requests()).slice(before);
    expect(after.map(({ body }) => body).join(" ")).not.toContain("SECRET");
    expect(after.map(({ body }) => JSON.parse(body)).map((event) => [event.type, seqOf(event)])).toEqual([
      ["message.sent", second.seq],
      ["message.deleted", first.seq],
      ["message.edited", second.seq],
      ["message.deleted", third.seq],
    ]);
  });

  test("HOOK-8: nothing of a message is stored outside of its room", async () => {
    const { receiver, organization, at } = await hooked({ events: ["message.sent"] });
    await at.write("UNIQUE-WORD");
    await receiver.until(1);
    const rows = await runInDurableObject(serverOf(organization), (_, { storage }) =>
      ["deliveries", "lanes", "webhooks", "schedule"].map((table) =>
        JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      ),
    );
    expect(rows.join(" ")).toContain("message.sent");
    expect(rows.join(" ")).not.toContain("UNIQUE-WORD");
  });

  test("HOOK-8: a held message is sent when it is released, and a retracted one is only named", async () => {
    const { ada, grace, organization, room, receiver, at } = await hooked({
      events: ["message.sent", "message.hidden"],
    });
    await ada.must(
      ada.send("PUT", paths.aiSettings(organization), { moderation: "hold", budget: { day: 0, month: 0 } }),
    );
    const other = await join(roomOf(room), grace.id);
    const [held, retracted] = [newMessageId(), newMessageId()];
    for (const id of [held, retracted]) other.tell({ type: "send", id, text: "#unsafe S10 words" });
    const seqs = await eventually(() => {
      const found = at.events.flatMap((event) =>
        event.type === "message.sent" && event.message.moderation?.state === "held" ? [event.seq] : [],
      );
      if (found.length < 2) throw new Error("not held yet");
      return found;
    });
    await at.write("in between");
    await receiver.until(1);
    await at.ask({ type: "moderate", target: seqs[0], decision: "release" });
    await at.ask({ type: "moderate", target: seqs[1], decision: "retract" });
    await receiver.until(3);
    const events = await receiver.events();
    expect(events.map((event) => [event.type, seqOf(event)])).toEqual([
      ["message.sent", expect.any(Number)],
      ["message.sent", seqs[0]],
      ["message.hidden", seqs[1]],
    ]);
    expect(textsOf(events)).toEqual(["in between", "#unsafe S10 words", undefined]);
  });

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

describe("the log", () => {
  test("HOOK-11: a test event arrives signed, whatever else is held up, and stands in the log", async () => {
    const { ada, organization, receiver, at, id, secret } = await hooked({ events: ["message.sent"] });
    await receiver.plan({ status: 500 }, {});
    await at.write("fails");
    await settled(organization, 1);
    const delivery = await ada.must(
      ada.post<Delivery>(`${webhookPaths.one(organization, id)}/test`, undefined),
    );
    expect(delivery).toMatchObject({ type: "webhook.test", state: "waiting" });
    await receiver.sent(({ type }) => type === "webhook.test");
    const request = (await receiver.requests()).at(-1);
    if (request === undefined) throw new Error("no request");
    expect(verified(secret, request)).toMatchObject({
      type: "webhook.test",
      data: { webhook: { id, name: "Ledger" } },
    });
    await eventually(async () =>
      expect((await logOf(ada, organization, id))[0]).toMatchObject({ state: "delivered" }),
    );
  });

  test("HOOK-5, HOOK-11: a test waits for no other test", async () => {
    const { ada, organization, receiver, id } = await hooked({ events: ["message.sent"] });
    const path = `${webhookPaths.one(organization, id)}/test`;
    await receiver.plan({ status: 500 }, {});
    const failing = await ada.must(ada.post<Delivery>(path, undefined));
    await settled(organization, 1);
    const second = await ada.must(ada.post<Delivery>(path, undefined));
    await receiver.sent((event) => event.id === second.event);
    expect((await receiver.events()).map((event) => event.id)).toEqual([failing.event, second.event]);
  });

  test("HOOK-11: an event that was queued again while a later one of its room was being sent counts as sent", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await at.write("one");
    await eventually(async () => expect((await logOf(ada, organization, id))[0]?.state).toBe("delivered"));
    const [one] = await logOf(ada, organization, id);
    await receiver.plan({ waits: true }, {});
    await at.write("two");
    await receiver.until(2);
    await ada.must(ada.post(`${webhookPaths.one(organization, id)}/deliveries/${one?.id}/replay`, undefined));
    await receiver.answer();
    await receiver.until(3);
    await eventually(async () => expect((await webhookOf(ada, organization, id)).waiting).toBe(0));
    expect(textsOf(await receiver.events())).toEqual(["one", "two", "one"]);
  });

  test("HOOK-11: one delivery is sent again, and all failed ones since a time, in their order", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await at.write("arrived");
    await receiver.until(1);
    await eventually(async () => expect((await logOf(ada, organization, id))[0]?.state).toBe("delivered"));
    const [arrived] = await logOf(ada, organization, id);
    const path = webhookPaths.one(organization, id);
    await ada.must(ada.post(`${path}/deliveries/${arrived?.id}/replay`, undefined));
    const [first, second] = await receiver.until(2);
    expect(second).toEqual(first);
    await receiver.plan({ status: 500 });
    for (const text of ["f1", "f2", "f3"]) await at.write(text);
    await eventually(async () => expect((await webhookOf(ada, organization, id)).waiting).toBe(3));
    await ada.must(change(ada, organization, id, { revision: 1, on: false }));
    await ada.must(change(ada, organization, id, { revision: 2, on: true }));
    const failed = await logOf(ada, organization, id, "?state=failed");
    expect(failed).toHaveLength(3);
    const seen = (await receiver.requests()).length;
    await receiver.plan({});
    const since = failed[1]?.at ?? 0;
    expect(await ada.must(ada.post(`${path}/replay`, { since }))).toEqual({ count: 2 });
    await receiver.until(seen + 2);
    expect(textsOf(await receiver.events()).slice(seen)).toEqual(["f2", "f3"]);
  });

  test("HOOK-11, IDEMPOTENCY-2: a test and what is sent again are sent once for each request, whatever became of them", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    await at.write("arrived");
    await eventually(async () => expect((await logOf(ada, organization, id))[0]?.state).toBe("delivered"));
    const [arrived] = await logOf(ada, organization, id);
    const one = webhookPaths.one(organization, id);
    ada.headers["idempotency-key"] = "once";
    let sent = 1;
    for (const path of [`${one}/test`, `${one}/deliveries/${arrived?.id}/replay`]) {
      const first = await ada.must(ada.post<Delivery>(path, undefined));
      await receiver.until(++sent);
      await settled(organization, sent);
      expect(await ada.must(ada.post<Delivery>(path, undefined))).toEqual(first);
    }
    delete ada.headers["idempotency-key"];
    await at.write("last");
    await receiver.sent(({ data }) => JSON.stringify(data).includes("last"));
    expect(await receiver.events()).toHaveLength(sent + 1);
  });

  test("HOOK-11, IDEMPOTENCY-2: what failed is sent again once for each request", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    const offAndOn = async (revision: number): Promise<void> => {
      await ada.must(change(ada, organization, id, { revision, on: false }));
      await ada.must(change(ada, organization, id, { revision: revision + 1, on: true }));
    };
    await receiver.plan({ status: 500 });
    await at.write("fails");
    await settled(organization, 1);
    await offAndOn(1);
    const path = `${webhookPaths.one(organization, id)}/replay`;
    ada.headers["idempotency-key"] = "once";
    expect(await ada.must(ada.post(path, { since: 0 }))).toEqual({ count: 1 });
    await settled(organization, 2);
    await offAndOn(3);
    expect(await ada.must(ada.post(path, { since: 0 }))).toEqual({ count: 1 });
    delete ada.headers["idempotency-key"];
    expect((await logOf(ada, organization, id))[0]).toMatchObject({ state: "failed", attempts: 2 });
  });

  test("HOOK-11: the log is a page of fifty and goes on, and bad pages are refused", async () => {
    const { ada, organization, receiver, at, id } = await hooked({ events: ["message.sent"] });
    for (let i = 0; i < 55; i++) at.tell({ type: "send", id: newMessageId(), text: `m${i}` });
    await receiver.until(20);
    const path = `${webhookPaths.one(organization, id)}/deliveries`;
    const page = await eventually(async () => {
      const found = await ada.must(ada.get<DeliveryPage>(path));
      if (!found.more) throw new Error("not all are there");
      return found;
    });
    expect(page.deliveries).toHaveLength(50);
    const rest = await logOf(ada, organization, id, `?before=${page.deliveries.at(-1)?.id}`);
    expect(rest.length).toBeGreaterThan(0);
    for (const query of ["?before=x", "?before=0", "?before=-1", "?state=lost", "?before=1e99"])
      expect(codeOf(await ada.get(`${path}${query}`))).toBe("bad_type");
    for (const delivery of ["0", "x", "999999999", "-1", "1e3"])
      expect(codeOf(await ada.post(`${path}/${delivery}/replay`, undefined))).toBe("not_found");
  });
});

describe("loops", () => {
  test("HOOK-12: two programs that answer each other end, and people in the same room go on", async () => {
    const { ada, grace, organization, room, receiver, at, id } = await hooked({ events: ["message.sent"] });
    const bot = await join(roomOf(room), grace.id);
    await bot.write("it begins");
    // As a program does that answers everything that it is sent of itself.
    let answered = 0;
    const ended = async (): Promise<boolean> => {
      const events = await receiver.events();
      for (; answered < events.length; answered++) await bot.write(`answer ${answered}`);
      const log = await logOf(ada, organization, id, "?state=dropped");
      return log.some(({ reason }) => reason === "loop");
    };
    await until(ended);
    expect(await receiver.events()).toHaveLength(100);
    await at.write("a person");
    await receiver.sent(({ data }) => (data["message"] as { author: string }).author === ada.id);
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

describe("documents and organizations", () => {
  test("HOOK-14: a document that is ready or cannot be read is told once, as it stands then", async () => {
    const { ada, organization } = await team();
    const receiver = new Receiver();
    await makeWebhook(ada, organization.id, receiver, { events: ["document.ready", "document.failed"] });
    const library = await makeLibrary(ada, organization.id, { readers: [] });
    const shelf = { organization: organization.id, library: library.id };
    const note = await addNote(ada, shelf, "Door", "The door is blue.");
    const event = await receiver.sent(({ type }) => type === "document.ready");
    expect(event.data).toMatchObject({
      document: { id: note.id, library: library.id, title: "Door", state: "ready", version: 1 },
    });
    expect(event.room).toBeUndefined();
    await uploadTo(ada, shelf, "broken.pdf", "%PDF-1.7 nothing");
    const failed = await receiver.sent(({ type }) => type === "document.failed");
    expect(failed.data).toMatchObject({ document: { state: "failed", failure: "not_readable" } });
    expect((await receiver.events()).map(({ type }) => type)).toEqual(["document.ready", "document.failed"]);
  });

  test("HOOK-16: with its organization everything of its webhooks is deleted", async () => {
    const { organization, receiver, at } = await hooked({ events: ["message.sent"] });
    await at.write("one");
    await receiver.until(1);
    await serverOf(organization).erase();
    const counts = await runInDurableObject(serverOf(organization), (_, { storage }) =>
      ["webhooks", "deliveries", "lanes", "requests", "schedule", "server"].map(
        (table) => storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n,
      ),
    );
    expect(counts).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
