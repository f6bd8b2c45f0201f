/** The panel for axe and for people who look: at three widths, light, dark and right to left. Nothing is wider than the screen. */
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { problemsIn } from "./support/axe.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { found, openDesk } from "./support/people.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";
import { makeWidget, panel } from "./support/widget.ts";

// All visitors of the tests have one address, and one address may begin 20 conversations in 15 minutes.
const stage = setOwnStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let widget: Widget;

beforeAll(async () => {
  site = await openCompanySite(pages);
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, {
    origins: [site.origin],
    starters: { en: ["Where is my order?", "Does it fit me?"], ar: ["أين طلبي؟"] },
  });
  const html = shopPage(stage.app.origin, widget.id);
  pages["/"] = { html };
  pages["/ar"] = { html: html.replace('lang="en"', 'lang="ar" dir="rtl"') };
}, 180_000);

afterAll(() => site?.stop());

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 568 },
];
const LOOKS = [
  { look: "light", path: "/", colorScheme: "light" },
  { look: "dark", path: "/", colorScheme: "dark" },
  { look: "rtl", path: "/ar", colorScheme: "light" },
] as const;

test.for(SIZES.flatMap((size) => LOOKS.map((look) => ({ ...size, ...look }))))(
  "the panel at $width px, $look",
  async ({ width, height, look, path, colorScheme }) => {
    const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor", {
      viewport: { width, height },
      colorScheme,
      hasTouch: width < 480,
    });
    await visitor.context.grantPermissions(["local-network-access"]);
    const { page } = visitor;
    await page.goto(path);
    await page.locator("parley-widget").getByRole("button").click();
    const view = panel(page);
    await view.getByRole("textbox").waitFor();
    const frame = page.frames().find((each) => each.url().includes("/widget/wid_"));
    await lookAt(frame, `widget-home-${width}-${look}`);
    const answer = "Yes, **somewhat**:\n\n- about 70 km at 0 °C\n- about 95 km at 20 °C";
    await view.getByRole("textbox").fill(prompt("How far in winter?", [{ say: answer }]));
    await view.locator(".send").click();
    await view.locator(".helped").waitFor();
    await lookAt(frame, `widget-answer-${width}-${look}`);
    await view.locator(".head .icon-button").nth(1).click();
    await view.locator(".menu").waitFor();
    await lookAt(frame, `widget-menu-${width}-${look}`);
    await visitor.context.close();

    async function lookAt(shown: Frame | undefined, name: string): Promise<void> {
      if (shown === undefined) throw new Error("there is no panel");
      await screenshot(page, name);
      expect(await problemsIn(shown)).toEqual([]);
      expect(await shown.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(visitor.problems).toEqual([]);
    }
  },
);
