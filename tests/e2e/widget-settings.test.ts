/** An owner makes a widget, changes it beside its preview, and takes the code for the page. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Widget } from "../../shared/widget.ts";
import { seriousProblems } from "./support/axe.ts";
import { found, type Home } from "./support/people.ts";
import { screenshot } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";
import { takeSecret } from "./support/take-secret.ts";

const stage = setStage();
let ada: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
});

afterAll(async () => {
  await leave(ada);
});

const stored = async (): Promise<Widget[]> =>
  ada.page.evaluate(async (path) => {
    const answer: { data: Widget[] } = await (await fetch(path)).json();
    return answer.data;
  }, `/api/organizations/${ada.organization.id}/widgets`);

test("WIDGET-1, WIDGET-2: a widget is made, changed beside the real panel, and published when somebody says so", async () => {
  const { page } = ada;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/${ada.organization.id}/settings/widgets`);
  await page.getByRole("button", { name: "New widget" }).click();
  await page.getByRole("textbox", { name: "Name that visitors see" }).fill("Morrow shop");
  await page.getByRole("button", { name: "Create widget" }).click();
  await page.getByRole("heading", { name: "Morrow shop", level: 1 }).waitFor();
  const panel = page.frameLocator("iframe.widget-preview__frame");
  await panel.getByText("What can we help with?").waitFor();

  const accent = async (): Promise<string> => {
    expect(ada.problems).toEqual([]);
    return panel.locator("html").evaluate((html) => html.getAttribute("style") ?? "");
  };
  const before = await accent();
  await page.getByRole("textbox", { name: "Colour", exact: true }).fill("#0f6b4f");
  await expect.poll(accent, { timeout: 30_000 }).not.toBe(before);
  await page.getByRole("textbox", { name: "Greeting" }).fill("Ahoy. Which bike?");
  await panel.getByText("Ahoy. Which bike?").waitFor();
  await page.getByLabel("Common questions").fill("Where is my order?\nDoes it fit me?");
  await panel.getByRole("button", { name: "Does it fit me?" }).waitFor();
  await page.getByText("Closed", { exact: true }).click();
  await panel.getByText("Nobody is here right now.").waitFor();
  await page.getByLabel("Preview").getByText("Dark").click();
  await expect.poll(() => panel.locator("html").getAttribute("data-theme")).toBe("dark");
  await page.getByRole("textbox", { name: "Add an address" }).fill("http://morrow.example/shop");
  await page.getByText("Needs https and no path: https://morrow.example").waitFor();
  await page.getByRole("button", { name: "Add", exact: true }).last().click();
  await page.getByText("https://morrow.example", { exact: true }).waitFor();
  await page.getByText("4 changes, not published").waitFor();
  expect((await stored())[0]?.origins).toEqual([]);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published").waitFor();
  expect((await stored())[0]).toMatchObject({
    revision: 2,
    origins: ["https://morrow.example"],
    starters: { en: ["Where is my order?", "Does it fit me?"] },
    texts: { en: { greeting: "Ahoy. Which bike?" } },
  });
  await panel.getByText("Ahoy. Which bike?").waitFor();
  await panel.getByText("Does it fit me?").waitFor();
});

test("WIDGET-1: a preview whose code did not load shows the draft after a pause", async () => {
  const { page } = ada;
  await page.route(/\/draft-[^/]*\.js$/, (route) => route.abort("connectionreset"), { times: 1 });
  await page.reload();
  const panel = page.frameLocator("iframe.widget-preview__frame");
  await panel.getByText("Ahoy. Which bike?").waitFor();
  await page.getByRole("textbox", { name: "Greeting" }).fill("Ahoy. Which boat?");
  await panel.getByText("Ahoy. Which boat?").waitFor();
});

test("IDENTITY-2: a key is shown once, and the code for the page names the widget", async () => {
  const { page } = ada;
  const [widget] = await stored();
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByText("Copy it now. It cannot be shown again.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("You have not copied it yet.").waitFor();
  expect(await takeSecret(page)).toMatch(/^[\w-]{43}$/);
  await page.getByText("not used yet").waitFor();
  for (const place of ["HTML", "React", "Vue", "WordPress", "Shopify", "Tag manager"]) {
    await page.getByRole("button", { name: place, exact: true }).click();
    const code = await page.locator(".widget-tag__code").innerText();
    expect(code).toContain(widget?.id);
    expect(code).toContain(`${stage.app.origin}/widget.js`);
  }
});

test.for(["light", "dark"] as const)(
  "the settings of a widget, %s: nothing serious for axe, at every width",
  async (scheme) => {
    const { page } = ada;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const width of [1440, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByRole("heading", { name: "Look" }).scrollIntoViewIfNeeded();
      await screenshot(page, `widget-settings-${width}-${scheme}`);
      expect(await seriousProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  },
);
