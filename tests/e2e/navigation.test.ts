import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { makeDirect, makeGroup, makeSession } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { composer, enter, filter, roomLink } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let budget: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  budget = await makeGroup(ada, "Budget", grace);
  await makeDirect(ada, grace);
  await makeSession(ada, "Weekly numbers");
  await enter(ada, budget);
  await roomLink(ada.page, "Weekly numbers").waitFor();
});

const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });
const heading = (page: Page, name: string) =>
  list(page).getByRole("button", { name: new RegExp(`^${name}`) });
const titles = (page: Page): Promise<string[]> => list(page).locator(".room-item__title").allInnerTexts();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector(".room-item__title")?.textContent ?? "");

test("NAV-1, NAV-2: words typed after a click anywhere are a message, and nothing is pinned, muted or done", async () => {
  const { page } = ada;
  const words = "hello maybe jump?";
  const clicks = [
    () => roomLink(page, "Budget").click(),
    () => roomLink(page, "Weekly numbers").click(),
    () => filter(page, "Unread"),
    () => filter(page, "All"),
    () => heading(page, "AI").click(),
    () => page.getByRole("button", { name: "People", exact: true }).click(),
  ];
  for (const click of clicks) {
    await click();
    await composer(page).waitFor();
    // "?" at the end is typed in the composer, where it is a character.
    await page.keyboard.type(words);
    expect(await composer(page).inputValue()).toBe(words);
    await composer(page).fill("");
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  }
  await heading(page, "AI").click();
  await page.getByRole("button", { name: "People", exact: true }).click();
  expect((await titles(page)).toSorted()).toEqual(
    ["#welcome", "Budget", "Grace Hopper", "Weekly numbers"].toSorted(),
  );
  expect(
    await list(page)
      .getByText(/^(Pinned|Muted)$/)
      .count(),
  ).toBe(0);
});

test("NAV-2: letters are keys again once the list is walked by keys", async () => {
  const { page } = ada;
  await enter(ada, budget);
  await composer(page).press("Escape");
  expect(await focused(page)).toBe("Budget");
  await page.keyboard.press("p");
  await roomLink(page, "Budget").getByText("Pinned").waitFor({ state: "attached" });
  await page.keyboard.press("p");
  await roomLink(page, "Budget").getByText("Pinned").waitFor({ state: "detached" });
  // A click ends the walk, also on the row that had the focus.
  await roomLink(page, "Budget").click();
  await page.keyboard.type("p");
  expect(await composer(page).inputValue()).toBe("p");
  await composer(page).fill("");
});

