/** A visitor, the AI and a person through the life of a conversation, on a page of another origin with a strict policy. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Room } from "../../client/sdk/types.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import {
  openCompanySite,
  shopPage,
  strictPolicy,
  type CompanySite,
  type SitePage,
} from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { found, openDesk, type Desk, type Home } from "./support/people.ts";
import { setOwnStage } from "./support/stage.ts";
import { sitAtDesk, type Supporter } from "./support/supporter.ts";
import { answered, makeWidget, openPanel, panel, write } from "./support/widget.ts";

// All visitors of the tests have one address, and one address may begin 20 conversations in 15 minutes.
const stage = setOwnStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;
let mira: Desk;
let desk: Supporter;
let room: Room;

beforeAll(async () => {
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin] });
  const policy = strictPolicy(stage.app.origin);
  pages["/"] = { html: shopPage(stage.app.origin, widget.id), policy };
  pages["/other"] = { html: shopPage(stage.app.origin, widget.id), policy };
  desk = await sitAtDesk(ada);
  mira = await visit();
}, 180_000);

afterAll(async () => {
  desk?.leaveDesk();
  room?.close();
  await site?.stop();
});

async function visit(): Promise<Desk> {
  const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto("/");
  return visitor;
}

/** The conversation that the panel shows, from what it keeps. */
async function shownRoom(visitor: Desk): Promise<RoomId> {
  const frame = visitor.page.frames().find((each) => each.url().includes("/widget/wid_"));
  const view = await frame?.evaluate(
    () => Object.entries(localStorage).find(([key]) => key.endsWith(":view"))?.[1],
  );
  return view as RoomId;
}

test("PANEL-1: under a strict policy the button comes, and the AI answers in the panel", async () => {
  const frame = await openPanel(mira.page);
  await write(frame, prompt("Does the battery lose range in winter?", [{ say: "Yes, **somewhat**." }]));
  await answered(frame, "Yes, somewhat.");
  await frame.getByText("Delivered").waitFor();
  expect(mira.problems).toEqual([]);
});

test("PANEL-5: who waits keeps the place on another page of the site, and a person takes over", async () => {
  const before = panel(mira.page);
  await before.getByRole("button", { name: "Talk to a person" }).first().click();
  await before.getByRole("heading", { name: "You are next in line" }).waitFor();
  await mira.page.getByRole("link", { name: "Another page" }).click();
  const frame = panel(mira.page);
  await frame.getByRole("heading", { name: "You are next in line" }).waitFor();
  room = await desk.join(await shownRoom(mira));
  await eventually(
    async () => room.view,
    (view) => view !== null,
  );
  await room.takeOver(true);
  await room.send({ text: "Hello Mira, I have read what you asked so far." });
  await frame.getByText("Hello Mira, I have read what you asked so far.", { exact: true }).waitFor();
  await frame.getByRole("button", { name: "Back to the AI" }).waitFor();
  await frame.getByText(/^Ada Lovelace joined at .*The AI has stopped$/).waitFor();
});

test("PANEL-6: receipts and typing are of a person: what is read, and keys that move", async () => {
  const frame = panel(mira.page);
  await write(frame, "One moment");
  await eventually(
    async () => room.view?.messages.at(-1)?.text,
    (text) => text === "One moment",
  );
  room.markRead(room.view?.head ?? 0);
  await frame.getByText(/^Read by Ada Lovelace/).waitFor();
  room.typing();
  await frame.getByRole("img", { name: "Ada Lovelace is typing" }).waitFor();
});

test("PANEL-7: a closed panel shows what is new on the button, above it and in the title, and nothing by itself", async () => {
  const { page } = mira;
  await panel(page).getByRole("button", { name: "Close the chat" }).click();
  await room.send({ text: "Your new charger left our shop this morning." });
  await page.getByRole("button", { name: "Open chat, 1 new message" }).waitFor();
  await eventually(
    () => page.title(),
    (title) => title === "(1) Ada Lovelace wrote",
  );
  const preview = panel(page);
  await preview.getByText("Your new charger left our shop").waitFor();
  await preview.getByRole("button", { name: "Reply" }).click();
  await preview.getByRole("textbox", { name: "Your message" }).waitFor();
  await eventually(
    () => page.title(),
    (title) => title === "Morrow Bikes",
  );
});

test("PANEL-5: an ended conversation opens again by writing in it", async () => {
  const frame = panel(mira.page);
  await room.closeConversation();
  await frame.getByRole("button", { name: "Write again" }).waitFor();
  await write(frame, "One more thing");
  await frame.getByText("You reopened this conversation").waitFor();
  await frame.getByRole("button", { name: "Stop waiting" }).waitFor();
});

