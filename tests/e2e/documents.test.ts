import { beforeAll, expect, test } from "vitest";
import type { Library } from "../../shared/knowledge.ts";
import { lastAnswer } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { addNote, documentItem, makeLibrary, openLibrary, ready } from "./support/knowledge.ts";
import { found, type Home } from "./support/people.ts";
import { eventually } from "./support/eventually.ts";
import { screenshot } from "./support/screenshot.ts";
import { enter, say } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let library: Library;

const chapter = (n: number) =>
  `# Chapter ${n}\n\n${`The keeper of chapter ${n} writes down the wind, the tide and the passing ships. `.repeat(60)}\n\n`;
const book = Array.from({ length: 60 }, (_, index) => chapter(index + 1)).join("");

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  library = await makeLibrary(ada, { name: "Books" });
}, 180_000);

test("three files are sent at once, and one that is on its way can be cancelled", async () => {
  const { page } = ada;
  await openLibrary(ada, library);
  // The network accepts the requests and never responds.
  await page.route(/\/files$/, () => undefined);
  await page.getByLabel("Files to add").setInputFiles(
    ["one.md", "two.md", "three.md", "four.md"].map((name) => ({
      ...{ name, mimeType: "text/markdown", buffer: Buffer.from("# Words") },
    })),
  );
  const uploads = page.getByRole("list", { name: "Uploads" });
  await uploads.getByText("Waiting").waitFor();
  expect(await uploads.getByRole("progressbar").count()).toBe(4);
  expect(await uploads.getByText(/Sending/).count()).toBe(3);
  await page.getByRole("button", { name: "Cancel one.md" }).click();
  await uploads.getByText("Waiting").waitFor({ state: "detached" });
  for (const name of ["two.md", "three.md", "four.md"])
    await page.getByRole("button", { name: `Cancel ${name}` }).click();
  await uploads.waitFor({ state: "detached" });
  await page.unroute(/\/files$/);
});

test("an upload that breaks off says so, and goes through when it is tried again", async () => {
  const { page } = ada;
  await page.route(/\/files$/, (route) => route.abort("connectionreset"), { times: 1 });
  await page.getByLabel("Files to add").setInputFiles({
    ...{ name: "Keeper.md", mimeType: "text/markdown", buffer: Buffer.from(book) },
  });
  await page.getByText("The connection broke while the file was sent.").waitFor();
  await page.getByRole("list", { name: "Uploads" }).getByRole("button", { name: "Try again" }).click();
  await ready(page, "Keeper.md");
});

test("DOCUMENT-9: a file of a known name is offered as its next version, or kept beside it", async () => {
  const { page } = ada;
  const give = (text: string) =>
    page.getByLabel("Files to add").setInputFiles({
      ...{
        name: "Gate.md",
        mimeType: "text/markdown",
        buffer: Buffer.from(`# Gate\n\nThe code of the gate is ${text}.`),
      },
    });
  await give("7741");
  await ready(page, "Gate.md");
  await give("9902");
  const dialog = page.getByRole("dialog", { name: "Gate.md is in this library already" });
  await dialog.getByText("version 1").waitFor();
  await screenshot(page, "same-name-1440");
  await dialog.getByRole("button", { name: "Add as version 2" }).click();
  await dialog.waitFor({ state: "detached" });
  await give("1234");
  await dialog.getByText("version 2").waitFor();
  expect(await documentItem(page, "Gate.md").count()).toBe(1);
  await dialog.getByRole("button", { name: "Keep both" }).click();
  await eventually(
    () => documentItem(page, "Gate.md").count(),
    (count) => count === 2,
  );
  await give("5555");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByRole("list", { name: "Uploads" }).count()).toBe(0);
});

test("a long document is loaded by stretches, at both ends and where one goes", async () => {
  const { page } = ada;
  const stretches: number[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith("/text")) stretches.push(Number(url.searchParams.get("from")));
  });
  await page.getByRole("link", { name: "Keeper.md" }).click();
  const text = page.getByRole("region", { name: "Text of Keeper.md" });
  await text.getByRole("heading", { name: "Chapter 1", exact: true }).waitFor();
  await page.waitForTimeout(300);
  expect(stretches.length).toBeLessThan(4);
  await page.getByRole("navigation", { name: "Outline" }).getByRole("button", { name: "Chapter 40" }).click();
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === "Chapter 40");
  expect(await text.getByRole("heading", { name: "Chapter 10", exact: true }).count()).toBe(0);
  expect(stretches.length).toBeLessThan(8);

  // Text that is inserted above does not move the text that is being read.
  const heading = text.getByRole("heading", { name: "Chapter 40", exact: true });
  const place = () => heading.evaluate((element) => element.getBoundingClientRect().top);
  const before = await text.getByRole("heading").count();
  await text.evaluate((element) => (element.scrollTop = 0));
  await text.getByRole("heading").nth(before).waitFor({ state: "attached" });
  await heading.scrollIntoViewIfNeeded();
  expect(await place()).toBeGreaterThan(0);
  expect(stretches.length).toBeLessThan(14);
});

test("a confirmed number is a link that says where it leads when it is pointed at", async () => {
  const { page } = ada;
  await addNote(ada, library, {
    ...{
      title: "Beacon",
      text: "The beacon of Skerry Point is painted vermilion every spring. A painter from the village does it, with a brush as wide as a hand. It takes her two days, and a third when it rains.",
    },
  });
  await openLibrary(ada, library);
  await ready(page, "Beacon");
  const session = await makeSession(ada, "Keepers");
  await enter(ada, session);
  await say(page, "What is painted vermilion at the beacon of Skerry Point?");
  const link = lastAnswer(page)
    .getByRole("link", { name: /^Source 1: Beacon/ })
    .first();
  await link.waitFor({ timeout: 30_000 });
  expect(await lastAnswer(page).locator(".citation__number--open").count()).toBe(0);
  await link.hover();
  await page.locator(".citation__card .citation__title").getByText("Beacon").waitFor();
});

test("a note is changed in its place, and a library goes with what is in it", async () => {
  const { page } = ada;
  await openLibrary(ada, library);
  await page.getByRole("button", { name: "Write a note" }).click();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  await page.keyboard.type("Supplies");
  await page.getByRole("textbox", { name: "Text" }).fill("Eleven candles.");
  await page.getByRole("button", { name: "Add note" }).click();
  await ready(page, "Supplies");
  await page.getByRole("button", { name: "Actions for Supplies" }).click();
  await page.getByRole("button", { name: "Edit the note" }).click();
  await page.getByRole("textbox", { name: "Text" }).filter({ hasText: "" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("Eleven candles.");
  await page.getByRole("textbox", { name: "Text" }).fill("Twelve candles.");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  await documentItem(page, "Supplies").getByText("version 2").waitFor();

  await page.goto(`/${ada.organization.id}/settings/agents`);
  await page.getByRole("link", { name: "Parley" }).click();
  await page.getByRole("link", { name: "Open Books" }).click();
  await page.getByRole("button", { name: "Delete the library" }).click();
  await page.getByText(/documents go with it/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Knowledge", level: 1 }).waitFor();
  await page.getByText("No libraries yet").waitFor();
});

test("nothing went wrong", () => expect(ada.problems).toEqual([]));
