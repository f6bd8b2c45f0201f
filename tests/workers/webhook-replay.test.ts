import { describe, expect, test } from "vitest";
import { webhookPaths, type Delivery, type DeliveryPage } from "../../shared/webhooks.ts";
import { eventually } from "../support/eventually.ts";
import { newMessageId } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { change, logOf, verified, webhookOf } from "./support/webhooks.ts";
import { hooked, textsOf, settled } from "./support/hooked.ts";

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
    const path = `${webhookPaths.one(organization, id)}/replay`;
    const replay = async (): Promise<unknown> => {
      ada.headers["idempotency-key"] = "once";
      const answer = await ada.must(ada.post(path, { since: 0 }));
      delete ada.headers["idempotency-key"];
      return answer;
    };
    const offAndOn = async (revision: number): Promise<void> => {
      await ada.must(change(ada, organization, id, { revision, on: false }));
      await ada.must(change(ada, organization, id, { revision: revision + 1, on: true }));
    };
    await receiver.plan({ status: 500 });
    await at.write("fails");
    await settled(organization, 1);
    await offAndOn(1);
    expect(await replay()).toEqual({ count: 1 });
    await settled(organization, 2);
    await offAndOn(3);
    expect(await replay()).toEqual({ count: 1 });
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
