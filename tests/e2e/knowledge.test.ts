import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Library } from "../../shared/knowledge.ts";
import { answers, lastAnswer } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { eventually } from "./support/eventually.ts";
import { seriousProblems } from "./support/axe.ts";
import { documentItem, drop, makeFolder, makeLibrary, openLibrary, ready } from "./support/knowledge.ts";
import { makePdf } from "../support/pdf.ts";
import { found, join as joinIn, me, type Home } from "./support/people.ts";
import { enter, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let handbook: Library;

const lighthouse = makePdf([
  ["The lighthouse handbook", "This page says nothing that anyone asks for."],
  ["Fog", "The fog horn of Skerry Point sounds every forty seconds.", "It is tested each Monday at noon."],
]);
const files = makeFolder({
  "Lighthouse.pdf": lighthouse,
  "Empty scan.pdf": makePdf([[], []]),
  "notes/Boats.md": "# Boats\n\n## The pilot boat\n\nThe pilot boat is called Marigold and leaves at dawn.\n",
  "notes/deep/Birds.md": "# Birds\n\nNinety puffins nest below the north wall.\n",
  "notes/.hidden.md": "# Nobody means this\n",
});

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await joinIn(stage.browser, stage.app.origin, "Grace Hopper", ada);
}, 180_000);

test("a library is made by the keyboard alone", async () => {
  const { page } = ada;
  await enter(ada);
  await page.getByRole("link", { name: "Knowledge" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "New library" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Handbook");
  await page.keyboard.press("Tab");
  await page.keyboard.type("What the keepers know");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name: "Handbook" });
  await link.waitFor();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Drop files or whole folders here").waitFor();
  expect(await page.title()).toBe("Handbook · Parley");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const response = await ada.context.request.get(`/api/organizations/${ada.organization.id}/libraries/${id}`);
  handbook = (await response.json()).data;
});

test("a PDF and a folder of Markdown are dropped, and each says how far it is until it is ready", async () => {
  const { page } = ada;
  await drop(page, [join(files, "Lighthouse.pdf"), join(files, "notes")], async () => {
    await page.getByText("Drop to add to Handbook").waitFor();
    await screenshot(page, "knowledge-drop");
  });
  for (const title of ["Lighthouse.pdf", "Boats.md", "Birds.md"]) await ready(page, title);
  await documentItem(page, "Lighthouse.pdf").getByText("2 pages").waitFor();
  expect(await page.getByText("hidden").count()).toBe(0);
});

test("the other one sees it live", async () => {
  await openLibrary(grace, handbook);
  await documentItem(grace.page, "Boats.md").waitFor();
  await ada.page.getByRole("button", { name: "Write a note" }).click();
  await ada.page.getByLabel("Title").fill("Lamp oil");
  await ada.page.getByLabel("Text").fill("The lamp burns eleven litres of colza oil a night.");
  await ada.page.getByLabel("Tags").fill("oil, supplies");
  await ada.page.getByRole("button", { name: "Add note" }).click();
  await ready(grace.page, "Lamp oil");
  await documentItem(grace.page, "Lamp oil").getByText("supplies").waitFor();
});

