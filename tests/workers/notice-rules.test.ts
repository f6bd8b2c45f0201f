import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { scopeBits } from "../../server/sockets/scope-bits.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../server/sockets/socket-principal.ts";
import { makeId } from "../../shared/ids.ts";
import { noticePaths, type NoticeSettings } from "../../shared/notices.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { eventually } from "../support/eventually.ts";
import { roomOf } from "./support/hooked.ts";
import { InboxDevice } from "./support/inbox.ts";
import { decidedOf, decideNow, dueNow, inboxAt, inState, toldOf, turnOnPush } from "./support/notices.ts";
import { team } from "./support/person.ts";
import { join } from "./support/room.ts";

async function garden() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const phone = await turnOnPush(grace);
  const at = await join(roomOf(room), ada.id);
  const inbox = { organization: organization.id, user: grace.id };
  const change = (settings: Partial<NoticeSettings>) =>
    grace.must(grace.send("PATCH", noticePaths.settings(organization.id), settings));
  /** The list of rooms is open on the device that is told by push, and nobody uses it. */
  const open = async () => {
    const row = await env.DB.prepare("SELECT session FROM push_devices WHERE user = ?")
      .bind(grace.id)
      .first();
    const principal = {
      user: grace.id,
      scopes: scopeBits(ALL_SCOPES),
      grant: `ses_${String(row?.["session"])}` as const,
    };
    const response = await inboxAt(organization.id, grace.id).fetch("https://parley.internal/", {
      headers: { upgrade: "websocket", [PRINCIPAL_HEADER]: encodePrincipal(principal) },
    });
    if (response.webSocket === null) throw new Error("no socket");
    const socket = response.webSocket;
    const device = new InboxDevice(socket);
    await device.ask({ type: "here", state: "idle" });
    await eventually(() => expect(device.rooms.has(room)).toBe(true));
    return { device, close: () => socket.close(1000, "bye") };
  };
  return { ada, grace, organization: organization.id, room, phone, at, inbox, change, open };
}

test("NOTIFY-19: a device with Parley open gets no push, and gets one later if it was asleep", async () => {
  const { organization, grace, room, phone, at, inbox, open } = await garden();
  const { close } = await open();
  await at.write("one");
  await decideNow(inbox, room);
  await eventually(async () => {
    expect(await toldOf(inbox, room)).toContain('"outcome":"open"');
  });
  expect(await phone.told()).toEqual([]);
  close();
  await eventually(async () => {
    await dueNow(organization, grace.id, room);
    await inState(inbox, room, "told");
  });
  expect(await phone.told()).toMatchObject([{ body: "ada: one" }]);
});

test("NOTIFY-20: a keyword far into a long text tells in a room of mentions only, and not in a muted one", async () => {
  const { grace, organization, room, phone, at, inbox, change, open } = await garden();
  const { device, close } = await open();
  await change({ keywords: ["kettle"] });
  await device.ask({ type: "set", room, change: { level: "mentions" } });
  close();
  await at.write("nothing of interest");
  await decideNow(inbox, room);
  await inState(inbox, room, null);
  await at.write(`${"word ".repeat(200)} the Kettle!`);
  await decideNow(inbox, room);
  await phone.until(1);
  await inState(inbox, room, "told");
  const again = await open();
  await again.device.ask({ type: "set", room, change: { muted: true } });
  again.close();
  // What is shown is closed, and nothing more is told.
  expect((await phone.until(2))[1]).toMatchObject({ type: "close" });
  await inState(inbox, room, null);
  await at.write("the kettle again");
  await decideNow(inbox, room);
  await inState(inbox, room, null);
  const rules = (await decidedOf(grace, organization)).map(({ rule }) => rule);
  expect(rules).toEqual(["muted", "keyword", "onlyMentions"]);
});

test("NOTIFY-21: in quiet hours of the person's zone nothing is told, and a wrong zone is refused", async () => {
  const { grace, organization, room, phone, at, inbox, change } = await garden();
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Kolkata",
    hour: "2-digit",
    hourCycle: "h23",
  });
  const hour = Number(clock.format(Date.now()));
  const quietHours = { from: hour * 60, to: ((hour + 2) % 24) * 60 };
  await change({ zone: "Asia/Kolkata", quietHours });
  await at.write("one");
  await decideNow(inbox, room);
  await inState(inbox, room, null);
  expect((await decidedOf(grace, organization))[0]).toMatchObject({ rule: "quietHours", told: false });
  expect(await phone.told()).toEqual([]);
  for (const wrong of [
    { zone: "Mars/Olympus" },
    { quietHours: { from: -1, to: 0 } },
    { keywords: ["a\nb"] },
    { digest: 3 },
  ]) {
    const answer = await grace.send("PATCH", noticePaths.settings(organization), wrong);
    expect(answer.status).toBe(400);
  }
});

test("NOTIFY-29: a reminder that is due is told by push, and closed when it is done", async () => {
  const { organization, grace, room, phone, inbox, open } = await garden();
  const { device, close } = await open();
  const id = makeId("rem", (bytes) => crypto.getRandomValues(bytes));
  const about = { type: "room" as const, room };
  await device.ask({ type: "reminder.add", id, about, text: "Water the roses", due: Date.now() + 300 });
  close();
  const [push] = await phone.until(1);
  expect(push).toMatchObject({
    ...{ title: "Reminder", body: "Water the roses", url: `/${organization}/${room}` },
    tag: `parley/${organization}/reminder_${id}`,
  });
  await inState(inbox, `reminder_${id}`, "told");
  const again = await open();
  await again.device.ask({ type: "reminder.change", id, change: { done: true } });
  again.close();
  expect((await phone.until(2))[1]).toMatchObject({ type: "close", tag: push?.tag });
  const [line] = await decidedOf(grace, organization);
  expect(line).toMatchObject({ kind: "reminder", rule: "due", told: true });
});

test("NOTIFY-30: a task is told at its due time, and closed when it is done", async () => {
  const { organization, phone, inbox, open } = await garden();
  const { device, close } = await open();
  const id = makeId("task", (bytes) => crypto.getRandomValues(bytes));
  const due = { at: Date.now() + 300, zone: "Europe/Berlin" };
  await device.ask({ type: "task.add", id, title: "Water the roses 浇花", task: { due } });
  const late = makeId("task", (bytes) => crypto.getRandomValues(bytes));
  const past = { at: Date.now() - 86_400_000, zone: "Europe/Berlin" };
  await device.ask({ type: "task.add", id: late, title: "Too late", task: { due: past } });
  close();
  const [push] = await phone.until(1);
  expect(push).toMatchObject({
    ...{ title: "A task is due", body: "Water the roses 浇花", url: `/${organization}/tasks` },
    tag: `parley/${organization}/task_${id}`,
  });
  await inState(inbox, `task_${id}`, "told");
  const again = await open();
  await again.device.ask({ type: "task.state", id, state: "done", due: due.at });
  again.close();
  expect((await phone.until(2))[1]).toMatchObject({ type: "close", tag: push?.tag });
});
