import { join } from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import solid from "vite-plugin-solid";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/root.ts";
import type { RoomId } from "../../shared/ids.ts";
import { answers, ask } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeSession } from "./support/make-rooms.ts";
import { found, join as joinIn, me, type Home } from "./support/people.ts";
import { act, composer, enter, message } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const BUILT = join(root, "dist/room-alone");

const stage = setStage();
let ada: Home;
let grace: Home;
let session: RoomId;
/** Grace, on a page that contains nothing but this room. */
let page: Page;
/** Paths of all requests and sockets of this page. */
const requested: string[] = [];
const sockets: string[] = [];

beforeAll(async () => {
  await buildPage();
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await joinIn(stage.browser, stage.app.origin, "Grace Hopper", ada);
  session = await makeSession(ada, "Engine notes", grace);
  await enter(ada, session);
  page = await openAlone(grace, session);
}, 180_000);

/** Builds a separate page. The app's files contain no part of it. */
async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, "room-alone"),
    base: "/room-alone/",
    logLevel: "error",
    plugins: [solid()],
    resolve: { dedupe: ["solid-js", "yjs"] },
    build: { outDir: BUILT, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  });
}

/** Opens the page on the app's own origin, so that the session cookie is valid for the room. */
async function openAlone(home: Home, room: RoomId): Promise<Page> {
  const { user } = await me(home);
  // The test answers the page request, so the browser treats the page as public. A public page needs permission to reach this machine.
  await home.context.grantPermissions(["local-network-access"]);
  await home.page.route(`${home.origin}/room-alone/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice("/room-alone/".length);
    return route.fulfill({ path: join(BUILT, path || "index.html") });
  });
  home.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/room-alone/")) requested.push(pathname);
  });
  home.page.on("websocket", (socket) => sockets.push(new URL(socket.url()).pathname));
  const search = new URLSearchParams({ organization: home.organization.id, room, me: user.id });
  await home.page.goto(`/room-alone/?${search}`);
  await composer(home.page).waitFor();
  return home.page;
}

test("a room that stands alone says, edits and hears", async () => {
  await ask(page, "alone, but not lonly", [{ say: "One answer." }]);
  await message(ada.page, "but not lonly").waitFor();
  await act(page, "but not lonly", "Edit");
  const editor = page.getByRole("textbox", { name: "Edit message" });
  await editor.fill("alone, but not lonely");
  await editor.press("Enter");
  await message(ada.page, "but not lonely").waitFor();
  await ask(ada.page, "hello to you", [{ say: "Another answer." }]);
  await message(page, "hello to you").waitFor();
});

test("it asks the AI and shows the answer as it comes", async () => {
  await ask(page, "What is it?", [{ say: "It is an engine." }]);
  await answers(page).getByText("It is an engine.").waitFor();
  await answers(ada.page).getByText("It is an engine.").waitFor();
});

test("it sends a file, and shows it", async () => {
  const file = { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("first the wheels") };
  await page.getByLabel("Files to attach").setInputFiles(file);
  const chips = page.getByRole("list", { name: "Files of this message" });
  await chips.getByText("plan.txt").waitFor();
  await ask(page, "here is the plan", [{ say: "Thanks." }]);
  await message(ada.page, "here is the plan").getByText("plan.txt").waitFor();
  await message(page, "here is the plan").getByText("plan.txt").waitFor();
  await chips.waitFor({ state: "detached" });
});

test("what only an organization or an inbox can do is not offered", async () => {
  await message(page, "here is the plan").hover();
  await message(page, "here is the plan").getByRole("button", { name: "Reply", exact: true }).waitFor();
  expect(await message(page, "here is the plan").getByRole("button", { name: "Save" }).count()).toBe(0);
  await page.getByRole("button", { name: "People", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "People" });
  await panel.getByText("Ada Lovelace").waitFor();
  expect(await panel.getByRole("button", { name: /^Add/ }).count()).toBe(0);
  expect(await seriousProblems(page)).toEqual([]);
});

test("it asked for nothing but this room: no people, no agents, no inbox", async () => {
  const place = `/api/organizations/${grace.organization.id}/rooms/${session}/`;
  expect(sockets).toEqual([`${place}socket`]);
  expect(requested.length).toBeGreaterThan(0);
  expect(requested.filter((path) => !path.startsWith(place))).toEqual([]);
  expect(grace.problems).toEqual([]);
});