test("what cannot be read says why, and can be tried again", async () => {
  const { page } = ada;
  await page.getByLabel("Files to add").setInputFiles(join(files, "Empty scan.pdf"));
  const item = documentItem(page, "Empty scan.pdf");
  await item.getByText("Its pages are images without text.").waitFor({ timeout: 30_000 });
  // Another attempt on the same file would fail in the same way.
  expect(await item.getByRole("button", { name: /again/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Add an address" }).click();
  await page.getByRole("textbox", { name: "Address" }).fill("http://127.0.0.1:9/metadata");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  const address = documentItem(page, "127.0.0.1");
  await address.getByText("The address did not return").waitFor({ timeout: 30_000 });
  const again = page.waitForResponse(/\/retry$/);
  await address.getByRole("button", { name: /^Try .* again$/ }).click();
  expect((await again).status()).toBe(200);
  await address.getByText("The address did not return").waitFor({ timeout: 30_000 });
  await page.getByLabel("Files to add").setInputFiles({
    ...{ name: "nothing.md", mimeType: "text/markdown", buffer: Buffer.from("") },
  });
  await page.getByText("The file is empty.").waitFor();
  await page.getByRole("button", { name: "Dismiss nothing.md" }).click();
});

test("an answer in a room cites the page, and the passage opens highlighted beside it", async () => {
  const session = await makeSession(ada, "Keepers", grace);
  await enter(ada, session);
  await enter(grace, session);
  await say(ada.page, "How often does the fog horn of Skerry Point sound?");
  for (const { page } of [ada, grace]) {
    const cited = lastAnswer(page)
      .getByRole("link", { name: /^Source \d: Lighthouse\.pdf, page 2/ })
      .first();
    await cited.waitFor({ timeout: 30_000 });
    await cited.focus();
    await page.keyboard.press("Enter");
    const passage = page.getByRole("complementary", { name: /^Source \d/ }).locator("mark");
    await passage.filter({ hasText: "every forty seconds" }).first().waitFor();
    await page.getByText("The cited passage is highlighted.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MARK");
    await screenshot(page, "source-panel");
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^Source/);
  }
  await lastAnswer(ada.page).getByRole("button", { name: "Context of this answer" }).click();
  const receipt = ada.page.getByRole("complementary", { name: "Context of this answer" });
  await receipt
    .getByRole("link", { name: /Lighthouse\.pdf/ })
    .first()
    .waitFor();
  await screenshot(ada.page, "receipt-sources");
  await ada.page.keyboard.press("Escape");
});

test("a question that no document answers says so", async () => {
  await say(ada.page, "Quantum chromodynamics lattice?");
  await lastAnswer(ada.page).getByText("No source in your documents.").waitFor({ timeout: 30_000 });
});

test("what is deleted is not cited any more, and the old answer says that it is gone", async () => {
  const { page } = ada;
  // The citation is counted some seconds after the answer, when its turn is settled.
  await eventually(
    async () => {
      await openLibrary(ada, handbook);
      await documentItem(page, "Lighthouse.pdf").waitFor();
      return documentItem(page, "Lighthouse.pdf").innerText();
    },
    (text) => /cited \d+ time/.test(text),
  );
  await page.getByRole("button", { name: "Actions for Lighthouse.pdf" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("The file, its text and all its pieces go").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await documentItem(page, "Lighthouse.pdf").waitFor({ state: "detached" });

  const before = await answers(grace.page).count();
  await say(grace.page, "How often does the fog horn of Skerry Point sound, again?");
  await answers(grace.page).nth(before).getByRole("button", { name: "Context of this answer" }).waitFor();
  expect(
    await lastAnswer(grace.page)
      .getByRole("link", { name: /Lighthouse/ })
      .count(),
  ).toBe(0);

  // The note is shown without opening the source.
  await grace.page.reload();
  const old = answers(grace.page).filter({ hasText: "forty seconds" }).first();
  await old.getByText("This source was deleted").first().waitFor();
});

test("search finds passages and answers with sources; both lead to the passage", async () => {
  const { page } = grace;
  await page.goto(`/${grace.organization.id}/search`);
  const box = page.getByRole("searchbox", { name: "Search", exact: true });
  await box.fill("pilot boat Marigold");
  await box.press("Enter");
  const hit = page.getByRole("region", { name: "Documents" }).getByRole("link", { name: "Boats.md" });
  await hit.first().waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Answer" }).click();
  const answer = page.getByRole("region", { name: "Answer" });
  await answer
    .getByRole("link", { name: /^Source 1: Boats\.md/ })
    .first()
    .waitFor({ timeout: 30_000 });
  await answer.getByText(/The sources .*\(\d+%\)\./).waitFor();
  await screenshot(page, "search");
  await answer
    .getByRole("link", { name: /^Source 1: Boats\.md/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "Boats.md", level: 1 }).waitFor();
  await page.locator("mark").filter({ hasText: "Marigold" }).waitFor();
});

test("who is no reader sees neither the library nor anything of it", async () => {
  const board = await makeLibrary(ada, { name: "Board", readers: [(await me(ada)).user.id] });
  await openLibrary(ada, board);
  await ada.page.getByRole("button", { name: "Write a note" }).click();
  await ada.page.getByLabel("Title").fill("Sale of the island");
  await ada.page.getByLabel("Text").fill("The island is sold to the harbour trust in zephyrtember.");
  await ada.page.getByRole("button", { name: "Add note" }).click();
  await ready(ada.page, "Sale of the island");
  await ada.page.getByRole("link", { name: "Sale of the island" }).click();
  await ada.page.getByText("zephyrtember").waitFor();
  const address = ada.page.url();

  const { page } = grace;
  await page.goto(`/${grace.organization.id}/knowledge`);
  await page.getByRole("link", { name: "Handbook" }).waitFor();
  expect(await page.getByText("Board").count()).toBe(0);
  await page.goto(`/${grace.organization.id}/search?q=zephyrtember`);
  await page.getByText("Nothing found about this").waitFor();
  await page.goto(address);
  await page.getByText("This source was deleted").waitFor();
  await page.goto(`/${grace.organization.id}/knowledge/${board.id}`);
  await page.getByText("This library does not exist, or you do not have access to it.").waitFor();

  await ada.page.goto(`/${ada.organization.id}/search?q=zephyrtember`);
  await ada.page.getByRole("link", { name: "Sale of the island" }).waitFor({ timeout: 30_000 });
});

test("a new version takes the place of the old one, and says so to those who come by an old citation", async () => {
  await openLibrary(ada, handbook);
  const { page } = ada;
  await page.getByLabel("New version of Boats.md").setInputFiles({
    ...{ name: "Boats.md", mimeType: "text/markdown" },
    buffer: Buffer.from("# Boats\n\nThe pilot boat is called Petunia now.\n"),
  });
  await documentItem(page, "Boats.md").getByText("version 2").waitFor({ timeout: 30_000 });
  await ready(page, "Boats.md");
  await page.getByRole("link", { name: "Boats.md" }).click();
  await page.getByText("Petunia").waitFor();
  await page.goto(`${page.url()}?from=0&to=8&version=1`);
  await page.getByText("This document has changed since it was cited").waitFor();
  expect(await page.locator("mark").count()).toBe(0);
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
