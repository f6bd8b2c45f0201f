/** Ada, an owner, on two devices, and Grace on one: what happens to people is seen at once on all of them. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { another, found, join, openDesk, PHONE, signInBy, type Home } from "./support/people.ts";
import { composer, enter, message, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
/** What another device shows is waited for. */
const WITHIN = { timeout: 30_000 };
let ada: Home;
let laptop: Home;
let grace: Home;
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  laptop = await another(stage.browser, stage.app.origin, ada);
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  await Promise.all([openPeople(ada), openPeople(laptop), enter(grace), enter(linus)]);
});

afterAll(async () => {
  await leave(ada, laptop, grace, linus);
});

async function openPeople({ page, organization }: Home): Promise<void> {
  await page.goto(`/${organization.id}/settings/people`);
  await page.getByRole("row", { name: /Ada Lovelace/ }).waitFor();
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const roleOf = (page: Page, name: string) => page.getByRole("combobox", { name: `Role of ${name}` });

async function choose(page: Page, name: string, action: string): Promise<void> {
  await row(page, name)
    .getByRole("button", { name: `Actions for ${name}` })
    .click();
  await page.getByRole("button", { name: action, exact: true }).click();
}

test("PEOPLE-1: a role that one device changes is seen at once on the others, and holds for the person", async () => {
  await row(ada.page, "Grace Hopper").getByText("Now").waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "managing-people");
  await grace.page.getByRole("button", { name: "Organization: Analytical Engines" }).click();
  expect(await grace.page.getByRole("button", { name: "Settings" }).count()).toBe(0);
  await grace.page.keyboard.press("Escape");
  await roleOf(ada.page, "Grace Hopper").selectOption("admin");
  await ada.page.getByText("Grace Hopper is now admin.").waitFor();
  await expect.poll(() => roleOf(laptop.page, "Grace Hopper").inputValue(), WITHIN).toBe("admin");
  await grace.page.getByText(/made you/).waitFor();
  await grace.page.getByRole("button", { name: "Organization: Analytical Engines" }).click();
  await grace.page.getByRole("button", { name: "Settings" }).click();
  await grace.page.getByRole("link", { name: "People" }).click();
  await row(grace.page, "Linus Torvalds").waitFor();
  // An admin changes members, and neither owners nor other admins.
  expect(await roleOf(grace.page, "Ada Lovelace").count()).toBe(0);
  await roleOf(grace.page, "Linus Torvalds").waitFor();
  await roleOf(laptop.page, "Grace Hopper").selectOption("member");
  await expect.poll(() => roleOf(ada.page, "Grace Hopper").inputValue(), WITHIN).toBe("member");
  await grace.page.getByRole("heading", { name: "Not found" }).waitFor();
  await enter(grace);
});

test("PEOPLE-5: people are found by name, address and handle", async () => {
  const search = ada.page.getByRole("searchbox", { name: "Search people" });
  for (const query of ["hopp", "GRACE", "20hopper@", "@grace"]) {
    await search.fill(query);
    await expect.poll(() => ada.page.getByRole("row").count(), WITHIN).toBe(2);
    await row(ada.page, "Grace Hopper").waitFor();
  }
  await search.fill("nobody at all");
  await ada.page.getByText("Nobody here is called").waitFor();
  await search.fill("");
});

test("PEOPLE-4: somebody who is signed out everywhere is asked to sign in, on every device", async () => {
  const phone = await another(stage.browser, stage.app.origin, linus, PHONE);
  await enter(phone);
  await choose(ada.page, "Linus Torvalds", "Sign out everywhere");
  await ada.page.getByRole("button", { name: "Sign out", exact: true }).click();
  await ada.page.getByText("Linus Torvalds has been signed out everywhere.").waitFor();
  for (const device of [linus, phone]) await device.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await leave(phone);
});

