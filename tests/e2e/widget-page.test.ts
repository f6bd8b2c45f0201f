/** The button on pages that make it hard: their styles, their scripts, and what they do to their own document. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Widget } from "../../shared/widget.ts";
import {
  openCompanySite,
  shopPage,
  strictPolicy,
  type CompanySite,
  type SitePage,
} from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { found, openDesk, PHONE, type Desk } from "./support/people.ts";
import { setOwnStage } from "./support/stage.ts";
import { makeWidget, openPanel, panel } from "./support/widget.ts";

/** What pages have done to elements that they did not know. */
const HOSTILE = `
* { display: none !important; visibility: hidden !important; transform: scale(0) !important; pointer-events: none !important }
html, body { display: block !important; visibility: visible !important; transform: none !important }
parley-widget { display: none !important; opacity: 0 !important; position: static !important; width: 3px !important }
button, iframe { all: unset !important; position: absolute !important; left: -9999px !important }
`;

const PATCHES = `
Array.prototype.push = function () { throw new Error("patched") };
Array.prototype.map = function () { throw new Error("patched") };
Array.prototype.forEach = function () { throw new Error("patched") };
Function.prototype.bind = function () { throw new Error("patched") };
Object.prototype.extra = "inherited";
Array.prototype.toJSON = function () { return "patched" };
window.JSON.stringify = function () { throw new Error("patched") };
`;

// All visitors of the tests have one address, and one address may begin 20 conversations in 15 minutes.
const stage = setOwnStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let hostile: CompanySite;
let widget: Widget;
let visitor: Desk;
let page: Page;

beforeAll(async () => {
  site = await openCompanySite(pages);
  hostile = await openCompanySite(pages, HOSTILE);
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin, hostile.origin] });
  const html = shopPage(stage.app.origin, widget.id);
  pages["/"] = { html, policy: strictPolicy(stage.app.origin) };
  pages["/twice"] = {
    html: html.replace(
      "</head>",
      `<script src="${stage.app.origin}/widget.js" data-widget="${widget.id}"></script></head>`,
    ),
  };
}, 180_000);

beforeEach(async () => {
  await visitor?.context.close();
  visitor = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await visitor.context.grantPermissions(["local-network-access"]);
  page = visitor.page;
});

afterAll(async () => {
  await site?.stop();
  await hostile?.stop();
});

const widgets = () => page.locator("parley-widget");

test("PANEL-1: hostile styles of the page do not reach it", async () => {
  await page.goto(hostile.origin);
  await openPanel(page);
});

test("PANEL-1: patched prototypes do not stop it", async () => {
  await page.addInitScript(`if (window === top) { ${PATCHES} }`);
  await page.goto("/");
  await openPanel(page);
});

test("PANEL-1: a second copy of the script adds nothing", async () => {
  await page.goto("/twice");
  await openPanel(page);
  expect(await widgets().count()).toBe(1);
  expect(await page.locator("parley-widget iframe").count()).toBe(1);
});

test("PANEL-1: a page that removes it, or writes itself anew, has it again", async () => {
  await page.goto("/");
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  await widgets().evaluate((element) => element.remove());
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  await page.evaluate("document.body.replaceWith(document.createElement('body'))");
  await openPanel(page);
  await page.reload();
  const button = page
    .getByRole("button", { name: "Close chat" })
    .or(page.getByRole("button", { name: "Open chat" }));
  // The script of the widget has run.
  await button.waitFor();
  await page.evaluate("document.documentElement.remove(); document.append(document.createElement('html'))");
  await button.waitFor();
});

test("PANEL-1: nothing of the page moves, and nothing but the button takes a click", async () => {
  await page.goto("/");
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  const box = await widgets().boundingBox();
  expect(box === null || box.width * box.height === 0).toBe(true);
  await page.getByRole("textbox", { name: "Your size" }).click();
  const shift = await page.evaluate(
    "performance.getEntriesByType('layout-shift').reduce((sum, entry) => sum + entry.value, 0)",
  );
  expect(shift).toBe(0);
  expect(await page.locator("parley-widget iframe").count()).toBe(0);
});

test("PANEL-7: on a phone the panel is the whole screen, and the page comes back where it was", async () => {
  await visitor.context.close();
  visitor = await openDesk(stage.browser, site.origin, "Mira Okafor", PHONE);
  await visitor.context.grantPermissions(["local-network-access"]);
  page = visitor.page;
  await page.goto("/");
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  await page.evaluate("scrollTo(0, 321)");
  await openPanel(page);
  const box = await page.locator("parley-widget iframe").boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await panel(page).getByRole("button", { name: "Close the chat" }).click();
  await eventually(
    () => page.evaluate("document.body.inert"),
    (isInert) => isInert === false,
  );
  expect(await page.evaluate("scrollY")).toBe(321);
});

test("PANEL-7: if the panel does not come, a phone can still close it", async () => {
  await visitor.context.close();
  visitor = await openDesk(stage.browser, site.origin, "Mira Okafor", PHONE);
  await visitor.context.grantPermissions(["local-network-access"]);
  page = visitor.page;
  await page.route(/:\d+\/widget\/wid_/, (route) => route.abort());
  await page.goto("/");
  await page.getByRole("button", { name: "Open chat" }).click();
  await page.getByRole("button", { name: "Close chat" }).click();
  await page.getByRole("button", { name: "Open chat" }).waitFor();
});