test("PANEL-8: a link continues the conversation on another device, once", async () => {
  const frame = panel(mira.page);
  await frame.getByRole("button", { name: "More", exact: true }).click();
  await frame.getByRole("button", { name: /^Continue on another device/ }).click();
  const link = await frame.getByRole("textbox", { name: "Continue on another device" }).inputValue();
  const phone = await openDesk(stage.browser, stage.app.origin, "Mira Okafor", {
    viewport: { width: 390, height: 844 },
  });
  await phone.page.goto(link);
  await phone.page.getByRole("log").getByText("One more thing").waitFor();
  expect(new URL(phone.page.url()).hash).toBe("");
  const stranger = await openDesk(stage.browser, stage.app.origin, "Somebody else");
  await stranger.page.goto(link);
  await stranger.page.getByRole("textbox", { name: "Your message" }).waitFor();
  expect(await stranger.page.getByText("One more thing").count()).toBe(0);
  await phone.context.close();
  await stranger.context.close();
});

/** Drops the cookies of sessions. Returns how often a session was asked for. */
async function dropCookies({ context }: Desk): Promise<() => number> {
  let asked = 0;
  await context.route(/\/api\/widget\/[^/]+\/session$/, async (route) => {
    asked++;
    const answer = await route.fetch();
    const { "set-cookie": _, ...headers } = answer.headers();
    // The test's own request keeps cookies too.
    await context.clearCookies();
    await route.fulfill({ response: answer, headers });
  });
  return () => asked;
}

test("PANEL-2, WIDGET-5: where a browser keeps no cookie, one call uses a link, and has the conversation", async () => {
  const frame = mira.page.frames().find((each) => each.url().includes("/widget/wid_"));
  const link = await frame?.evaluate(async (path) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
    const answer: { data: { url: string } } = await (await fetch(path, init)).json();
    return answer.data.url;
  }, `/api/widget/${widget.id}/continue`);
  if (link === undefined) throw new Error("no panel");
  const phone = await openDesk(stage.browser, stage.app.origin, "Mira Okafor");
  const asked = await dropCookies(phone);
  await phone.context.addInitScript(
    "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => undefined })",
  );
  await phone.page.goto(link);
  await phone.page.getByRole("log").getByText("One more thing").waitFor();
  expect(asked()).toBe(1);
  await phone.page.reload();
  await phone.page.getByRole("log").getByText("One more thing").waitFor();
  expect(await phone.context.cookies(`${stage.app.origin}/api`)).toEqual([]);
  await phone.context.close();
});

test("PANEL-2: a browser that keeps no cookie for a frame keeps the conversation all the same", async () => {
  const visitor = await openDesk(stage.browser, site.origin, "Nour");
  await visitor.context.grantPermissions(["local-network-access"]);
  await dropCookies(visitor);
  await visitor.page.goto("/");
  const frame = await openPanel(visitor.page);
  await write(frame, prompt("Is it raining?", [{ say: "Bring a coat." }]));
  await answered(frame, "Bring a coat.");
  await visitor.page.reload();
  await answered(panel(visitor.page), "Bring a coat.");
  expect(await visitor.context.cookies(`${stage.app.origin}/api`)).toEqual([]);
  await visitor.context.close();
});

test("PANEL-4: Parley's functions work for calls made before and after the script, and log-out forgets the visitor", async () => {
  const visitor = await openDesk(stage.browser, site.origin, "Linus");
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.addInitScript(
    "window.Parley = window.Parley || []; window.Parley.push(['open', 'Hello there'])",
  );
  await visitor.page.goto("/");
  const field = panel(visitor.page).getByRole("textbox", { name: "Your message" });
  await eventually(
    () => field.inputValue(),
    (value) => value === "Hello there",
  );
  // Opened by a script: the focus stays where it was.
  expect(await visitor.page.evaluate("document.activeElement.tagName")).toBe("BODY");
  await visitor.page.evaluate("Parley.close()");
  await visitor.page.getByRole("button", { name: "Open chat" }).waitFor();
  await visitor.page.evaluate("Parley.shutdown()");
  await eventually(
    () => visitor.page.locator("parley-widget").count(),
    (count) => count === 0,
  );
  await visitor.context.close();
});

test("PANEL-3: another window's messages do nothing, and a page that is not listed gets no panel", async () => {
  const foreign = await openCompanySite({ "/": { html: shopPage(stage.app.origin, widget.id) } });
  const visitor = await openDesk(stage.browser, foreign.origin, "Mallory");
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto("/");
  await visitor.page.getByRole("button", { name: "Open chat" }).click();
  await visitor.page.evaluate("window.postMessage({ mark: 'parley.1', type: 'close' }, '*')");
  await visitor.page.getByRole("button", { name: "Close chat" }).waitFor();
  expect(await panel(visitor.page).getByRole("textbox").count()).toBe(0);
  await visitor.context.close();
  await foreign.stop();
});

test("a widget that asks for a challenge takes a message when it is solved", async () => {
  // Turnstile's own keys for tests, which always pass.
  const turnstile = { siteKey: "1x00000000000000000000AA", secret: "1x0000000000000000000000000000000AA" };
  const guarded = await makeWidget(ada, { origins: [site.origin], turnstile });
  pages["/guarded"] = { html: shopPage(stage.app.origin, guarded.id) };
  const visitor = await openDesk(stage.browser, site.origin, "Nour");
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto("/guarded");
  const frame = await openPanel(visitor.page);
  await write(frame, prompt("Is it open today?", [{ say: "Until six." }]));
  await answered(frame, "Until six.");
  await visitor.context.close();
});
