/** Runs the snippets of `docs/widget.md`, and the examples that it names. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOwnWidget } from "../../docs/examples/own-widget.ts";
import { signVisitor } from "../../docs/examples/sign-visitor.ts";
import { root } from "../../scripts/root.ts";
import type { NewWidgetKey, Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { openCompanySite, type CompanySite, type SitePage } from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { call, found, openDesk, type Desk, type Home } from "./support/people.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget, panel } from "./support/widget.ts";

const text = readFileSync(join(root, "docs/widget.md"), "utf8");
const snippets = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind = "", code = ""]) => ({
  kind,
  code,
}));
const of = (kind: string): string[] => snippets.filter((each) => each.kind === kind).map(({ code }) => code);

const stage = setStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;
let visitor: Desk;

beforeAll(async () => {
  site = await openCompanySite(pages, of("css").join("\n"));
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin] });
  const here = (snippet: string) =>
    snippet.replaceAll("https://parley.example", stage.app.origin).replaceAll("wid_…", widget.id);
  const [tag = ""] = of("html").map(here);
  const [policy = ""] = of("csp").map(here);
  pages["/"] = {
    html: `<!doctype html><html lang="en"><title>Shop</title><link rel="stylesheet" href="/style.css">${tag}<h1>Shop</h1></html>`,
    policy: `default-src 'none'; style-src 'self'; require-trusted-types-for 'script'; ${policy.trim()}`,
  };
  visitor = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await visitor.context.grantPermissions(["local-network-access"]);
}, 180_000);

afterAll(() => site?.stop());

test("the tag, under the policy, with calls before and after", async () => {
  const { page } = visitor;
  const [before = "", open = "", update = ""] = of("js");
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.addInitScript(before);
  await page.goto("/");
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  // Above what the page keeps free.
  const box = await page.getByRole("button", { name: "Open chat" }).boundingBox();
  expect(box && box.y + box.height).toBe(900 - 20 - 72);
  await page.evaluate(open);
  const field = panel(page).getByRole("textbox", { name: "Your message" });
  await eventually(
    () => field.inputValue(),
    (value) => value === "I have a question about my order",
  );
  await page.evaluate(update);
  await eventually(
    async () => said,
    (lines) => lines.includes("the panel works") && lines.includes("0 new"),
  );
  expect(visitor.problems).toEqual([]);
});

test("a token that the company has signed names the visitor, and log-out forgets them", async () => {
  const { page } = visitor;
  const [, , , identify = "", shutdown = ""] = of("js");
  const key = await call<NewWidgetKey>(
    ada,
    `/api/organizations/${ada.organization.id}/widgets/${widget.id}/keys`,
    {},
  );
  const token = await signVisitor(key, widget.id, { id: "customer-7", name: "Mira Okafor" });
  const named = page.waitForResponse(async (response) => {
    if (!response.url().endsWith("/session") || response.request().method() !== "POST") return false;
    const { data } = await response.json();
    return data?.visitor.identity === "verified" && data.visitor.name === "Mira Okafor";
  });
  // The page's own server is asked under the page's own policy, so the answer is given here.
  await page.evaluate(`window.fetch = async () => new Response(${JSON.stringify(token)})`);
  await page.evaluate(identify);
  await named;
  const gone = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.evaluate(shutdown);
  expect((await gone).ok()).toBe(true);
});

test("the SDK alone makes an own widget", async () => {
  const headers = { origin: site.origin };
  class FromPage extends WebSocket {
    constructor(address: string | URL) {
      // Node's own WebSocket takes headers, which a browser's does not: it says its page's origin itself.
      super(address, { headers } as unknown as string[]);
    }
  }
  const room = await openOwnWidget(stage.app.origin, widget.id, {
    origin: site.origin,
    headers,
    WebSocket: FromPage,
  });
  await room.send({ text: prompt("Is there a belt?", [{ say: "Yes, on every bike." }]) });
  const last = await eventually(
    async () => room.view?.messages.at(-1),
    (message) => message?.answer?.state === "completed",
  );
  expect(last?.text).toBe("Yes, on every bike.");
  room.close();
});

test("every example of an own widget is short", () => {
  const lines = readFileSync(join(root, "docs/examples/own-widget.ts"), "utf8").split("\n");
  expect(lines.length).toBeLessThan(42);
});