test("NAV-3: all keys are shown by ? and by Ctrl+/, and a field keeps its question mark", async () => {
  const { page } = ada;
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const showKeys = () =>
    expect
      .poll(
        async () => {
          await page.keyboard.press("Control+/");
          return dialog.isVisible();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(true);
  await composer(page).press("Escape");
  await page.keyboard.press("?");
  await dialog.getByText("Mute or unmute").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await composer(page).focus();
  await page.keyboard.type("why?");
  expect(await composer(page).inputValue()).toBe("why?");
  await composer(page).fill("");
  await showKeys();
  await dialog.getByRole("checkbox", { name: /Single keys/ }).uncheck();
  await page.keyboard.press("Escape");
  await composer(page).press("Escape");
  await page.keyboard.type("p?");
  expect(await composer(page).inputValue()).toBe("p?");
  expect(await dialog.count()).toBe(0);
  await composer(page).fill("");
  await showKeys();
  await dialog.getByRole("checkbox", { name: /Single keys/ }).check();
  await page.keyboard.press("Escape");
});

test("NAV-4, NAV-5: sections fold, and fold and rows are remembered on the device", async () => {
  const { page } = ada;
  await enter(ada, budget);
  await expect
    .poll(() => list(page).getByRole("heading").allInnerTexts(), { timeout: 30_000 })
    .toEqual(["Direct", "Groups", "AI"]);
  await heading(page, "AI").click();
  await roomLink(page, "Weekly numbers").waitFor({ state: "detached" });
  expect(await heading(page, "AI").getAttribute("aria-expanded")).toBe("false");
  expect(await heading(page, "AI").innerText()).toContain("1");
  // The open room stays.
  await heading(page, "Groups").click();
  await roomLink(page, "#welcome").waitFor({ state: "detached" });
  await roomLink(page, "Budget").waitFor();
  const height = async () => (await roomLink(page, "Budget").boundingBox())?.height;
  expect(await height()).toBe(52);
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("switch", { name: "Compact rows" }).click();
  await page.keyboard.press("Escape");
  await eventually(height, (now) => now === 32);
  await page.reload();
  await roomLink(page, "Budget").waitFor();
  expect(await height()).toBe(32);
  expect(await roomLink(page, "Weekly numbers").count()).toBe(0);
  await heading(page, "AI").click();
  await heading(page, "Groups").click();
  await roomLink(page, "Weekly numbers").waitFor();
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("switch", { name: "Compact rows" }).click();
  await page.keyboard.press("Escape");
  await eventually(height, (now) => now === 52);
});

test("NAV-6: a group that is made in a long list, under a filter for others, is seen in the list", async () => {
  const { page } = ada;
  for (let n = 1; n <= 16; n++) await makeGroup(ada, `Sprint ${n}`);
  await roomLink(page, "Sprint 16").waitFor();
  await filter(page, "AI");
  await roomLink(page, "Budget").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name").fill("A plan");
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("main", { name: "A plan" }).waitFor();
  await roomLink(page, "A plan").waitFor();
  await filter(page, "AI");
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name").fill("Just made");
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("main", { name: "Just made" }).waitFor();
  const isSeen = (name: string) => async () => {
    const [row, nav] = await Promise.all([roomLink(page, name).boundingBox(), list(page).boundingBox()]);
    return row !== null && nav !== null && row.y >= nav.y && row.y + row.height <= nav.y + nav.height;
  };
  await eventually(isSeen("Just made"), (seen) => seen);
  // Also one that stands far below: the switcher leads to it.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Jump to/ }).fill("A plan");
  await page.keyboard.press("Enter");
  await page.getByRole("main", { name: "A plan" }).waitFor();
  await eventually(isSeen("A plan"), (seen) => seen);
});

const menuOf = (page: Page, name: string) => page.getByRole("group", { name: `Actions for ${name}` });

test("NAV-7: the header's menu has everything, and the same by right click and by the menu key in the list", async () => {
  const { page } = ada;
  await enter(ada, budget);
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await menuOf(page, "Budget")
    .getByRole("button", { name: /^Pin\b/ })
    .waitFor();
  const inHeader = await menuOf(page, "Budget").getByRole("button").allInnerTexts();
  for (const word of ["Done", "Snooze", "Pin", "Mute", "Members", "Files", "Rename", "Share", "Leave"])
    expect(inHeader.some((text) => text.includes(word))).toBe(true);
  expect(await seriousProblems(page)).toEqual([]);
  await menuOf(page, "Budget")
    .getByRole("button", { name: /^Pin\b/ })
    .click();
  await roomLink(page, "Budget").getByText("Pinned").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Undo" }).click();

  await roomLink(page, "Weekly numbers").click({ button: "right" });
  await menuOf(page, "Weekly numbers")
    .getByRole("button", { name: /^Pin\b/ })
    .waitFor();
  const inList = await menuOf(page, "Weekly numbers").getByRole("button").allInnerTexts();
  for (const word of ["Pin", "Mute", "Members", "Files", "Rename", "Share", "Leave"])
    expect(inList.some((text) => text.includes(word))).toBe(true);
  // A part of the room opens the room, and shows it.
  await menuOf(page, "Weekly numbers").getByRole("button", { name: "Rename…" }).click();
  await page.getByRole("main", { name: "Weekly numbers" }).waitFor();
  await page.getByRole("dialog", { name: "Rename" }).getByLabel("Name").fill("Monthly numbers");
  await page.getByRole("dialog", { name: "Rename" }).getByRole("button", { name: "Rename" }).click();
  await roomLink(page, "Monthly numbers").waitFor();
  await page.getByRole("main", { name: "Monthly numbers" }).waitFor();

  await roomLink(page, "Budget").focus();
  await page.keyboard.press("Shift+F10");
  await menuOf(page, "Budget").getByRole("button", { name: "Files" }).click();
  await page.getByRole("main", { name: "Budget" }).waitFor();
  await page.getByRole("complementary", { name: "Files" }).getByText("No files yet").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("complementary", { name: "Files" }).waitFor({ state: "detached" });
});

test("NAV-7: who may not rename is not offered it, and a conversation of two has nothing to leave", async () => {
  const { page } = grace;
  await enter(grace, budget);
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await menuOf(page, "Budget").getByRole("button", { name: "Leave…" }).waitFor();
  expect(await menuOf(page, "Budget").getByRole("button", { name: "Rename…" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await roomLink(page, "Budget").click({ button: "right" });
  await menuOf(page, "Budget").getByRole("button", { name: "Leave…" }).waitFor();
  expect(await menuOf(page, "Budget").getByRole("button", { name: "Rename…" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await roomLink(page, "Ada Lovelace").click({ button: "right" });
  await menuOf(page, "Ada Lovelace").getByRole("button", { name: "Members" }).waitFor();
  expect(
    await menuOf(page, "Ada Lovelace")
      .getByRole("button", { name: /Leave|Rename|Share/ })
      .count(),
  ).toBe(0);
  await page.keyboard.press("Escape");
});

test("ATTACH-21: a file that is sent is in the list of files, and leads to its message", async () => {
  const { page } = grace;
  await enter(grace, budget);
  await page
    .getByLabel("Files to attach")
    .setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("a plan") });
  await page.getByRole("list", { name: "Files of this message" }).getByText("plan.txt").waitFor();
  await composer(page).fill("here it is");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page
    .getByRole("link", { name: /plan\.txt/ })
    .first()
    .waitFor();
  await enter(ada, budget);
  await ada.page.getByRole("button", { name: "Conversation menu" }).click();
  await menuOf(ada.page, "Budget").getByRole("button", { name: "Files" }).click();
  const files = ada.page.getByRole("complementary", { name: "Files" });
  await files.getByRole("button", { name: /plan\.txt/ }).click();
  await ada.page.locator("article.message--highlighted", { hasText: "here it is" }).waitFor();
  await files.getByRole("button", { name: "Close files" }).click();
});

test("NAV-8: Escape closes the people panel, wherever the focus is, and only then leaves the composer", async () => {
  const { page } = ada;
  await enter(ada, budget);
  const people = page.getByRole("complementary", { name: "People" });
  const button = page.getByRole("button", { name: "People", exact: true });
  await button.click();
  await people.waitFor();
  await page.keyboard.press("Escape");
  await people.waitFor({ state: "detached" });
  await button.click();
  await people.waitFor();
  await composer(page).focus();
  await page.keyboard.press("Escape");
  await people.waitFor({ state: "detached" });
  await composer(page).focus();
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Budget");
});

test("NAV-14: a name opens a card, from which one writes to the person or works with them and the AI", async () => {
  const { page } = ada;
  await enter(ada, budget);
  const name = page
    .locator("article.message", { hasText: "here it is" })
    .getByRole("button", { name: "Grace Hopper" });
  await name.click();
  const card = page.getByRole("group", { name: "Profile of Grace Hopper" });
  await card.getByText("@grace").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  expect(await name.evaluate((button) => button === document.activeElement)).toBe(true);
  // By the avatar, too.
  await page.locator("article.message", { hasText: "here it is" }).locator(".avatar").click();
  await card.getByRole("button", { name: "Message" }).click();
  await page.getByRole("main", { name: "Grace Hopper" }).waitFor();
  await enter(ada, budget);
  await name.click();
  await card.getByRole("button", { name: "Session" }).click();
  await page.getByRole("main", { name: "Session with Grace Hopper" }).waitFor();
  await roomLink(grace.page, "Session with Grace Hopper").waitFor();
});

test("nothing went wrong in the pages", () => {
  expect([...ada.problems, ...grace.problems]).toEqual([]);
});
