import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { prompt } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let linus: Home;
let garden: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Pauling", ada, PHONE);
  garden = await makeGroup(ada, "Garden", grace, linus);
  for (const home of [ada, grace, linus]) await enter(home, garden);
}, 180_000);

const panel = (page: Page): Locator => page.getByRole("complementary", { name: "Thread in Garden" });
const field = (page: Page): Locator => panel(page).getByRole("textbox", { name: "Reply in the thread" });
const replies = (page: Page): Locator => panel(page).locator("article.message");
const reply = (page: Page, text: string): Locator => replies(page).filter({ hasText: text });
const inRoom = (page: Page, text: string): Locator =>
  page.locator("main article.message").filter({ hasText: text });
const line = (page: Page, root: string): Locator =>
  inRoom(page, root).getByRole("button", { name: /^Open the thread/ });
const threadsLink = (page: Page): Locator =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Threads/ });

async function answer(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Enter");
}

test("THREAD-1, THREAD-3, THREAD-8, THREAD-16: three people talk in a thread beside the room, one of them on a phone", async () => {
  await say(ada.page, "What do we plant this year?");
  await inRoom(grace.page, "What do we plant").waitFor();
  await act(grace.page, "What do we plant", "Reply in thread");
  await field(grace.page).waitFor();
  await expect.poll(() => field(grace.page).evaluate((area) => area === document.activeElement)).toBe(true);
  await answer(grace.page, "Peas, and beans beside them");
  await reply(grace.page, "Peas").waitFor();
  expect(await inRoom(grace.page, "Peas").count()).toBe(0);

  await line(ada.page, "What do we plant").getByText("1 reply").waitFor();
  await line(ada.page, "What do we plant").getByText("1", { exact: true }).waitFor();
  await line(linus.page, "What do we plant").getByText("1 reply").waitFor();
  await line(linus.page, "What do we plant").tap();
  await reply(linus.page, "Peas").waitFor();
  await field(linus.page).fill("Onions");
  await reply(grace.page, "Peas").waitFor();
  await panel(grace.page).getByText("Linus Pauling is typing").waitFor();
  expect(await grace.page.locator("main .typing").innerText()).toBe("");
  await field(linus.page).press("Enter");
  await reply(grace.page, "Onions").waitFor();

  // It covers the room on a phone, and the back gesture closes it.
  expect((await panel(linus.page).boundingBox())?.width).toBe(390);
  await screenshots(linus.page, "thread-phone");
  await linus.page.goBack();
  await panel(linus.page).waitFor({ state: "detached" });
  await line(linus.page, "What do we plant").getByText("2 replies").waitFor();
  await screenshots(ada.page, "thread-line");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshots(grace.page, "thread");
  expect(await seriousProblems(grace.page)).toEqual([]);
});

test("THREAD-9, THREAD-6: the list of threads says what is unread, and reading on one device clears it on all", async () => {
  const desk = await another(stage.browser, stage.app.origin, ada);
  await desk.page.goto(`/${desk.organization.id}/threads`);
  const item = desk.page.getByRole("link", { name: /What do we plant/ });
  await item.getByText("2 replies").waitFor();
  await item.getByText("2", { exact: true }).waitFor();
  await threadsLink(ada.page).getByText("2", { exact: true }).waitFor();
  await screenshots(desk.page, "threads-page");
  expect(await seriousProblems(desk.page)).toEqual([]);

  await line(ada.page, "What do we plant").click();
  await reply(ada.page, "Onions").waitFor();
  await desk.page.getByRole("link", { name: "Threads", exact: true }).first().waitFor();
  await item.getByText("2", { exact: true }).waitFor({ state: "detached" });
  await threadsLink(ada.page).getByText("2", { exact: true }).waitFor({ state: "detached" });
  await ada.page.keyboard.press("Escape");
  await panel(ada.page).waitFor({ state: "detached" });
  await desk.context.close();
});

test("THREAD-7: marking the room as read clears its threads", async () => {
  await answer(grace.page, "And who waters them?");
  await threadsLink(ada.page).getByText("1", { exact: true }).waitFor();
  await ada.page.goto(`/${ada.organization.id}/threads`);
  await roomLink(ada.page, "Garden").click({ button: "right" });
  await ada.page.getByRole("button", { name: /^Mark as read/ }).click();
  await ada.page.getByRole("link", { name: "Threads", exact: true }).first().waitFor();
  await enter(ada, garden);
  await line(ada.page, "What do we plant").getByText("3 replies").waitFor();
  expect(await line(ada.page, "What do we plant").locator(".badge").count()).toBe(0);
});

