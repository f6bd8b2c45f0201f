/** Which pages a browser lets hold the panel. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCompanySite, type CompanySite, type SitePage } from "./support/company-site.ts";
import { found, openDesk, type Desk } from "./support/people.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget } from "./support/widget.ts";

const stage = setStage();
const pages: Record<string, SitePage> = {};
let shop: CompanySite;
let stranger: CompanySite;
let mira: Desk;

const holding = (address: string, attributes = ""): string =>
  `<!doctype html><title>Holds a frame</title><iframe ${attributes} width="400" height="600" src="${address}"></iframe>`;

beforeAll(async () => {
  [shop, stranger] = await Promise.all([openCompanySite(pages), openCompanySite(pages)]);
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  const widget = await makeWidget(ada, { origins: [shop.origin] });
  const panel = `${stage.app.origin}/widget/${widget.id}`;
  pages["/"] = { html: holding(panel) };
  pages["/sandboxed"] = { html: holding(panel), policy: "sandbox allow-scripts" };
  pages["/around"] = { html: holding(`${shop.origin}/`) };
  pages["/chat"] = { html: holding(`${panel}/chat`) };
  pages["/app"] = { html: holding(stage.app.origin) };
  mira = await openDesk(stage.browser, shop.origin, "Mira Okafor");
  await mira.context.grantPermissions(["local-network-access"]).catch(() => undefined);
}, 180_000);

afterAll(async () => {
  await Promise.all([shop?.stop(), stranger?.stop()]);
});

/** What the innermost frame of the page shows: the address of the panel, or of the browser's own page of an error. */
const innermost = (): string => mira.page.frames().at(-1)?.url() ?? "";

test("WIDGET-14: a page of the list holds the panel", async () => {
  await mira.page.goto(`${shop.origin}/`);
  await mira.page.frameLocator("iframe").locator("#panel *").first().waitFor();
  expect(innermost()).toContain("/widget/wid_");
});

test.each<[string, () => string]>([
  ["a page of another origin", () => `${stranger.origin}/`],
  ["a page around a page of the list", () => `${stranger.origin}/around`],
  ["a page of the list whose origin is taken away (sandbox)", () => `${shop.origin}/sandboxed`],
  ["a page of the list, as the full page", () => `${shop.origin}/chat`],
  ["a page of the list, as the app", () => `${shop.origin}/app`],
])("WIDGET-14: not by %s", async (_, address) => {
  await mira.page.goto(address());
  await expect.poll(innermost, { timeout: 30_000 }).toMatch(/^chrome-error:/);
});