test("INVITE-2, INVITE-6, INVITE-7: links are listed with who came, and can be revoked", async () => {
  await ada.page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = ada.page.getByRole("dialog");
  const link = await dialog.getByLabel("Invitation link").inputValue();
  await dialog.getByLabel("At most").selectOption("5");
  await dialog.getByText("until 5 have joined").waitFor();
  const alan = await openDesk(stage.browser, stage.app.origin, "Alan Turing");
  await alan.page.goto(link);
  await alan.page.getByLabel("Your name").fill("Alan Turing");
  await alan.page.getByLabel("E-mail").fill("alan@example.com");
  await alan.page.getByLabel("Password").fill("correct horse battery");
  await alan.page.getByRole("button", { name: "Create account and join" }).click();
  await composer(alan.page).waitFor();
  // The dialog is open all the while, and so is the laptop's page.
  await dialog.getByText("1 of 5").waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "invite");
  await row(laptop.page, "Alan Turing").waitFor();
  await dialog.getByRole("button", { name: "By e-mail" }).click();
  await dialog
    .getByLabel("E-mail addresses")
    .fill("Barbara <guest1@example.org>; guest2@example.org, guest1@example.org");
  await dialog.getByRole("button", { name: "Send 2 invitations" }).click();
  await dialog.getByText("Sent to guest1@example.org and guest2@example.org.").waitFor();
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(ada.page, "invite-by-mail");
  await dialog.getByRole("button", { name: "Done" }).click();
  await ada.page.getByRole("button", { name: "Invited 2" }).click();
  await row(ada.page, "guest1@example.org").getByText("by Ada Lovelace").waitFor();
  // A member who opens the link again just enters.
  await alan.page.goto("/");
  await alan.page.goto(link);
  await composer(alan.page).waitFor();
  // Somebody else who is signed in is told who they are, and where they are already.
  const hopper = await found(stage.browser, stage.app.origin, "Barbara Liskov", "Elsewhere");
  await hopper.page.goto(link);
  await hopper.page.getByText("You are signed in as Barbara Liskov").waitFor();
  await hopper.page.getByText("You are in Elsewhere already.").waitFor();
  await hopper.page.getByRole("button", { name: "Use another account" }).waitFor();
  await screenshots(hopper.page, "join-signed-in");
  await ada.page.getByRole("button", { name: /^Links/ }).click();
  await screenshots(ada.page, "managing-links");
  await ada.page
    .getByRole("row")
    .filter({ hasText: "Alan Turing" })
    .getByRole("button", { name: /^Actions for the link/ })
    .click();
  await ada.page.getByRole("button", { name: "Revoke link" }).click();
  await hopper.page.reload();
  await hopper.page.getByRole("heading", { name: "This invitation has been revoked" }).waitFor();
  await ada.page.getByRole("button", { name: /^Members/ }).click();
  await leave(alan, hopper);
});

test("PEOPLE-2: somebody who is removed is out at once on every device, and every list shows it", async () => {
  const phone = await another(stage.browser, stage.app.origin, grace, PHONE);
  await enter(phone);
  await say(grace.page, "One thing before I go");
  await message(phone.page, "One thing before I go").waitFor();
  await choose(ada.page, "Grace Hopper", "Remove from Analytical Engines");
  await ada.page.getByText("They leave every conversation").waitFor();
  await ada.page.getByRole("button", { name: "Remove", exact: true }).click();
  for (const device of [grace, phone])
    await device.page.getByRole("heading", { name: "You are in no organization" }).waitFor();
  await expect.poll(() => row(laptop.page, "Grace Hopper").count(), WITHIN).toBe(0);
  await expect.poll(() => row(ada.page, "Grace Hopper").count(), WITHIN).toBe(0);
  await leave(phone);
});

test("PEOPLE-3: ownership is asked for again, and both people have their new roles", async () => {
  await signInBy(linus, "Linus Torvalds");
  await openHome(linus);
  await choose(ada.page, "Linus Torvalds", "Transfer ownership…");
  await ada.page.getByRole("button", { name: "Transfer ownership", exact: true }).click();
  await ada.page.getByText("Linus Torvalds is now owner. You are an admin.").waitFor();
  await row(laptop.page, "Linus Torvalds").getByText("Owner").waitFor();
  await ada.page.getByRole("link", { name: "Organization", exact: true }).click();
  await ada.page.getByRole("heading", { name: "Leave" }).waitFor();
  expect(await ada.page.getByRole("heading", { name: "Delete" }).count()).toBe(0);
});

async function openHome({ page, organization }: Home): Promise<void> {
  await page.goto(`/${organization.id}/${organization.welcomeRoom}`);
  await composer(page).waitFor();
}

test("PEOPLE-6, ENDING-1, ENDING-2: an owner renames the organization, and deletes it for everybody by typing its name", async () => {
  await linus.page.goto(`/${linus.organization.id}/settings/organization`);
  await linus.page.getByLabel("Name", { exact: true }).fill("Difference Engines");
  await linus.page.getByRole("button", { name: "Save" }).click();
  await linus.page.getByText("Saved").waitFor();
  await ada.page.getByText("Difference Engines", { exact: true }).first().waitFor();
  expect(await seriousProblems(linus.page)).toEqual([]);
  await screenshots(linus.page, "organization-settings");
  await linus.page.getByRole("button", { name: "Delete Difference Engines" }).click();
  const confirm = linus.page.getByRole("button", { name: "Delete for everybody" });
  await linus.page.getByLabel(/^Type/).fill("Difference");
  expect(await confirm.isDisabled()).toBe(true);
  await linus.page.getByLabel(/^Type/).fill("Difference Engines");
  await screenshots(linus.page, "organization-delete");
  await confirm.click();
  for (const device of [ada, laptop, linus])
    await device.page.getByRole("heading", { name: "You are in no organization" }).waitFor();
  await ada.page.goto(`/${ada.organization.id}`);
  await ada.page.getByRole("heading", { name: "You are in no organization" }).waitFor();
  const answer = await linus.context.request.get(`/api/organizations/${linus.organization.id}/people`);
  expect(answer.status()).toBe(404);
  for (const { problems } of [ada, laptop, linus]) expect(problems).toEqual([]);
});
