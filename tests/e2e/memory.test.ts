/** What is remembered: in the account, in a room, in the settings, and in the context of an answer. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Agent, RoomReference } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { memoryPaths, type Memory, type NewMemory } from "../../shared/memory.ts";
import { eventually } from "./support/eventually.ts";
import { faults } from "./support/faults.ts";
import { loaded } from "./support/loaded.ts";
import { call, found, join, list, type Home } from "./support/people.ts";
import { composer, enter, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
const STRANGE = "Ada O'Neil mag <b>Tee</b> & 茶, nicht مع السكر";
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
});

afterAll(async () => {
  await leave(ada, grace);
});

const dialog = (page: Page) => page.getByRole("dialog").last();
const card = (page: Page) => page.getByRole("region", { name: "What Parley remembers about you" });
const facts = (page: Page) => page.locator(".memory__text");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

const keep = (home: Home, fact: NewMemory) => call<Memory>(home, memoryPaths.all(home.organization.id), fact);

async function directRoom(home: Home): Promise<RoomId> {
  const { id } = home.organization;
  const [agent] = await list<Agent>(home, `/api/organizations/${id}/agents`);
  const body = { kind: "direct", members: [agent?.id] };
  return (await call<RoomReference>(home, `/api/organizations/${id}/rooms`, body)).id;
}

const openMenu = (page: Page) => button(page, "Conversation menu").first().click();

async function openAccount(page: Page): Promise<void> {
  await page.goto("/account");
  await card(page).waitFor();
  await loaded(page);
}

test("MEMORY-21: a person adds, searches, changes and deletes what is remembered about them", async () => {
  const { page } = ada;
  await openAccount(page);
  await card(page).getByText("Nothing is remembered yet.").waitFor();
  for (const [text, subject] of [
    [STRANGE, "drinks"],
    ["Ada walks to work", ""],
  ] as const) {
    await card(page).getByRole("button", { name: "Add" }).click();
    await dialog(page).getByLabel("Fact").fill(text);
    await dialog(page).getByLabel("What it is about").fill(subject);
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await facts(page).getByText(text).waitFor();
  }
  await screenshots(page, "memory-account");
  await card(page).getByLabel("Search").fill("wal");
  await eventually(
    () => facts(page).allInnerTexts(),
    (texts) => texts.length === 1 && texts[0] === "Ada walks to work",
  );
  await card(page).getByLabel("Search").fill("");
  await button(page, "Edit: Ada walks to work").click();
  await dialog(page).getByLabel("Fact").fill("Ada cycles to work");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await facts(page).getByText("Ada cycles to work").waitFor();
  await button(page, "Delete: Ada cycles to work").click();
  await facts(page).getByText("Ada cycles to work").waitFor({ state: "detached" });
  expect(await facts(page).allInnerTexts()).toEqual([STRANGE]);
  // The file of the account has it too.
  const file = await page.request.get("/api/account/export");
  expect((await file.json()).memory).toMatchObject([{ text: STRANGE, subject: "drinks" }]);
  await card(page).getByRole("button", { name: "Delete all" }).click();
  await screenshots(page, "memory-delete-all");
  await dialog(page).getByRole("button", { name: "Delete all" }).click();
  await card(page).getByText("Nothing is remembered yet.").waitFor();
  expect(await faults(page, "the account")).toEqual([]);
});

test("MEMORY-21, MEMORY-11: switched off, nothing can be added, and what is there can be deleted", async () => {
  const { page } = grace;
  await keep(grace, { scope: "person", text: "Grace likes the sea" });
  await openAccount(page);
  await card(page)
    .getByRole("checkbox", { name: /^Remember things about me/ })
    .uncheck();
  await card(page).getByText("You have switched this off.").waitFor();
  expect(await card(page).getByRole("button", { name: "Add" }).isDisabled()).toBe(true);
  await screenshots(page, "memory-off");
  await button(page, "Delete: Grace likes the sea").click();
  await card(page).getByText("Nothing is remembered yet.").waitFor();
  await page.reload();
  await card(page).getByText("You have switched this off.").waitFor();
  await card(page)
    .getByRole("checkbox", { name: /^Remember things about me/ })
    .check();
  await card(page).getByText("You have switched this off.").waitFor({ state: "detached" });
});

test("MEMORY-21: a room's memory is in its menu, the organization's in the settings", async () => {
  const { page, organization } = ada;
  await enter(ada);
  await openMenu(page);
  await button(page, "Memory").click();
  await dialog(page).getByText("Everyone in this room sees this.").waitFor();
  await dialog(page).getByRole("button", { name: "Add" }).click();
  await dialog(page).getByLabel("Fact").fill("The garden opens at nine");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await facts(page).getByText("The garden opens at nine").waitFor();
  await screenshots(page, "memory-room");
  await page.goto(`/${organization.id}/settings/memory`);
  await button(page, "Add").click();
  await dialog(page).getByLabel("Fact").fill("Invoices are due in 30 days");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await facts(page).getByText("Invoices are due in 30 days").waitFor();
  await screenshots(page, "memory-organization");
  // Grace reads both, and changes that of the organization nowhere.
  await enter(grace);
  await openMenu(grace.page);
  await button(grace.page, "Memory").click();
  await facts(grace.page).getByText("The garden opens at nine").waitFor();
  await dialog(grace.page).getByLabel("Memory of").selectOption({ label: "The organization" });
  await facts(grace.page).getByText("Invoices are due in 30 days").waitFor();
  expect(
    await dialog(grace.page)
      .getByRole("button", { name: /^(?:Add|Edit|Delete)/ })
      .count(),
  ).toBe(0);
});

test("MEMORY-17, MEMORY-21: the context of an answer shows what was remembered, and leads to it", async () => {
  const { page } = ada;
  const fact = await keep(ada, { scope: "person", text: "Ada drinks tea without sugar" });
  await enter(ada, await directRoom(ada));
  await composer(page).waitFor();
  await say(page, "Where do I get my tea?");
  await page.getByRole("button", { name: "Context of this answer" }).click();
  const panel = page.getByRole("complementary", { name: "Context of this answer" });
  await panel.getByText("Ada drinks tea without sugar").waitFor();
  await screenshots(page, "memory-receipt");
  await panel.getByText("Ada drinks tea without sugar").click();
  await button(page, "Delete: Ada drinks tea without sugar").click();
  await card(page).getByText("Nothing is remembered yet.").waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Context of this answer" }).click();
  await panel.getByText("Forgotten since").waitFor();
  expect(fact.version).toBe(1);
});
