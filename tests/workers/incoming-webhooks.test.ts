import { env, exports } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import {
  type IncomingWebhook,
  incomingPaths,
  MAX_INCOMING_PER_MINUTE,
  type NewIncomingWebhook,
} from "../../shared/incoming-webhooks.ts";
import { eventually } from "../support/eventually.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { join, newRoomId } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { makeWebhook, Receiver, walked } from "./support/webhooks.ts";

const roomOf = (room: RoomId) => env.ROOM.getByName(room);

const make = (person: Person, organization: OrganizationId, room: RoomId, name = "Build") =>
  person.must(person.post<NewIncomingWebhook>(incomingPaths.all(organization), { name, room }));

/** As a program anywhere does: no cookie and no origin. */
async function post(address: string, body: string, headers: Record<string, string> = {}) {
  const response = await exports.default.fetch(address, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: response.status, text: await response.text() };
}
const say = (address: string, text: unknown, headers?: Record<string, string>) =>
  post(address, JSON.stringify({ text }), headers);

async function posted() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "ops", members: [grace.id] });
  const made = await make(ada, organization.id, room);
  const at = await join(roomOf(room), ada.id);
  return { ada, grace, organization: organization.id, room, at, ...made };
}

const withoutTrace = (text: string) => text.replace(/"traceId":"[^"]*"/, "");

