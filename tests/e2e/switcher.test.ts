import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomReference } from "../../shared/api.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { call, found, join, me, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await join(stage.browser, stage.app.origin, "Noël Coward", ada);
  const { user } = await me(grace);
  for (const name of ["Release 1.4", "Kitchen"]) {
    const body = { kind: "group", name, members: [user.id] };
    const { id } = await call<RoomReference>(ada, `/api/organizations/${ada.organization.id}/rooms`, body);
    await enter(ada, id);
    await say(ada.page, `About ${name}`);
    await message(ada.page, `About ${name}`)
      .getByRole("button", { name: /Sent|Delivered|Read/ })
      .waitFor();
  }
  await enter(grace);
}, 180_000);

const box = (page: Page) => page.getByRole("combobox", { name: /^Jump to/ });
const options = (page: Page) => page.getByRole("listbox").getByRole("option");
async function openSwitcher(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await box(page).waitFor();
}
/** The option that Enter would choose, as screen readers are told. */
const active = (page: Page): Promise<string> =>
  box(page).evaluate(
    (input) => document.getElementById(input.getAttribute("aria-activedescendant") ?? "")?.innerText ?? "",
  );

test("Ctrl K opens it while one writes, and Escape gives the focus back", async () => {
  const { page } = grace;
  await composer(page).fill("half a thought");
  await openSwitcher(page);
  expect(await box(page).evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await box(page).waitFor({ state: "detached" });
  expect(await composer(page).evaluate((area) => area === document.activeElement)).toBe(true);
  expect(await composer(page).inputValue()).toBe("half a thought");
  await composer(page).fill("");
});

test("a few letters and Enter lead to a room; the arrows go through what was found", async () => {
  const { page } = grace;
  await openSwitcher(page);
  await page.keyboard.type("kit");
  expect(await active(page)).toContain("Kitchen");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toContain("Search messages for “kit”");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toContain("Search documents for “kit”");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toContain("Kitchen");
  await page.keyboard.press("Enter");
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
});

test("a person without a conversation gets one, found without the accent", async () => {
  const { page } = grace;
  await openSwitcher(page);
  await page.keyboard.type("noel");
  await options(page).getByText("Noël Coward").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("main", { name: "Noël Coward" }).waitFor();
});

test("SEARCH-13: words lead to the search of messages and documents", async () => {
  const { page } = grace;
  await openSwitcher(page);
  await page.keyboard.type("zqx lamp parcel");
  expect(await active(page)).toContain("Search messages for");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toContain("Search documents for");
  await page.keyboard.press("Enter");
  await page.getByRole("main", { name: "Search" }).waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("zqx lamp parcel");
});

test("actions: a new conversation, the theme, a saved list, what is open", async () => {
  const { page } = grace;
  await openSwitcher(page);
  await page.keyboard.type("new group");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "New group" }).waitFor();
  await page.keyboard.press("Escape");
  await openSwitcher(page);
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  await openSwitcher(page);
  await page.keyboard.type("theme system");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBeUndefined();
  await enter(grace);
  await openSwitcher(page);
  await page.keyboard.type("pin this");
  await page.keyboard.press("Enter");
  await roomLink(page, "#welcome").getByText("Pinned").waitFor({ state: "attached" });
});

test("it opens again in the very moment in which it closes", async () => {
  const { page } = grace;
  await openSwitcher(page);
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("dialog.switcher")?.close();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }));
  });
  await page.waitForTimeout(300);
  expect(await box(page).isVisible()).toBe(true);
  await page.keyboard.press("Control+k");
  await box(page).waitFor({ state: "detached" });
});

test("everything can be marked as read at once", async () => {
  const { page } = grace;
  await roomLink(page, "Release 1.4").getByText("1 unread").waitFor();
  await openSwitcher(page);
  await page.keyboard.type("mark all");
  await page.keyboard.press("Enter");
  await page.getByText(/^Marked \d+ conversations? as read\.$/).waitFor();
  await roomLink(page, "Release 1.4").getByText("1 unread").waitFor({ state: "detached" });
});

test.for([
  { width: 1440, scheme: "light" },
  { width: 1440, scheme: "dark" },
  { width: 390, scheme: "light" },
  { width: 390, scheme: "dark" },
] as const)("the switcher at $width px, $scheme", async ({ width, scheme }) => {
  const { page } = grace;
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
  await page.goto(`/${grace.organization.id}`);
  await page.getByRole("button", { name: /^Jump to/ }).click();
  await options(page).first().waitFor();
  await screenshot(page, `switcher-${width}-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.type("re");
  await screenshot(page, `switcher-found-${width}-${scheme}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  await page.keyboard.press("Escape");
});

test("it is no part of the first load", async () => {
  const page = await grace.context.newPage();
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`/${grace.organization.id}/${grace.organization.welcomeRoom}`);
  await composer(page).waitFor();
  const before = () => loaded.filter((path) => /assets\/(switcher|saved-page)-/.test(path));
  expect(before()).toEqual([]);
  await openSwitcher(page);
  await eventually(
    async () => before().length,
    (count) => count > 0,
  );
  await page.close();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
