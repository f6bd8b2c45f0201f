import { describe, expect, test } from "vitest";
import { webhookPaths, type NewWebhook } from "../../shared/webhooks.ts";
import { codeOf } from "./support/visitor.ts";
import { verified } from "./support/webhooks.ts";
import { hooked } from "./support/hooked.ts";

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
