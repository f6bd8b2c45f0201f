import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Envelope } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { type MessageSearchReport, messageSearchPath } from "../../shared/message-search.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { another, found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let kitchen: RoomId;
let secret: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  kitchen = await makeGroup(ada, "Kitchen", grace);
  secret = await makeGroup(ada, "Surprise");
  await enter(ada, kitchen);
  for (const text of [
    "Who brings the **kettle** to the picnic on Friday?",
    "I do, and the tea",
    "See https://example.org/kettles for the new kettle",
    "أين الغلاية؟ أحتاجها غدا",
    "今天我们买新水壶",
  ])
    await say(ada.page, text);
  for (let i = 1; i <= 70; i++) await say(ada.page, `filler number ${i}`);
  await say(ada.page, "The last word is about the kettle");
  // So many at once wait for the room: what has not gone out yet waits until she is in it again.
  await message(ada.page, "The last word")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  await enter(ada, secret);
  await say(ada.page, "The kettle is a present for Grace");
}, 180_000);

const results = (page: Page): Locator => page.getByRole("region", { name: "Messages" }).getByRole("link");
const tab = (page: Page, name: string): Locator =>
  page.getByRole("group", { name: "What is shown" }).getByRole("button", { name });
const searchFor = async (home: Home, words: string, more = ""): Promise<void> => {
  await home.page.goto(`/${home.organization.id}/search?q=${encodeURIComponent(words)}${more}`);
};
/** The index is told up to a second later. */
async function untilFound(home: Home, words: string, count: number): Promise<void> {
  const path = messageSearchPath(home.organization.id, { q: words });
  const countNow = async (): Promise<number | null> => {
    const answer: Envelope<MessageSearchReport> = await (await home.context.request.get(path)).json();
    return answer.ok ? answer.data.total : null;
  };
  await eventually(countNow, (total) => total === count);
  await searchFor(home, words);
  await results(home.page)
    .nth(count - 1)
    .waitFor();
}
const panel = (page: Page): Locator =>
  page.getByRole("complementary", { name: "Search in this conversation" });

test("SEARCH-5, SEARCH-12, SEARCH-13: a person finds messages of her rooms, with found words and context, and goes there", async () => {
  const { page } = grace;
  await untilFound(grace, "kettle", 3);
  expect(await results(page).count()).toBe(3);
  expect(await page.getByText("present for Grace").count()).toBe(0);
  expect(await tab(page, "Messages").innerText()).toMatch(/3/);
  await screenshots(page, "search-all");
  expect(await seriousProblems(page)).toEqual([]);
  const text = page.locator(".message-hit__text", { hasText: "picnic" });
  const first = results(page).filter({ has: text });
  expect(await first.locator("mark").allInnerTexts()).toEqual(["kettle"]);
  await first.getByText("I do, and the tea").waitFor();
  await first.click();
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
  await message(page, "picnic on Friday").waitFor();
  await searchFor(ada, "kettle");
  await ada.page.getByText("present for Grace").waitFor();
});

test("SEARCH-1, SEARCH-4: other scripts, filters and phrases", async () => {
  const { page } = grace;
  const only = async (words: string, text: string) => {
    await searchFor(grace, words, "&tab=messages");
    await results(page).locator(".message-hit__text", { hasText: text }).waitFor();
    expect(await results(page).count()).toBe(1);
  };
  await only("水壶", "今天我们买新水壶");
  await only("الغلايه", "الغلاية");
  await only("has:link kettle", "example.org");
  await only('"the tea"', "I do, and the tea");
  await only("kettle -picnic -example in:kitchen from:ada", "last word");
  await searchFor(grace, "from:nobody kettle", "&tab=messages");
  await page.getByText("Nobody and nothing here is called from:nobody.").waitFor();
  await searchFor(grace, "ada", "&tab=people");
  await page.getByRole("region", { name: "People" }).getByText("Ada Lovelace").waitFor();
  await searchFor(grace, "kit", "&tab=rooms");
  await page.getByRole("region", { name: "Conversations" }).getByRole("link", { name: "Kitchen" }).waitFor();
});

test("SEARCH-11: more pages come when they are asked for", async () => {
  const { page } = grace;
  await searchFor(grace, "filler", "&tab=messages");
  await results(page).locator(".message-hit__text", { hasText: "filler number 70" }).waitFor();
  expect(await results(page).count()).toBe(20);
  await page.getByRole("button", { name: "Show more" }).click();
  await results(page).locator(".message-hit__text", { hasText: "filler number 31" }).waitFor();
  expect(await results(page).count()).toBe(40);
});

test("SEARCH-14: Ctrl F searches the room, and Enter goes through the results in place", async () => {
  const { page } = grace;
  await enter(grace, kitchen);
  await composer(page).fill("half a thought");
  await page.keyboard.press("Control+f");
  const field = panel(page).getByRole("searchbox");
  await field.waitFor();
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type("kettle");
  await panel(page).getByText("3 messages").waitFor();
  await page.keyboard.press("Enter");
  await panel(page).getByText("1 of 3 messages").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await panel(page).getByText("3 of 3 messages").waitFor();
  await message(page, "picnic on Friday").waitFor();
  await screenshots(page, "room-search");
  await page.locator(".message--highlighted").waitFor({ state: "detached" });
  expect(await seriousProblems(page)).toEqual([]);
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await panel(page).waitFor({ state: "detached" });
  expect(await composer(page).inputValue()).toBe("half a thought");
  await composer(page).fill("");
});

test("SEARCH-14: on a phone the search covers the room and gives way to the message", async () => {
  const phone = await another(stage.browser, stage.app.origin, grace, PHONE);
  const { page } = phone;
  await enter(phone, kitchen);
  await page.getByRole("button", { name: "Search in this conversation" }).click();
  await panel(page).getByRole("searchbox").fill("picnic");
  await panel(page)
    .getByRole("button", { name: /picnic/ })
    .click();
  await panel(page).waitFor({ state: "detached" });
  await message(page, "picnic on Friday").waitFor();
  await phone.context.close();
});

test("SEARCH-7: what is edited is found by its new words, and what is deleted is gone", async () => {
  await enter(ada, kitchen);
  await say(ada.page, "A zeppelin over the garden");
  const { page } = grace;
  await untilFound(grace, "zeppelin", 1);
  await act(ada.page, "zeppelin", "Delete");
  await ada.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await message(ada.page, "zeppelin").waitFor({ state: "detached" });
  await searchFor(grace, "zeppelin", "&tab=messages");
  await page.getByText("Nothing found about this").waitFor();
});

test("no page has thrown anything", () => {
  expect([...ada.problems, ...grace.problems]).toEqual([]);
});
