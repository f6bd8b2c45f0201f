import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { knowledgePaths, type Library } from "../../shared/knowledge.ts";
import type { Note } from "../../shared/notes.ts";
import { seriousProblems } from "./support/axe.ts";
import { another, call, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await enter(grace);
  await say(grace.page, "# Angebot\nBitte bis Freitag prüfen: 请检查报价 #angebot");
}, 120_000);

const dialog = (page: Page) => page.getByRole("dialog");
const words = (page: Page) => dialog(page).getByRole("textbox", { name: "What do you want to keep?" });
const noteLink = (page: Page, title: string) =>
  page
    .getByRole("list", { name: "Notes" })
    .getByRole("link")
    .filter({ has: page.locator(".notes__title", { hasText: title }) });
const toNotes = (page: Page) => page.getByRole("link", { name: "Notes", exact: true }).first().click();
/** The note as it is stored. */
const storedNote = async (home: Home, path: string): Promise<Note> => {
  const { data } = await (await home.context.request.get(path)).json();
  return data;
};
const isSaved = (page: Page) =>
  page.getByRole("group", { name: "View" }).getByText("Saved", { exact: true }).waitFor();

test("NOTE-13: a key captures a note from within a field, and what is written survives the dialog and the connection", async () => {
  const { page, context } = ada;
  await enter(ada);
  await composer(page).fill("half a message");
  await composer(page).press("Control+.");
  await words(page).fill("Sourdough\nFlour, water, salt and time. #recipe");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "note-capture");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  expect(await composer(page).inputValue()).toBe("half a message");
  await page.reload();
  await composer(page).waitFor();
  await composer(page).press("Control+.");
  expect(await words(page).inputValue()).toContain("Flour, water");
  await context.setOffline(true);
  await words(page).press("Control+Enter");
  await page.getByText("No connection. The note waits on this device.").waitFor();
  await context.setOffline(false);
  await toNotes(page);
  await noteLink(page, "Sourdough").waitFor();
  // Outside of a field, one key is enough.
  await page.getByRole("heading", { name: "Notes" }).click();
  await page.keyboard.press("n");
  expect(await words(page).inputValue()).toBe("");
  await words(page).fill(
    "Pizza dough\nLike [[Sourdough]], but thinner: https://example.com/pizza #recipe #fun",
  );
  await dialog(page).getByRole("button", { name: "Keep note" }).click();
  await noteLink(page, "Pizza dough").waitFor();
  expect(ada.problems).toEqual([]);
}, 120_000);

test("NOTE-1, NOTE-2: a message is kept as a note with its place, and nobody else finds it", async () => {
  const { page } = ada;
  await enter(ada);
  await message(page, "Angebot").waitFor();
  await act(page, "Angebot", "Keep as a note");
  expect(await words(page).inputValue()).toContain("请检查报价");
  await dialog(page).getByRole("button", { name: "Keep note" }).click();
  await page.getByText("The note was kept.").waitFor();
  await toNotes(page);
  await noteLink(page, "Angebot").click();
  await page.getByRole("link", { name: "From a message" }).click();
  await message(page, "Angebot").waitFor();
  await grace.page.goto(`/${grace.organization.id}/notes`);
  await grace.page.getByText("No notes yet").waitFor();
  await screenshots(grace.page, "notes-none");
}, 90_000);

