import { join } from "node:path";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/root.ts";
import { seriousProblems } from "./support/axe.ts";
import { launchBrowser } from "./support/browser.ts";
import { screenshots } from "./support/screenshot.ts";

let server: ViteDevServer;
beforeAll(async () => {
  server = await createServer({
    configFile: join(root, "vite.config.ts"),
    server: { port: 0 },
    logLevel: "error",
  });
  await server.listen();
});
afterAll(() => server.close());

test.for(["light", "dark"] as const)("the gallery shows every component, %s", async (colorScheme) => {
  const browser = await launchBrowser();
  const page = await browser.newPage({ colorScheme });
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(`${server.resolvedUrls?.local[0]}gallery.html`);
  for (const name of ["Tokens", "Controls", "Fields", "People", "States", "Texts"])
    await page.getByRole("region", { name }).waitFor();
  await page.locator(".code__token, .markdown table").first().waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  expect(problems).toEqual([]);
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  if (colorScheme === "light") await screenshots(page, "gallery", true);
  await browser.close();
});
