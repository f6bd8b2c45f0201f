/** The documentation of the API, as a person reads it. */
import { expect, test } from "vitest";
import { allProblems } from "./support/axe.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

test.for(["light", "dark"] as const)("OPENAPI-8: the page for developers, %s", async (colorScheme) => {
  const context = await stage.browser.newContext({ colorScheme, baseURL: stage.app.origin });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== stage.app.origin) problems.push(request.url());
  });
  await page.goto("/developers");
  await page.getByRole("heading", { name: "Parley API" }).waitFor();
  // The stylesheet has arrived: the tokens are in it.
  const family = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--font"));
  expect(family).toContain("Segoe UI");
  expect(await allProblems(page)).toEqual([]);
  for (const width of [1440, 1024, 390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBe(width);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  if (colorScheme === "light") await screenshots(page, "developers");

  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("link", { name: "PUT /libraries/{library}/files" }).click();
  const operation = page.locator("#putLibrariesByLibraryFiles");
  await operation.getByText("--data-binary @plan.pdf").waitFor();
  expect(new URL(page.url()).hash).toBe("#putLibrariesByLibraryFiles");
  await screenshot(page, `developers-operation-1440-${colorScheme}`);
  await page.setViewportSize({ width: 390, height: 844 });
  // On a phone the list is behind its name, and goes when one of its entries is chosen.
  await contents.waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "Contents", exact: true }).click();
  await contents.waitFor();
  await screenshot(page, `developers-contents-390-${colorScheme}`);
  await contents.getByRole("link", { name: "PUT /libraries/{library}/files" }).click();
  await contents.waitFor({ state: "hidden" });
  await operation.getByText("Uploads a file").waitFor();
  await screenshot(page, `developers-operation-390-${colorScheme}`);
  await operation.getByRole("link", { name: "Document", exact: true }).click();
  await page.locator("#type-Document").getByText("readyVersion").waitFor();
  await screenshot(page, `developers-type-390-${colorScheme}`);
  expect(problems).toEqual([]);
  await context.close();
});

test("OPENAPI-8: it reads without scripts", async () => {
  const context = await stage.browser.newContext({ javaScriptEnabled: false, baseURL: stage.app.origin });
  const page = await context.newPage();
  await page.goto("/developers#getLibraries");
  expect(await page.locator("#getLibraries pre").last().textContent()).toContain(
    'curl "$PARLEY/api/v1/libraries"',
  );
  await context.close();
});
