import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { decodeBase64 } from "../../shared/base64.ts";
import { noticePaths, type PushState } from "../../shared/notices.ts";
import { readVapid } from "../support/push-browser.ts";
import { decidedOf, dueNow, inState, turnOnPush } from "./support/notices.ts";
import { team } from "./support/person.ts";
import { roomOf } from "./support/hooked.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { until } from "../support/eventually.ts";
import type { Person } from "./support/person.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";

/** Ada and Grace share a room; Grace's phone is told by push. */
async function told() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const phone = await turnOnPush(grace);
  const at = await join(roomOf(room), ada.id);
  return {
    ada,
    grace,
    room,
    phone,
    at,
    organization: organization.id,
    inbox: { organization: organization.id, user: grace.id },
  };
}

/** The news has reached the inbox, and its time has come. */
async function decided(
  who: { organization: OrganizationId; user: Person["id"] },
  room: RoomId,
): Promise<void> {
  await inState(who, room, "waiting");
  await dueNow(who.organization, who.user, room);
}

describe("a push", () => {
  test("NOTIFY-12: is decrypted by the browser that registered, and signed by the server", async () => {
    const { room, phone, at, inbox, organization } = await told();
    const { seq } = await at.write("The roses are in");
    await decided(inbox, room);
    const [push] = await phone.until(1);
    expect(push).toMatchObject({
      type: "notice",
      tag: `parley/${organization}/${room}`,
      title: "garden",
      body: "ada: The roses are in",
      url: `/${organization}/${room}#m${seq}`,
      actions: [{ action: "reply", title: "Reply" }, { action: "read" }, { action: "done" }],
    });
    const [request] = await phone.receiver.requests();
    expect(request?.headers).toMatchObject({
      ttl: "43200",
      urgency: "normal",
      "content-encoding": "aes128gcm",
    });
    expect(request?.headers["topic"]).toMatch(/^[\w-]{32}$/);
    expect(decodeBase64(request?.base64 ?? "").length).toBeLessThanOrEqual(4096);
    const claims = await readVapid(request?.headers["authorization"] ?? "", env.VAPID_PUBLIC ?? "");
    expect(claims).toMatchObject({
      aud: phone.receiver.origin.replace("http:", "https:"),
      sub: "mailto:parley@localhost",
    });
  });

  test("NOTIFY-13: what was read anywhere before it is decided is told nowhere", async () => {
    const { grace, room, phone, at, inbox, organization } = await told();
    const { seq } = await at.write("one");
    await inState(inbox, room, "waiting");
    const desk = await join(roomOf(room), grace.id);
    await desk.ask({ type: "read", seq });
    await inState(inbox, room, null);
    await dueNow(inbox.organization, inbox.user, room);
    expect(await phone.told()).toEqual([]);
    const [line] = await decidedOf(grace, organization);
    expect(line).toMatchObject({ room, title: "garden", rule: "read", told: false });
  });

  test("NOTIFY-14: what is read or deleted after it was told is closed by a push", async () => {
    const { grace, room, phone, at, inbox } = await told();
    const { seq } = await at.write("one");
    await decided(inbox, room);
    await phone.until(1);
    await inState(inbox, room, "told");
    const desk = await join(roomOf(room), grace.id);
    await desk.ask({ type: "read", seq });
    const pushes = await phone.until(2);
    expect(pushes[1]).toMatchObject({ type: "close", tag: pushes[0]?.tag });
    // A device that is off gets the last of them alone: the push service replaces what has the same topic.
    const [first, second] = await phone.receiver.requests();
    expect(second?.headers["topic"]).toBe(first?.headers["topic"]);
    await inState(inbox, room, null);
    const two = await at.write("two");
    await decided(inbox, room);
    await phone.until(3);
    await inState(inbox, room, "told");
    await at.ask({ type: "delete", target: two.seq });
    expect((await phone.until(4))[3]).toMatchObject({ type: "close" });
  });

  test("NOTIFY-14: what was deleted before it is sent is not told, and no text of it is", async () => {
    const { room, phone, at, inbox } = await told();
    const { seq } = await at.write("a secret by mistake");
    await inState(inbox, room, "waiting");
    await at.ask({ type: "delete", target: seq });
    await inState(inbox, room, null);
    await dueNow(inbox.organization, inbox.user, room);
    expect(await phone.told()).toEqual([]);
  });

  test("NOTIFY-15: a session that ends takes its pushes with it", async () => {
    const { grace, room, phone, at, inbox, organization } = await told();
    await grace.signOut();
    await at.write("one");
    await decided(inbox, room);
    await inState(inbox, room, "told");
    expect(await phone.told()).toEqual([]);
    await grace.signIn();
    const [line] = await decidedOf(grace, organization);
    expect(line).toMatchObject({ rule: "noChannel", told: false });
  });

  test("NOTIFY-15: a browser in which somebody else is told now shows nothing of who was told before", async () => {
    const { ada, grace, room, phone, at, inbox } = await told();
    const keys = { p256dh: `BA${"A".repeat(85)}`, auth: "A".repeat(22) };
    await ada.must(ada.send("PUT", noticePaths.push, { endpoint: phone.receiver.address, keys }));
    expect((await grace.must(grace.get<PushState>(noticePaths.push))).on).toBe(false);
    await at.write("for Grace alone");
    await decided(inbox, room);
    await inState(inbox, room, "told");
    expect(await phone.receiver.requests()).toEqual([]);
  });

  test("NOTIFY-15: an address that is gone is removed, and one that fails for now is tried again", async () => {
    const { grace, room, phone, at, inbox, organization } = await told();
    await phone.receiver.plan({ status: 503 }, { status: 201 }, { status: 410 });
    await at.write("one");
    await decided(inbox, room);
    await phone.until(2);
    await inState(inbox, room, "told");
    await at.write("two");
    await decided(inbox, room);
    await phone.until(3);
    await until(async () => !(await grace.must(grace.get<PushState>(noticePaths.push))).on);
    const [line] = await decidedOf(grace, organization);
    expect(line?.channels).toMatchObject([{ outcome: "gone", detail: "410" }]);
  });

  test.each([
    "https://push.example/send/1",
    "http://fcm.googleapis.com/fcm/send/1",
    "https://fcm.googleapis.com.evil.example/1",
    "https://fcm.googleapis.com:8443/1",
    "https://a:b@fcm.googleapis.com/1",
    "https://127.0.0.1/1",
    "https://push.apple.com.evil.example/",
    "https://evilpush.apple.com@evil.example/",
    "nonsense",
  ])("NOTIFY-16: %s is no address of a push service", async (endpoint) => {
    const { ada } = await team();
    const keys = { p256dh: `BA${"A".repeat(85)}`, auth: "A".repeat(22) };
    const answer = await ada.send("PUT", noticePaths.push, { endpoint, keys });
    expect([answer.status, codeOf(answer)]).toEqual([400, "bad_type"]);
    expect((await ada.must(ada.get<PushState>(noticePaths.push))).on).toBe(false);
  });

  test("NOTIFY-16: the addresses of the known push services are taken, with keys of a browser alone", async () => {
    const { ada } = await team();
    const keys = { p256dh: `BA${"A".repeat(85)}`, auth: "A".repeat(22) };
    for (const endpoint of [
      "https://fcm.googleapis.com/fcm/send/a",
      "https://updates.push.services.mozilla.com/wpush/v2/a",
      "https://web.push.apple.com/a",
      "https://wns2-par02p.notify.windows.com/w/?token=a",
    ])
      expect(codeOf(await ada.send("PUT", noticePaths.push, { endpoint, keys }))).toBe("ok");
    for (const wrong of [
      { p256dh: "AAAA", auth: keys.auth },
      { p256dh: keys.p256dh, auth: "AA" },
    ]) {
      const body = { endpoint: "https://web.push.apple.com/b", keys: wrong };
      expect(codeOf(await ada.send("PUT", noticePaths.push, body))).toBe("bad_type");
    }
  });
});
