import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { openDesk, type Home } from "./support/people.ts";
import { composer, roomLink } from "./support/room.ts";
import { playScene } from "./support/scene.ts";
import { screenshot } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;

const widths = [1440, 1024, 390] as const;
const schemes = ["light", "dark"] as const;

beforeAll(async () => {
  ada = await playScene(stage.browser, stage.app.origin);
}, 180_000);

test.for(widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme }))))(
  "the room at $width px, $scheme: nothing serious for axe, nothing wider than the screen",
  async ({ width, scheme }) => {
    const { page } = ada;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    const people = page.getByRole("button", { name: "People", exact: true });
    // On wide screens the panel is opened beside the room. On narrow screens it covers the room and closes by itself.
    if (width === 1440 && (await people.getAttribute("aria-expanded")) === "false") await people.click();
    await page.mouse.move(5, 5);
    await page.waitForTimeout(150);
    await screenshot(page, `room-${width}-${scheme}`);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  },
);

test.for(schemes)("the other screens, %s", async (scheme) => {
  const { page } = ada;
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "People", exact: true }).click();
  await page.getByRole("complementary", { name: "People" }).waitFor();
  await screenshot(page, `people-390-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Back to conversations" }).click();
  await page.getByRole("navigation", { name: "Conversations" }).waitFor();
  await screenshot(page, `conversations-390-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByRole("checkbox").first().waitFor();
  await screenshot(page, `new-group-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Organization:/ }).click();
  await screenshot(page, `organization-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await roomLink(page, "Release 1.4").click();
  await composer(page).waitFor();
});

test.for(schemes)("the ways in, %s", async (scheme) => {
  const visitor = await openDesk(stage.browser, stage.app.origin, "Visitor", { colorScheme: scheme });
  for (const path of ["sign-in", "sign-up", "join#nonsense"]) {
    await visitor.page.goto(`/${path}`);
    await visitor.page.getByRole("heading", { level: 1 }).waitFor();
    await screenshot(visitor.page, `${path.split("#")[0]}-${scheme}`);
    expect(await seriousProblems(visitor.page)).toEqual([]);
  }
  await leave(visitor);
});
