/** An owner makes a webhook, sees what was sent to a real receiver, and deals with one that fails. */
import { randomUUID } from "node:crypto";
import type { Route } from "playwright-core";
import { Webhook as Verifier } from "standardwebhooks";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { MAX_WEBHOOK_ROOMS } from "../../shared/limits.ts";
import { type Delivery, type SentEvent, type Webhook, webhookPaths } from "../../shared/webhooks.ts";
import type { PlannedAnswer, ReceivedRequest } from "../support/receiver.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { change, found, type Home, list as listed, PHONE } from "./support/people.ts";
import { enter, message, say } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";
import { takeSecret } from "./support/take-secret.ts";

const stage = setStage();
let ada: Home;
let secret = "";
const name = randomUUID();
const receiver = inject("receiver");

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
});
afterAll(() => leave(ada));

const requests = async (): Promise<ReceivedRequest[]> => (await fetch(`${receiver}/seen/${name}`)).json();
const events = async (): Promise<SentEvent[]> => (await requests()).map(({ body }) => JSON.parse(body));
const plan = (...answers: PlannedAnswer[]) =>
  fetch(`${receiver}/plan/${name}`, { method: "PUT", body: JSON.stringify(answers) });
const list = () => `/${ada.organization.id}/settings/webhooks`;

const isFocused = (element: Element) => element === document.activeElement;
const answer = (route: Route, data: object | null) => route.fulfill({ json: { ok: true, data } });
/** A delivery as the server lists it. */
const delivery = (id: number): Omit<Delivery, "event"> & { event: string } => ({
  id,
  event: `evt_${id}`,
  type: "message.sent",
  room: null,
  at: id * 60_000,
  state: "failed",
  reason: "tries",
  attempts: 9,
  tries: [],
  nextAt: null,
});
/** Holds whoever waits for `opened`. */
function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

async function openWebhook(): Promise<void> {
  await ada.page.goto(list());
  await ada.page.getByRole("link", { name: /Ledger/ }).click();
  await ada.page.getByRole("heading", { name: "Ledger" }).waitFor();
}