test("the list is searched while the person types, and filtered by a tag", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/notes`);
  await noteLink(page, "Angebot").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "notes");
  await page.getByRole("searchbox", { name: "Search notes" }).fill("thinner");
  await noteLink(page, "Angebot").waitFor({ state: "detached" });
  await noteLink(page, "Pizza dough").waitFor();
  await page.getByRole("searchbox", { name: "Search notes" }).fill("");
  await page.getByRole("button", { name: "recipe, 2 notes" }).click();
  await noteLink(page, "Angebot").waitFor({ state: "detached" });
  await noteLink(page, "Sourdough").waitFor();
}, 90_000);

test("NOTE-4, NOTE-5, NOTE-12: a note is saved while it is written, and stands beside what it links to", async () => {
  const { page } = ada;
  await noteLink(page, "Pizza dough").click();
  const text = page.getByRole("textbox", { name: "Text" });
  await text.fill("Like [[Sourdough]], but thinner. Flour, water and **salt**.\n\nhttps://example.com/pizza");
  await page.getByRole("textbox", { name: "Title" }).fill("Pizza dough, مرحبا");
  await isSaved(page);
  await page.reload();
  expect(await text.inputValue()).toContain("**salt**");
  const beside = page.getByRole("complementary", { name: "About this note" });
  await beside
    .getByRole("region", { name: "Related notes" })
    .getByRole("link", { name: "Sourdough" })
    .waitFor();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("region", { name: "Preview" }).getByRole("link", { name: "Sourdough" }).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Write" }).click();
  await screenshots(page, "note");
  await beside
    .getByRole("region", { name: "Links to notes" })
    .getByRole("link", { name: "Sourdough" })
    .click();
  await beside
    .getByRole("region", { name: "Linked from" })
    .getByRole("link", { name: /Pizza dough/ })
    .waitFor();
  expect(await page.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Sourdough");
}, 90_000);

test("NOTE-3: what two devices have written is shown side by side, and put together", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/notes`);
  await noteLink(page, "Sourdough").click();
  const text = page.getByRole("textbox", { name: "Text" });
  await text.waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const path = `/api/organizations/${ada.organization.id}/notes/${id}`;
  const stored = await storedNote(ada, path);
  const { version, title, tags } = stored;
  const data = { version, title, tags, text: `From the phone\n${stored.text}` };
  await ada.context.request.put(path, { data, headers: { origin: ada.origin } });
  await text.fill(`${stored.text}\nFrom the desk`);
  await dialog(page).getByText("Nothing is lost").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "note-conflict");
  await dialog(page).getByRole("button", { name: "Put both together" }).click();
  await isSaved(page);
  const both = await storedNote(ada, path);
  expect(both.text).toContain("From the phone");
  expect(both.text).toContain("From the desk");
  expect(both.text.match(/Flour/g)).toHaveLength(1);
}, 90_000);

test("NOTE-12: words that could not be saved are there again after a reload", async () => {
  const { page, context } = ada;
  const text = page.getByRole("textbox", { name: "Text" });
  await context.setOffline(true);
  await text.fill("Written on the train");
  await page.getByText("No connection. Your words are kept").waitFor();
  await context.setOffline(false);
  await page.reload();
  expect(await text.inputValue()).toBe("Written on the train");
  await isSaved(page);
}, 90_000);

test("NOTE-6: a note is shared to a library, brought up to date, and private again", async () => {
  const { page } = ada;
  const library = await call<Library>(ada, knowledgePaths.libraries(ada.organization.id), {
    name: "Recipes",
  });
  await page.goto(`/${ada.organization.id}/notes`);
  await noteLink(page, "Pizza dough").click();
  await page.getByRole("button", { name: "Share to a library" }).click();
  await dialog(page).getByRole("combobox", { name: "Library" }).selectOption({ label: "Recipes" });
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "note-share");
  await dialog(page).getByRole("button", { name: "Share to a library" }).click();
  await page.getByText("A copy is in the library Recipes.").waitFor();
  await grace.page.goto(`/${ada.organization.id}/knowledge/${library.id}`);
  await grace.page.getByText("Pizza dough").waitFor();
  await page.getByRole("textbox", { name: "Text" }).fill("Secretly changed");
  await page.getByText("It does not have your last changes.").waitFor();
  await page.getByRole("button", { name: "Share the changes" }).click();
  await page.getByText("It does not have your last changes.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Remove the copy" }).click();
  await page.getByText("Only you can see this note.", { exact: true }).waitFor();
  await grace.page.reload();
  await grace.page.getByText("Pizza dough").waitFor({ state: "detached" });
}, 90_000);

test("NOTE-14: the address for mails is shown, and replaced", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/notes`);
  await page.getByRole("button", { name: "Notes by mail" }).click();
  const address = dialog(page).getByRole("textbox", { name: "Your address for notes" });
  const before = await address.inputValue();
  expect(before).toMatch(/^reply\+[0-9a-z]{40}@localhost$/);
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "note-address");
  await dialog(page).getByRole("button", { name: "Replace the address" }).click();
  await page
    .getByRole("dialog", { name: "Replace your address?" })
    .getByRole("button", { name: "Replace the address" })
    .click();
  await page.getByText("The address was replaced.").waitFor();
  expect(await address.inputValue()).not.toBe(before);
}, 60_000);

test("on a phone, notes are reached by the account, and deleted", async () => {
  const phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  const { page } = phone;
  await page.goto(`/${ada.organization.id}`);
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("link", { name: "Notes", exact: true }).click();
  await noteLink(page, "Sourdough").click();
  await page.getByRole("textbox", { name: "Text" }).waitFor();
  await page.getByRole("button", { name: "Delete note" }).click();
  await dialog(page).getByRole("button", { name: "Delete note" }).click();
  await noteLink(page, "Pizza dough").waitFor();
  expect(await noteLink(page, "Sourdough").count()).toBe(0);
}, 60_000);
