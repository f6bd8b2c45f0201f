import { describe, expect, test } from "vitest";
import { runInDurableObject } from "cloudflare:test";
import { paths } from "../../shared/api.ts";
import { webhookPaths } from "../../shared/webhooks.ts";
import { signUp, team } from "./support/person.ts";
import { newRoomId } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { change, makeWebhook, Receiver, serverOf } from "./support/webhooks.ts";
import { hooked } from "./support/hooked.ts";

const withoutTrace = (text: string) => text.replace(/"traceId":"[^"]*"/, "");

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

describe("the end of an organization", () => {
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