test("HOOK-15: a webhook is made by keyboard, its secret is shown once, and a message arrives that the secret checks", async () => {
  const { page } = ada;
  await page.goto(list());
  await page.getByText("There is no webhook yet.").waitFor();
  await screenshots(page, "settings-webhooks-none");
  await page.getByRole("button", { name: "New webhook" }).press("Enter");
  const create = page.getByRole("button", { name: "Create webhook" });
  await page.getByRole("textbox", { name: "Name" }).fill("  ");
  expect(await create.isDisabled()).toBe(true);
  await page.getByRole("textbox", { name: "Name" }).fill("Ledger");
  await page.getByRole("textbox", { name: "Address" }).fill("http://192.168.0.1/hook");
  await create.click();
  await page.getByText("Choose an event.").waitFor();
  await page.getByLabel("A message was sent").press("Space");
  await page.getByLabel("A message was deleted").check();
  await create.click();
  await page.getByText("The address must begin with https:// and be public.").waitFor();
  await screenshots(page, "settings-webhooks-form");
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Address" }).fill(`${receiver}/to/${name}`);
  await create.click();
  await page.getByText("Copy it now. It cannot be shown again.", { exact: false }).waitFor();
  await screenshot(page, "settings-webhooks-secret");
  secret = await takeSecret(page);
  expect(secret).toMatch(/^whsec_/);
  await page.getByText("Nothing was sent yet.").waitFor();
  await page.getByText("Stands for Ada Lovelace").waitFor();

  await enter(ada);
  await say(page, "The roof is red");
  await eventually(events, (all) => all.length === 1);
  const [request] = await requests();
  if (request === undefined) throw new Error("nothing was sent");
  expect(new Verifier(secret).verify(request.body, request.headers)).toMatchObject({
    type: "message.sent",
    data: { message: { text: "The roof is red" } },
  });
  await openWebhook();
  await page.getByText("A message was sent").waitFor();
  await page.locator(".delivery__summary").first().press("Enter");
  await page.getByText(/200 after/).waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("HOOK-15: a test is sent, and an answer that fails is seen with its words and sent again", async () => {
  const { page } = ada;
  await plan({ status: 500, body: "the ledger is closed" }, {});
  await openWebhook();
  await page.getByRole("button", { name: "Send a test" }).click();
  await eventually(events, (all) => all.some(({ type }) => type === "webhook.test"));
  await eventually(
    async () => {
      await page.getByRole("button", { name: "Refresh" }).click();
      return page.getByText("Fails", { exact: true }).count();
    },
    (count) => count > 0,
  );
  await page.locator(".delivery__summary").first().click();
  await page.getByText("the ledger is closed").waitFor();
  await page.getByText("1 event waits.").waitFor();
  await screenshots(page, "settings-webhook-failing", true);
  expect(await seriousProblems(page)).toEqual([]);

  const [webhook] = await listed<Webhook>(ada, webhookPaths.all(ada.organization.id));
  if (webhook === undefined) throw new Error("there is no webhook");
  const path = webhookPaths.one(ada.organization.id, webhook.id);
  await change(ada, path, { revision: webhook.revision, name: "Ledger of the shop" });
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Somebody else has changed this webhook.").waitFor();
  await page.getByRole("heading", { name: "Ledger of the shop", level: 1 }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Somebody switched it off", { exact: false }).waitFor();
  // The list was loaded again, and the delivery that was opened still is.
  await page.getByText("The webhook was switched off").first().waitFor();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Events are sent.").waitFor();
  // The button is the same one.
  expect(await page.getByRole("button", { name: "Switch off" }).evaluate(isFocused)).toBe(true);
  const before = (await events()).length;
  await page.getByRole("button", { name: "Send all failed again" }).click();
  await page.getByText("1 event is sent again.").waitFor();
  await eventually(events, (all) => all.length === before + 1);
});

test("HOOK-15: older deliveries are of the state that is shown, and two are sent again at once", async () => {
  const { page } = ada;
  const older = gate();
  const replays = gate();
  const replayed: string[] = [];
  await page.route(/\/deliveries\?/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    if (query.get("state") === "failed") return answer(route, { deliveries: [delivery(7)], more: false });
    if (query.has("before")) await older.opened;
    const ids = query.has("before") ? [3, 2, 1] : [6, 5, 4];
    return answer(route, { deliveries: ids.map(delivery), more: !query.has("before") });
  });
  await page.route(/\/deliveries\/\d+\/replay$/, async (route) => {
    replayed.push(route.request().url().split("/").at(-2) ?? "");
    await replays.opened;
    return answer(route, null);
  });
  await openWebhook();
  const rows = page.locator(".delivery");
  const again = page.getByRole("button", { name: /^Send A message was sent of .* again$/ });
  await eventually(
    () => rows.count(),
    (count) => count === 3,
  );
  await page.getByRole("button", { name: "Show older ones" }).click();
  await page.getByRole("button", { name: "Failed", exact: true }).click();
  await eventually(
    () => rows.count(),
    (count) => count === 1,
  );
  const late = page.waitForResponse(/before=/);
  older.open();
  await (await late).finished();
  expect(await rows.count()).toBe(1);

  await page.getByRole("button", { name: "All", exact: true }).click();
  await page.getByRole("button", { name: "Show older ones" }).click();
  await eventually(
    () => rows.count(),
    (count) => count === 6,
  );
  await again.nth(0).click();
  await again.nth(4).click();
  await eventually(
    async () => replayed,
    (all) => all.length === 2,
  );
  expect(replayed).toEqual(["6", "2"]);
  replays.open();
  await page.getByText("1 event is sent again.").waitFor();
  expect(await rows.count()).toBe(6);
  await page.unrouteAll({ behavior: "wait" });
});

test("HOOK-15: too many rooms are told where they are chosen", async () => {
  const { page } = ada;
  await page.route(webhookPaths.all(ada.organization.id), async (route) => {
    const { data } = await (await route.fetch()).json();
    const rooms = Array.from({ length: MAX_WEBHOOK_ROOMS }, (_, at) => `room_${at}`);
    return answer(route, [{ ...data[0], rooms }]);
  });
  await openWebhook();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByText("100 more rooms, which are not in your list, stay chosen.").waitFor();
  const save = page.getByRole("button", { name: "Save" });
  expect(await save.isDisabled()).toBe(false);
  await page.getByLabel("welcome").check();
  await page.getByText("A webhook has at most 100 rooms. Choose fewer.").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel("welcome").uncheck();
  expect(await save.isDisabled()).toBe(false);
  await page.unrouteAll({ behavior: "wait" });
});

test("HOOK-15, HOOK-20: an address is made, a program writes by it, and it is replaced and deleted", async () => {
  const { page } = ada;
  await page.goto(list());
  await page.getByText("There is no address yet.").waitFor();
  await page.getByRole("button", { name: "New address" }).click();
  expect(await page.getByRole("button", { name: "Create address" }).isDisabled()).toBe(true);
  await page.getByRole("textbox", { name: "Name of its messages" }).fill("Ada Lovelace");
  await page.getByLabel("Room", { exact: true }).selectOption(ada.organization.welcomeRoom);
  await page.getByRole("button", { name: "Create address" }).click();
  await page.getByText("Somebody here has this name", { exact: false }).waitFor();
  await page.getByRole("textbox", { name: "Name of its messages" }).fill("Build");
  await page.getByRole("button", { name: "Create address" }).click();
  await page.getByRole("textbox", { name: "Address" }).waitFor();
  await screenshots(page, "settings-webhooks-incoming-address");
  const address = await takeSecret(page, "Address");
  expect(address).toMatch(/\/hooks\/in\/[A-Za-z0-9_-]{43}$/);
  await page.getByText(/Writes into #?welcome, never used/).waitFor();
  await screenshots(page, "settings-webhooks-list");
  expect(await seriousProblems(page)).toEqual([]);
  const write = (to: string, text: string) =>
    fetch(to, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });
  expect((await write(address, "The build is red")).status).toBe(200);
  await enter(ada);
  await message(page, "The build is red").waitFor();
  await screenshot(page, "room-with-a-program");
  await page.goto(list());
  await page.getByRole("button", { name: "Replace the address of Build?" }).click();
  await page.getByRole("button", { name: "Replace", exact: true }).click();
  const next = await takeSecret(page, "Address");
  expect((await write(address, "old")).status).toBe(404);
  expect((await write(next, "new")).status).toBe(200);
  await page.getByRole("button", { name: "Delete Build?" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("There is no address yet.").waitFor();
  expect((await write(next, "gone")).status).toBe(404);
});

test("HOOK-15: the secret is replaced, and on a phone the webhook is changed and deleted", async () => {
  const { page } = ada;
  await page.setViewportSize(PHONE.viewport);
  await openWebhook();
  await page.getByRole("button", { name: "Replace the secret" }).click();
  await page.getByLabel("The previous secret signs too").selectOption({ label: "For an hour" });
  await page.getByRole("dialog").getByRole("button", { name: "Replace the secret" }).click();
  expect(await takeSecret(page)).not.toBe(secret);
  await page.getByText("The previous secret signs too until", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Till");
  await page.getByLabel("Where", { exact: true }).selectOption({ label: "Only some rooms" });
  await page.getByLabel("welcome").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Till" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await screenshot(page, "settings-webhook-phone", true);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("There is no webhook yet.").waitFor();
  expect(ada.problems).toEqual([]);
});