describe("incoming webhooks", () => {
  test("HOOK-20, HOOK-21: a program writes into its room, as a member with a name, and mentions members alone", async () => {
    const { grace, at, address, webhook } = await posted();
    expect(address).toMatch(/^https:\/\/parley\.example\/hooks\/in\/[A-Za-z0-9_-]{43}$/);
    expect(await say(address, "The build is red, @grace and @nobody")).toEqual({ status: 200, text: "ok" });
    const event = await at.until(() => at.events.find(({ type }) => type === "message.sent"));
    expect(event).toMatchObject({
      by: webhook.user,
      message: { text: "The build is red, @grace and @nobody", mentions: [grace.id] },
    });
    expect(webhook).toMatchObject({ name: "Build", roomName: "ops", usedAt: null });
  });

  test("HOOK-21: a form with a payload is taken as Slack takes it, and a key makes a repeated post one message", async () => {
    const { at, address } = await posted();
    const payload = new URLSearchParams({ payload: JSON.stringify({ text: "<https://x.example|build 7>" }) });
    const form = { "content-type": "application/x-www-form-urlencoded", "idempotency-key": "7" };
    expect((await post(address, payload.toString(), form)).status).toBe(200);
    expect((await post(address, payload.toString(), form)).status).toBe(200);
    expect((await say(address, "after")).status).toBe(200);
    await at.until(() =>
      at.events.find((event) => event.type === "message.sent" && event.message.text === "after"),
    );
    const texts = at.events.flatMap((event) => (event.type === "message.sent" ? [event.message.text] : []));
    expect(texts).toEqual(["build 7 (https://x.example)", "after"]);
  });

  test("HOOK-20: nobody's name is taken, with and without an idempotency key", async () => {
    const { ada, grace, organization, room } = await posted();
    for (const key of [undefined, "once"]) {
      if (key !== undefined) ada.headers["idempotency-key"] = key;
      const body = { name: grace.name, room };
      expect(codeOf(await ada.post(incomingPaths.all(organization), body))).toBe("conflict");
    }
    delete ada.headers["idempotency-key"];
  });

  test("HOOK-22: an address that is replaced twice by one request is the same address", async () => {
    const { ada, organization, webhook } = await posted();
    const path = `${incomingPaths.one(organization, webhook.id)}/address`;
    ada.headers["idempotency-key"] = "once";
    const first = await ada.must(ada.post<NewIncomingWebhook>(path, undefined));
    const again = await ada.must(ada.post<NewIncomingWebhook>(path, undefined));
    delete ada.headers["idempotency-key"];
    expect(again).toEqual(first);
    expect((await say(first.address, "still here")).status).toBe(200);
  });

  test("HOOK-22: a replacement that is sent again after a newer one is a conflict, and the newer address goes on", async () => {
    const { ada, organization, webhook } = await posted();
    const path = `${incomingPaths.one(organization, webhook.id)}/address`;
    ada.headers["idempotency-key"] = "once";
    const older = await ada.must(ada.post<NewIncomingWebhook>(path, undefined));
    delete ada.headers["idempotency-key"];
    const newer = await ada.must(ada.post<NewIncomingWebhook>(path, undefined));
    ada.headers["idempotency-key"] = "once";
    expect(codeOf(await ada.post(path, undefined))).toBe("conflict");
    delete ada.headers["idempotency-key"];
    expect((await say(newer.address, "still here")).status).toBe(200);
    expect((await say(older.address, "nobody")).status).toBe(404);
  });

  test("HOOK-22: an unknown, a replaced, a revoked and a malformed address get one answer, and so does every other method", async () => {
    const { ada, organization, address, webhook, room, at } = await posted();
    const path = incomingPaths.one(organization, webhook.id);
    const next = await ada.must(ada.post<NewIncomingWebhook>(`${path}/address`, undefined));
    const replaced = await say(address, "old");
    expect((await say(next.address, "new")).status).toBe(200);
    await ada.must(ada.delete(path));
    const revoked = await say(next.address, "gone");
    const unknown = await say(`https://parley.example/hooks/in/${"x".repeat(43)}`, "hello");
    const malformed = await say("https://parley.example/hooks/in/x%00", "hello");
    const badBody = await post(`https://parley.example/hooks/in/${"x".repeat(43)}`, "{");
    const other = await exports.default.fetch(address, { method: "GET" });
    const answers = [
      replaced,
      revoked,
      unknown,
      malformed,
      badBody,
      { status: other.status, text: await other.text() },
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${withoutTrace(text)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    // The account has left the room, and its messages stay.
    await eventually(async () => expect(await roomOf(room).roleOf(webhook.user)).toBeNull());
    await at.until(() =>
      at.events.find((event) => event.type === "message.sent" && event.message.text === "new"),
    );
    expect(await ada.must(ada.get<IncomingWebhook[]>(incomingPaths.all(organization)))).toEqual([]);
  });

  test("HOOK-22: an account that was removed from the room, or deleted, writes no more, with the same answer", async () => {
    const { ada, organization, address, webhook, at, room } = await posted();
    await at.ask({ type: "remove", user: webhook.user });
    const removed = await say(address, "hello?");
    const second = await make(ada, organization, room, "Deploys");
    await ada.must(ada.delete(`/api/organizations/${organization}/services/${second.webhook.user}`));
    const deleted = await say(second.address, "hello?");
    const unknown = await say(`https://parley.example/hooks/in/${"x".repeat(43)}`, "hello?");
    expect(new Set([removed, deleted, unknown].map(({ text }) => withoutTrace(text))).size).toBe(1);
  });

  test("HOOK-23: the secret is in no answer but the first one, in no row and in no line of the log", async () => {
    const lines: string[] = [];
    for (const kind of ["log", "warn", "error", "info"] as const)
      vi.spyOn(console, kind).mockImplementation((...words) => void lines.push(JSON.stringify(words)));
    const { ada, organization, address } = await posted();
    const secret = address.slice(address.lastIndexOf("/") + 1);
    await say(address, "fine");
    await say(address, 7);
    await post(address, "{");
    await say(`${address}/more`, "x");
    await exports.default.fetch(`${address}%ff`, { method: "POST" });
    const list = await ada.get(incomingPaths.all(organization));
    const rows = await env.DB.prepare("SELECT * FROM incoming_webhooks").all();
    vi.restoreAllMocks();
    expect(list.text).toContain("Build");
    expect([list.text, JSON.stringify(rows.results), ...lines].join(" ")).not.toContain(secret);
  });

  test("HOOK-24: bad posts are refused with a code, and no more than sixty are taken in a minute", async () => {
    const { address } = await posted();
    const code = async (answer: Promise<{ text: string }>) => /"code":"(\w+)"/.exec((await answer).text)?.[1];
    expect(await code(post(address, "{"))).toBe("bad_json");
    expect(await code(say(address, 7))).toBe("bad_type");
    expect(await code(say(address, "x".repeat(20_000)))).toBe("too_large");
    expect(await code(post(address, JSON.stringify({ text: "x".repeat(70_000) })))).toBe("too_large");
    expect(await code(say(address, "  ")).then((refused) => refused !== undefined)).toBe(true);
    const answers = await Promise.all(
      Array.from({ length: MAX_INCOMING_PER_MINUTE * 2 + 5 }, () => post(address, "{")),
    );
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(5);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test("HOOK-20: only rooms that the person is in, and none of two people or of visitors", async () => {
    const { ada, grace, organization, room } = await posted();
    const mine = await ada.makeRoom(organization, { kind: "direct", members: [grace.id] });
    const hers = await grace.makeRoom(organization, { kind: "group", name: "hers", members: [] });
    const ask = (where: RoomId, name = "Other") =>
      ada.post(incomingPaths.all(organization), { name, room: where });
    expect(codeOf(await ask(mine))).toBe("bad_type");
    const [foreign, missing] = [await ask(hers), await ask(newRoomId())];
    expect([foreign.status, withoutTrace(foreign.text)]).toEqual([404, withoutTrace(missing.text)]);
    // Nobody is called like a person, or like another one.
    for (const name of ["grace", "Build", "Parley"]) expect(codeOf(await ask(room, name))).toBe("conflict");
    const mallory = await signUp("mallory");
    const theirs = await mallory.found();
    const [webhook] = await ada.must(ada.get<IncomingWebhook[]>(incomingPaths.all(organization)));
    if (webhook === undefined) throw new Error("none");
    expect(codeOf(await mallory.delete(incomingPaths.one(theirs.id, webhook.id)))).toBe("not_found");
    expect(codeOf(await mallory.post(`${incomingPaths.one(theirs.id, webhook.id)}/address`, undefined))).toBe(
      "not_found",
    );
    expect(codeOf(await grace.get(incomingPaths.all(organization)))).toBe("forbidden");
  });

  test("HOOK-20: the same request with the same key makes one webhook with one address", async () => {
    const { ada, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "ops", members: [] });
    ada.headers["idempotency-key"] = "once";
    const [one, two] = [await make(ada, organization.id, room), await make(ada, organization.id, room)];
    expect(two.address).toBe(one.address);
    expect(two.webhook.id).toBe(one.webhook.id);
  });

  test("HOOK-12: an outgoing webhook whose receiver posts into the same room ends", async () => {
    const { ada, organization, address, at } = await posted();
    const receiver = new Receiver();
    await makeWebhook(ada, organization, receiver, { events: ["message.sent"] });
    await walked(organization);
    await at.write("it begins");
    // The bounds of both sides end it: sixty posts in a minute, and a hundred messages of one author in five.
    let answered = 0;
    let refused = 0;
    await eventually(async () => {
      const events = await receiver.events();
      for (; answered < events.length; answered++)
        if ((await say(address, `answer ${answered}`)).status === 429) refused++;
      if (refused === 0) throw new Error("it goes on");
    });
    expect(answered).toBeLessThanOrEqual(2 * MAX_INCOMING_PER_MINUTE + 2);
  });
});
