/** Browsers that block cookies of third parties, and one browser on the pages of several companies. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { found, openDesk, type Desk, type Home } from "./support/people.ts";
import { setStage } from "./support/stage.ts";
import { answered, makeWidget, openPanel, panel, write } from "./support/widget.ts";

const stage = setStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;

beforeAll(async () => {
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin] });
  pages["/"] = { html: shopPage(stage.app.origin, widget.id) };
}, 180_000);

afterAll(async () => {
  await site?.stop();
});

type Cookies = "blocked" | "allowed";

/** `blocked`: the browser blocks cookies of third parties, as its users can. */
async function visit(cookies: Cookies): Promise<Desk> {
  const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await visitor.context.grantPermissions(["local-network-access"]);
  if (cookies === "blocked") {
    const controls = await visitor.context.newCDPSession(visitor.page);
    await controls.send("Network.enable");
    await controls.send("Network.setCookieControls", { enableThirdPartyCookieRestriction: true });
  }
  await visitor.page.goto("/");
  return visitor;
}

/** The cookies that a frame of another site brings back after it has set one without `Partitioned`. */
async function cookiesBroughtBack(cookies: Cookies): Promise<string> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.headers.cookie ?? "");
    response.setHeader("set-cookie", "probe=1; Secure; SameSite=None; Path=/");
    response.setHeader("content-type", "text/html");
    response.end("<p>A frame</p>");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const frame = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pages["/probe"] = { html: `<iframe src="${frame}/"></iframe>` };
  const visitor = await visit(cookies);
  for (let time = 0; time < 2; time++) {
    await visitor.page.goto("/probe");
    await visitor.page.frameLocator("iframe").getByText("A frame").waitFor();
  }
  await visitor.context.close();
  await new Promise((done) => server.close(done));
  return asked.at(-1) ?? "";
}

test("a browser can be told to block cookies of third parties", async () => {
  expect(await cookiesBroughtBack("allowed")).toBe("probe=1");
  expect(await cookiesBroughtBack("blocked")).toBe("");
});

test("PANEL-2: where cookies of third parties are blocked, a conversation goes on after a reload", async () => {
  const visitor = await visit("blocked");
  const frame = await openPanel(visitor.page);
  await write(frame, prompt("Is it raining?", [{ say: "Bring a coat." }]));
  await answered(frame, "Bring a coat.");
  await visitor.page.reload();
  const log = panel(visitor.page).getByRole("log");
  await log.getByText("Bring a coat.", { exact: true }).waitFor();
  // Kept in a cookie of this page and this frame: the token is in nobody's storage.
  const kept = await visitor.context.cookies(`${stage.app.origin}/api`);
  expect(kept.map(({ name, httpOnly, secure }) => ({ name, httpOnly, secure }))).toEqual([
    { name: `parley_visitor_${widget.id}`, httpOnly: true, secure: true },
  ]);
  const shown = visitor.page.frames().find((each) => each.url().includes("/widget/wid_"));
  expect(await shown?.evaluate(() => Object.keys(localStorage).filter((key) => /token/.test(key)))).toEqual(
    [],
  );
  expect(visitor.problems).toEqual([]);
  await visitor.context.close();
});

test("WIDGET-4: one browser on the pages of two companies is two visitors, and neither panel shows the other's conversation", async () => {
  const others: Record<string, SitePage> = {};
  const second = await openCompanySite(others);
  const grace = await found(stage.browser, stage.app.origin, "Grace Hopper", "Hopper Boats");
  const boats = await makeWidget(grace, { origins: [second.origin] });
  others["/"] = { html: shopPage(stage.app.origin, boats.id) };
  const visitor = await visit("allowed");
  const bikes = await openPanel(visitor.page);
  await write(bikes, prompt("Which bike is it?", [{ say: "The green one." }]));
  await bikes.getByRole("log").getByText("The green one.", { exact: true }).waitFor();

  const tab = await visitor.context.newPage();
  await tab.goto(second.origin);
  const frame = await openPanel(tab);
  await frame.getByRole("heading", { name: "Common questions" }).waitFor();
  expect(await frame.getByText("Your conversations").count()).toBe(0);
  await write(frame, prompt("Which boat is it?", [{ say: "The blue one." }]));
  await answered(frame, "The blue one.");
  expect(await frame.getByText("The green one.").count()).toBe(0);

  for (const [page, own] of [
    [visitor.page, "The green one."],
    [tab, "The blue one."],
  ] as const) {
    await page.reload();
    await panel(page).getByRole("log").getByText(own, { exact: true }).waitFor();
  }
  const names = (await visitor.context.cookies(`${stage.app.origin}/api`)).map(({ name }) => name);
  expect(names.sort()).toEqual([boats.id, widget.id].map((id) => `parley_visitor_${id}`).sort());
  await visitor.context.close();
  await second.stop();
});