test("THREAD-1, THREAD-5: a reply may also go to the room, and whoever stops to follow is not told of more", async () => {
  await field(grace.page).waitFor();
  await field(grace.page).fill("I water them on Mondays");
  await panel(grace.page).getByRole("checkbox", { name: "Also send to Garden" }).check();
  await field(grace.page).press("Enter");
  await inRoom(ada.page, "I water them").getByRole("button", { name: "From a thread" }).waitFor();
  await reply(grace.page, "I water them").getByText("Also in the room").waitFor();
  // It is said anew for each message.
  expect(await panel(grace.page).getByRole("checkbox").isChecked()).toBe(false);

  await inRoom(ada.page, "I water them").getByRole("button", { name: "From a thread" }).click();
  await reply(ada.page, "I water them").waitFor();
  const follow = panel(ada.page).getByRole("button", { name: "Following" });
  await follow.click();
  await panel(ada.page).getByRole("button", { name: "Follow", exact: true }).waitFor();
  await ada.page.keyboard.press("Escape");
  await answer(grace.page, "Who takes Tuesdays?");
  await line(ada.page, "What do we plant").getByText("5 replies").waitFor();
  expect(await line(ada.page, "What do we plant").locator(".badge").count()).toBe(0);
});

test("THREAD-17, DRAFT-2: the draft of a thread is on all devices, and not in the room", async () => {
  await field(grace.page).fill("Not sent yet");
  const tablet = await another(stage.browser, stage.app.origin, grace);
  await enter(tablet, garden);
  expect(await composer(tablet.page).inputValue()).toBe("");
  await line(tablet.page, "What do we plant").click();
  await expect.poll(() => field(tablet.page).inputValue()).toBe("Not sent yet");
  await field(tablet.page).press("Enter");
  await reply(grace.page, "Not sent yet").waitFor();
  await expect.poll(() => field(grace.page).inputValue()).toBe("");
  await tablet.context.close();
});

test("THREAD-18: a link to a reply opens the room and its thread, and a search finds what is in it", async () => {
  const seq = await reply(grace.page, "Peas").first().getAttribute("data-seq");
  await ada.page.goto("about:blank");
  await ada.page.goto(`/${ada.organization.id}/${garden}#m${seq}`);
  await reply(ada.page, "Peas").waitFor();
  await ada.page.locator(`.thread article.message--highlighted[data-seq="${seq}"]`).waitFor();

  await panel(ada.page).getByRole("button", { name: "Search in this thread" }).click();
  const search = ada.page.getByRole("searchbox", { name: "Search in this conversation" });
  await search.fill("onions");
  await ada.page
    .getByRole("list", { name: /results/i })
    .getByRole("button")
    .first()
    .click();
  await ada.page.locator(".thread article.message--highlighted").filter({ hasText: "Onions" }).waitFor();
  await ada.page.keyboard.press("Escape");
});

test("THREAD-1, TASK-1: a task that is made in a thread stands there, and is done for everyone", async () => {
  const { page } = grace;
  const peas = reply(page, "Peas").first();
  await peas.hover();
  await peas.getByRole("button", { name: "Make a task of it" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  const box = (place: Locator) => place.getByRole("checkbox", { name: /^Done: Peas/ });
  await box(panel(page)).waitFor();
  expect(await box(page.getByRole("main")).count()).toBe(0);
  await field(page).fill("/task Buy seeds");
  await field(page).press("Enter");
  await dialog.getByRole("button", { name: "Save" }).click();
  await reply(page, "Buy seeds").waitFor();
  expect(await inRoom(page, "Buy seeds").count()).toBe(0);
  await box(panel(page)).click();
  await ada.page.goto(`/${ada.organization.id}/${garden}`);
  await line(ada.page, "What do we plant").click();
  await expect.poll(() => box(panel(ada.page)).isChecked()).toBe(true);
});

test("THREAD-12: the AI answers in the thread in which it was asked", async () => {
  await answer(grace.page, `@Parley ${prompt("which beans?", [{ say: "Runner beans." }])}`);
  await reply(grace.page, "Runner beans.").waitFor();
  expect(await inRoom(grace.page, "Runner beans.").count()).toBe(0);
  await message(grace.page, "What do we plant").first().waitFor();
  await screenshots(grace.page, "thread-answer");
  expect(grace.problems).toEqual([]);
  expect(ada.problems).toEqual([]);
  expect(linus.problems).toEqual([]);
});
