/** API keys and service accounts: people make them in the app, and programs on Node use them. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrganizationSummary } from "../../shared/api.ts";
import { keyPaths, MAX_KEYS, type MadeKey, type Service } from "../../shared/keys.ts";
import { png } from "../support/images.ts";
import { faults } from "./support/faults.ts";
import { loaded } from "./support/loaded.ts";
import { call, found, join, me, type Home } from "./support/people.ts";
import { makeProgram } from "./support/program.ts";
import { enter, message, roomLink } from "./support/room.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";
import { takeSecret } from "./support/take-secret.ts";

const stage = setStage();
const WITHIN = { timeout: 30_000 };
const STRANGE = "Jean-Luc O'Neil (ops) 机器人";
const LONG = "nightly-export-of-every-conversation-to-the-archive-in-another-country-2026";
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  for (const { context } of [ada, grace])
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

afterAll(async () => {
  await leave(ada, grace);
});

const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const entry = (page: Page, name: string) =>
  page.locator("li.key").filter({ has: page.locator(".key__name", { hasText: name }) });
const program = (secret: string) => makeProgram(stage.app.origin, secret);
const secretOn = (page: Page) => dialog(page).getByRole("textbox", { name: "Secret", exact: true });
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function openKeys({ page, organization }: Home, tab = ""): Promise<void> {
  await page.goto(`/${organization.id}/settings/keys${tab}`);
  await page.getByRole("heading", { name: "API keys", level: 1 }).waitFor();
  await loaded(page);
}

async function openAccount(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("region", { name: "API keys" }).waitFor();
  await loaded(page);
}

test("KEY-20, KEY-11: a key is made, shown once, used by a program, rotated and ended", async () => {
  const { page } = ada;
  await openKeys(ada, "/services");
  await page.getByRole("link", { name: /^API keys \d/ }).click();
  await page.getByText("There is no API key yet.").waitFor();
  await screenshots(page, "keys-empty");
  await button(page, "New key").click();
  const form = dialog(page);
  await form.getByLabel("Name").fill("Nightly export");
  expect(await form.getByRole("checkbox", { checked: true }).count()).toBe(2);
  await form.getByRole("checkbox", { name: /^Write/ }).uncheck();
  await form.getByRole("checkbox", { name: /^Read/ }).uncheck();
  await form.getByText("Choose at least one.").waitFor();
  expect(await button(page, "Make key").isDisabled()).toBe(true);
  await form.getByRole("checkbox", { name: /^Read/ }).check();
  await form.getByLabel("Requests a minute").fill("0");
  await form.getByText("A whole number from 1 to 6,000.").waitFor();
  await form.getByLabel("Requests a minute").fill("60");
  await form.getByLabel("Expires").selectOption({ label: "Never" });
  await form.getByText("If the secret leaks").waitFor();
  expect(await faults(page, "a new key")).toEqual([]);
  await screenshots(page, "keys-new");
  await button(page, "Make key").click();

  await secretOn(page).waitFor();
  const secret = await secretOn(page).inputValue();
  await form.getByText(`curl -H "authorization: Bearer ${secret}" ${stage.app.origin}/api/v1/me`).waitFor();
  expect(await faults(page, "the secret")).toEqual([]);
  await screenshots(page, "keys-secret");
  // Nothing that happens by accident closes it.
  for (let i = 0; i < 3; i++) await page.keyboard.press("Escape");
  await page.mouse.click(5, 450);
  await button(page, "Close").click();
  await form.getByText("You have not copied it yet.").waitFor();
  const url = page.url();
  await page.evaluate(() => history.back());
  await expect.poll(() => page.url(), WITHIN).toBe(url);
  expect(await secretOn(page).inputValue()).toBe(secret);
  await screenshot(page, "keys-secret-held");
  await form.getByRole("button", { name: "Copy", exact: true }).click();
  await button(page, "Done").waitFor();
  expect(await clipboard(page)).toBe(secret);
  await form.getByRole("button", { name: "Copy command" }).click();
  await expect.poll(() => clipboard(page), WITHIN).toContain("curl");
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  expect(page.url()).toContain("/settings/keys");

  await entry(page, "Nightly export").getByText("Never used").waitFor();
  expect(await program(secret).whoAmI()).toMatchObject({
    user: { name: "Ada Lovelace" },
    capabilities: ["read"],
    key: { name: "Nightly export", expiresAt: null },
  });
  await page.reload();
  const listed = entry(page, "Nightly export");
  await listed.getByText(/May: Read · 60 requests a minute/).waitFor();
  await listed.getByText(/Last used .* · Does not expire/).waitFor();
  await listed.getByText(`…${secret.slice(-4)}`).waitFor();
  expect(await page.content()).not.toContain(secret);

  await button(page, "Rotate Nightly export").click();
  await form.getByLabel("The old secret works").selectOption({ label: "For 1 hour" });
  await screenshots(page, "keys-rotate");
  await button(page, "Make new secret").click();
  await secretOn(page).waitFor();
  await form.getByText(/^The old secret works until/).waitFor();
  const second = await takeSecret(page);
  expect(second).not.toBe(secret);
  expect([await program(secret).status(), await program(second).status()]).toEqual([200, 200]);
  await listed.getByText(/^The old secret works until/).waitFor();
  // The list was loaded again, and the row with the focus in it is the same.
  expect(await isFocused(button(page, "Rotate Nightly export"))).toBe(true);
  await button(page, "Rotate Nightly export").click();
  await form.getByText("An older secret works as well.").waitFor();
  await form.getByLabel("The old secret works").selectOption({ label: "No longer: it ends now" });
  await button(page, "Make new secret").click();
  await form.getByText("The old secret has stopped working.").waitFor();
  // The command has the secret in it.
  const third = await secretOn(page).inputValue();
  await button(page, "Copy command").click();
  await button(page, "Done").click();
  await form.waitFor({ state: "detached" });
  await expect.poll(() => program(second).status(), WITHIN).toBe(401);
  expect(await program(third).status()).toBe(200);

  await button(page, "End Nightly export").click();
  await form.getByText("its open sockets and streams are closed").waitFor();
  await screenshots(page, "keys-end");
  await button(page, "End key").click();
  await page.getByText("Nightly export has ended.").waitFor();
  await expect.poll(() => program(third).status(), WITHIN).toBe(401);
  await page.getByText("1 key that has ended").click();
  await entry(page, "Nightly export").getByText("Ended", { exact: true }).waitFor();
  expect(await button(page, "End Nightly export").count()).toBe(0);
});

test("KEY-22, KEY-5: a service account is a bot with a badge, in rooms and in lists of people", async () => {
  const { page, organization } = ada;
  await openKeys(ada, "/services");
  await page.getByText("There is no service account yet.").waitFor();
  await button(page, "New service account").click();
  await dialog(page).getByLabel("Name").fill("Grace Hopper");
  await button(page, "Make service account").click();
  await dialog(page).getByText("Somebody here has this name").waitFor();
  await dialog(page).getByLabel("Name").fill("Deploy bot");
  await screenshots(page, "keys-new-service");
  await button(page, "Make service account").click();
  const listed = page.locator("li.service").filter({ hasText: "Deploy bot" });
  await listed.getByText("Member · No key yet").waitFor();
  await button(page, "Edit Deploy bot").click();
  await dialog(page)
    .locator("input[type=file]")
    .setInputFiles({ name: "bot.png", mimeType: "image/png", buffer: Buffer.from(png(64, 64)) });
  await dialog(page).locator("img").waitFor();
  await screenshots(page, "keys-edit-service");
  await dialog(page).getByLabel("Name").fill(STRANGE);
  await button(page, "Save").click();
  await button(page, `New key for ${STRANGE}`).click();
  // A member's account is offered what members may do.
  expect(
    await dialog(page)
      .getByRole("checkbox", { name: /^Manage/ })
      .count(),
  ).toBe(0);
  await dialog(page).getByLabel("Name").fill("CI");
  await button(page, "Make key").click();
  await secretOn(page).waitFor();
  const bot = program(await takeSecret(page));
  await page.locator("li.service").getByText("Member · 1 key").waitFor();
  await screenshots(page, "keys-services");

  const { user, organization: its } = await bot.whoAmI();
  expect([user.name, its.role]).toEqual([STRANGE, "member"]);
  const people = await Promise.all([ada, grace].map(async (home) => (await me(home)).user.id));
  await enter(grace);
  const room = await bot.makeGroup(organization.id, "Deploys", people);
  const inRoom = await bot.enter(organization.id, room);
  inRoom.say("Version 1.4 is out.");
  // Grace's page has loaded the people before the bot was one of them.
  await roomLink(grace.page, "Deploys").click();
  const said = message(grace.page, "Version 1.4 is out.");
  await said.locator(".message__header").getByText("Bot", { exact: true }).waitFor();
  await grace.page.getByRole("button", { name: "People", exact: true }).click();
  const member = grace.page.locator("li.person").filter({ hasText: STRANGE });
  await member.getByText("Bot", { exact: true }).waitFor();
  await member.getByText("Active now").waitFor();
  await member.locator("img").waitFor();
  expect(await faults(grace.page, "a room with a bot")).toEqual([]);
  await screenshots(grace.page, "keys-bot-in-room");
  await button(grace.page, "Close people").click();

  // Of a bot whose program has stopped nothing is said, where a person would be offline.
  await page.goto(`/${organization.id}/settings/people`);
  const row = page.getByRole("row").filter({ hasText: STRANGE });
  await row.getByText("Bot", { exact: true }).waitFor();
  expect(await row.getByRole("combobox").getByRole("option").allTextContents()).not.toContain("Owner");
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await row.getByRole("button", { name: "API keys…" }).waitFor();
  for (const name of ["Sign out everywhere", "Make reset link…", "Transfer ownership…"])
    expect(await row.getByRole("button", { name }).count()).toBe(0);
  await screenshots(page, "keys-bot-among-people");
  await row.getByRole("button", { name: "API keys…" }).click();
  await button(page, `Delete ${STRANGE}`).click();
  await dialog(page).getByText("Its keys end at once").waitFor();
  await button(page, "Delete").click();
  await page.getByText(`${STRANGE} has been deleted.`).waitFor();
  expect([4401, 4403]).toContain(await inRoom.closed);
  await expect.poll(() => bot.status(), WITHIN).toBe(401);
});

test("KEY-22: nobody is told that a bot is offline", async () => {
  const { page, organization } = grace;
  const bot = await call<Service>(ada, keyPaths.services(organization.id), {
    name: "Quiet bot",
    role: "member",
  });
  const direct = await call<{ id: OrganizationSummary["welcomeRoom"] }>(
    grace,
    `/api/organizations/${organization.id}/rooms`,
    { kind: "direct", members: [bot.id] },
  );
  await enter(grace, direct.id);
  const header = page.locator(".room-header");
  await header.getByText("Bot", { exact: true }).waitFor();
  expect(await header.getByRole("img", { name: "offline" }).count()).toBe(0);
  await roomLink(page, "Quiet bot").getByText("Bot", { exact: true }).waitFor();
  await header.getByRole("button", { name: "People", exact: true }).click();
  const member = page.locator("li.person").filter({ hasText: "Quiet bot" });
  await member.getByText("Bot", { exact: true }).waitFor();
  await page.locator("li.person").filter({ hasText: "Grace Hopper" }).getByText("Active now").waitFor();
  expect(await member.textContent()).not.toMatch(/offline|last here|away/i);
  await member.getByRole("button", { name: "Quiet bot" }).click();
  await page.getByRole("group", { name: "Profile of Quiet bot" }).getByText("@quiet-bot, Bot").waitFor();
  await screenshot(page, "keys-bot-profile");
});

test("KEY-21: a member has keys of two organizations in the account, and rotates and ends them there", async () => {
  const { page } = grace;
  const own = await call<OrganizationSummary>(grace, "/api/organizations", { name: "Compilers & Sons" });
  await openAccount(page);
  await page.getByText("There is no API key yet.").waitFor();
  const make = async (name: string, organization: string): Promise<string> => {
    await button(page, "New key").click();
    await dialog(page).getByLabel("Name").fill(name);
    await dialog(page).getByLabel("Organization").selectOption({ label: organization });
    const mayManage = await dialog(page)
      .getByRole("checkbox", { name: /^Manage/ })
      .count();
    expect(mayManage).toBe(organization === own.name ? 1 : 0);
    await button(page, "Make key").click();
    await secretOn(page).waitFor();
    return takeSecret(page);
  };
  const here = await make(LONG, "Analytical Engines");
  const there = await make(STRANGE, own.name);
  expect((await program(here).whoAmI()).organization.id).toBe(grace.organization.id);
  expect((await program(there).whoAmI()).organization).toMatchObject({ id: own.id, role: "owner" });
  await entry(page, LONG).getByText("In Analytical Engines").waitFor();
  await entry(page, STRANGE).getByText("In Compilers & Sons").waitFor();
  expect(await faults(page, "the account")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await faults(page, "the account at 320 px")).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("region", { name: "API keys" }).scrollIntoViewIfNeeded();
  await screenshots(page, "keys-account");

  await button(page, `Rotate ${LONG}`).click();
  await dialog(page).getByLabel("The old secret works").selectOption({ label: "No longer: it ends now" });
  await button(page, "Make new secret").click();
  await secretOn(page).waitFor();
  const rotated = await takeSecret(page);
  expect(await isFocused(button(page, `Rotate ${LONG}`))).toBe(true);
  await expect.poll(() => program(here).status(), WITHIN).toBe(401);
  expect(await program(rotated).status()).toBe(200);
  await button(page, `End ${LONG}`).click();
  await button(page, "End key").click();
  await page.getByText("1 key that has ended").waitFor();
  await expect.poll(() => program(rotated).status(), WITHIN).toBe(401);
  expect(await program(there).status()).toBe(200);

  // The owner of the one organization sees what has ended there, and cannot rotate another person's key.
  const body = { name: "Grace's own", scopes: ["read"], days: 1 };
  await call<MadeKey>(grace, keyPaths.all(grace.organization.id), body);
  await openKeys(ada);
  const listed = entry(ada.page, "Grace's own");
  await listed.getByText("Acts as Grace Hopper").waitFor();
  await listed.getByText("Expires soon").waitFor();
  expect(await listed.getByRole("button", { name: /^Rotate/ }).count()).toBe(0);
  expect(await entry(ada.page, STRANGE).count()).toBe(0);
  expect(await faults(ada.page, "the keys")).toEqual([]);
  await ada.page.setViewportSize({ width: 320, height: 640 });
  expect(await faults(ada.page, "the keys at 320 px")).toEqual([]);
  await ada.page.setViewportSize({ width: 1440, height: 900 });
  await screenshots(ada.page, "keys");
});

test("KEY-20: a key is made by the keyboard alone, and too many are a sentence", async () => {
  const { page, organization } = ada;
  await openKeys(ada);
  await button(page, "New key").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("By keys");
  await page.keyboard.press("Enter");
  await secretOn(page).waitFor();
  const stored = button(page, "I have stored it");
  for (let i = 0; i < 8 && !(await isFocused(stored)); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  expect(await isFocused(button(page, "New key"))).toBe(true);
  await entry(page, "By keys").waitFor();
  const working = await page.locator("li.key:not(.key--ended)").filter({ hasText: "Acts as you" }).count();
  for (let i = working; i < MAX_KEYS; i++)
    await call<MadeKey>(ada, keyPaths.all(organization.id), { name: `Key ${i}`, scopes: ["read"], days: 30 });
  await button(page, "New key").click();
  await dialog(page).getByLabel("Name").fill("One more");
  await button(page, "Make key").click();
  await dialog(page).getByText("An account has at most 20 keys that work.").waitFor();
  await screenshot(page, "keys-too-many");
  await page.keyboard.press("Escape");
});

test("KEY-21: a list that cannot be loaded says so, and is loaded again", async () => {
  const { page } = ada;
  const isKeys = (url: URL) => url.pathname.endsWith("/keys") && url.pathname.startsWith("/api/");
  await page.route(isKeys, (route) => route.abort());
  await page.goto(`/${ada.organization.id}/settings/keys`);
  await page.getByText("There is no connection to Parley.").waitFor();
  await page.unroute(isKeys);
  await button(page, "Try again").click();
  await entry(page, "By keys").waitFor();
});

test("nothing went wrong", () => expect([...ada.problems, ...grace.problems]).toEqual([]));
