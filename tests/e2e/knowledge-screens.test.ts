import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Agent } from "../../shared/api.ts";
import type { Library } from "../../shared/knowledge.ts";
import { lastAnswer } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { addNote, documentItem, makeLibrary, openLibrary, ready } from "./support/knowledge.ts";
import { makePdf } from "../support/pdf.ts";
import { call, change, found, join, list, me, type Home } from "./support/people.ts";
import { enter, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let samples: Library;
let library: Library;
let room: Awaited<ReturnType<typeof makeSession>>;

const looks = [1440, 1024, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);
type Look = (typeof looks)[number];

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  const grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  const organization = `/api/organizations/${ada.organization.id}`;
  const [standard] = await list<Agent>(ada, `${organization}/agents`);
  // This emoji is in the fonts of minimal machines.
  if (standard)
    await change(ada, `${organization}/agents/${standard.id}`, { face: "⚡", version: standard.version });
  samples = await call<Library>(ada, `${organization}/samples`, {});
  library = await makeLibrary(ada, {
    name: "Contracts and terms",
    description: "What we have signed, and what we promise to those who buy from us.",
    readers: [(await me(ada)).user.id, (await me(grace)).user.id],
  });
  await openLibrary(ada, library);
  const { page } = ada;
  await page.getByLabel("Files to add").setInputFiles([
    {
      ...{ name: "Terms of delivery.pdf", mimeType: "application/pdf" },
      buffer: makePdf([["Terms of delivery"], ["Parcels leave on the day of the order."]]),
    },
    { ...{ name: "Scanned lease.pdf", mimeType: "application/pdf" }, buffer: makePdf([[]]) },
    {
      ...{ name: "parse-frame.ts", mimeType: "text/plain" },
      buffer: Buffer.from(
        "/** Reads a frame. */\nexport function parseFrame(text: string) {\n  return JSON.parse(text);\n}\n",
      ),
    },
  ]);
  await addNote(ada, library, { title: "Who signs what", text: "Ada signs.", tags: ["people", "contracts"] });
  for (const title of ["Terms of delivery.pdf", "parse-frame.ts", "Who signs what"]) await ready(page, title);
  await documentItem(page, "Scanned lease.pdf").getByText("Its pages are images without text.").waitFor();
  await openLibrary(ada, samples);
  for (const title of ["Refunds", "Security", "Opening hours"]) await ready(page, title);
  room = await makeSession(ada, "Customer questions", grace);
  await enter(ada, room);
  await say(page, "How are refunds paid, and who pays for the parcel?");
  await lastAnswer(page)
    .getByRole("link", { name: /^Source 1/ })
    .first()
    .waitFor({ timeout: 30_000 });
}, 180_000);

async function dress(page: Page, { width, scheme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
}

async function look(page: Page, { width, scheme }: Look, name: string): Promise<void> {
  await page.mouse.move(5, 5);
  await page.waitForTimeout(150);
  await screenshot(page, `${name}-${width}-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  // Elements that scroll vertically must not scroll horizontally.
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll(".page__body, .reader, dialog[open]")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ className }) => className),
  );
  expect(wide).toEqual([]);
}

test.for(looks)("libraries and documents at $width px, $scheme", async (as) => {
  const { page } = ada;
  const home = `/${ada.organization.id}`;
  await dress(page, as);
  await page.goto(`${home}/knowledge`);
  await page.getByRole("link", { name: library.name }).waitFor();
  await look(page, as, "knowledge");
  await page.getByRole("button", { name: `Edit ${library.name}` }).click();
  await page.getByRole("checkbox").first().waitFor();
  await look(page, as, "library-dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: library.name }).click();
  await documentItem(page, "Who signs what").waitFor();
  await look(page, as, "library");
  await page.getByRole("button", { name: "Write a note" }).click();
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await look(page, as, "note-dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "parse-frame.ts" }).click();
  await page.getByText("Reads a frame").waitFor();
  await look(page, as, "code-document");
});

test.for(looks)("a cited passage at $width px, $scheme", async (as) => {
  const { page } = ada;
  await dress(page, as);
  await enter(ada, room);
  const link = lastAnswer(page)
    .getByRole("link", { name: /^Source 1/ })
    .first();
  await link.waitFor();
  if (as.width !== 390) {
    await link.hover();
    await page.locator(".citation__card .citation__title").getByText("Refunds and returns").waitFor();
  }
  await link.click();
  await page.locator("mark").first().waitFor();
  await look(page, as, "citation");
  if (as.width === 390) expect(new URL(page.url()).pathname).toContain("/documents/");
  else await page.keyboard.press("Escape");
});

test.for(looks)("the search at $width px, $scheme", async (as) => {
  const { page } = ada;
  await dress(page, as);
  await page.goto(`/${ada.organization.id}/search`);
  await page.getByText("Search everything that you can see").waitFor();
  await look(page, as, "search-empty");
  await page.getByRole("searchbox").fill("Who pays for the parcel when a lamp is sent back?");
  await page.getByRole("button", { name: /^Ask about/ }).click();
  await page.getByRole("region", { name: "Answer" }).getByRole("list", { name: "Sources" }).waitFor();
  await page.getByRole("region", { name: "Documents" }).getByRole("link").first().waitFor();
  await look(page, as, "search");
});

test("no more than the first load is loaded for a room: knowledge comes when it is opened", async () => {
  const page = await ada.context.newPage();
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`/${ada.organization.id}/${room}`);
  await page.getByRole("textbox", { name: /^Message / }).waitFor();
  expect(
    loaded.filter((path) =>
      /assets\/((knowledge|library|document|search)-page|source-panel|samples)-/.test(path),
    ),
  ).toEqual([]);
  await page.close();
});

test("nothing went wrong", () => expect(ada.problems).toEqual([]));
