import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomReference } from "../../shared/api.ts";
import { faults } from "./support/faults.ts";
import { makeSession } from "./support/make-rooms.ts";
import { call, list, openDesk, type Home } from "./support/people.ts";
import { composer } from "./support/room.ts";
import { playScene } from "./support/scene.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let session: string;
let withAgent: string;
let library: string;

const schemes = ["light", "dark"] as const;
/** The width at which a page of 1280 px is shown at 400 % (WCAG 1.4.10). */
const NARROW = 320;

beforeAll(async () => {
  ada = await playScene(stage.browser, stage.app.origin);
  const path = `/api/organizations/${ada.organization.id}`;
  session = await makeSession(ada, "Engine notes");
  const [agent] = await list<{ id: string }>(ada, `${path}/agents`);
  const body = { kind: "direct", members: [agent?.id] };
  withAgent = (await call<RoomReference>(ada, `${path}/rooms`, body)).id;
  library = (await call<{ id: string }>(ada, `${path}/samples`, {})).id;
}, 240_000);

const menuOf = (name: RegExp | string) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await page.locator(":popover-open").waitFor();
};

interface Screen {
  name: string;
  path: () => string;
  /** Waits until the screen is there, and opens what is to be seen. */
  show?: (page: Page) => Promise<void>;
  /** Only on wide screens: elsewhere it is reached in another way. */
  wide?: true;
}

const welcome = () => ada.organization.welcomeRoom;
const screens: readonly Screen[] = [
  { name: "a room", path: welcome },
  { name: "a session", path: () => session },
  { name: "a room with an agent", path: () => withAgent },
  { name: "no room", path: () => "" },
  { name: "an unknown room", path: () => "room_2xx70m04e1kve83m32ezkdcqp6" },
  {
    name: "the people of a room",
    path: welcome,
    show: (page) => page.getByRole("button", { name: "People", exact: true }).click(),
  },
  { name: "the menu of a room", path: welcome, show: menuOf("Conversation menu"), wide: true },
  { name: "the emoji", path: welcome, show: menuOf("Emoji") },
  { name: "the account", path: welcome, show: menuOf(/^Your account/), wide: true },
  { name: "the organization", path: welcome, show: menuOf(/^Organization:/), wide: true },
  {
    name: "the switcher",
    path: welcome,
    show: async (page) => {
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("combobox", { name: /^Jump to/ }).fill("rel");
    },
  },
  { name: "what is saved", path: () => "saved" },
  { name: "the search", path: () => "search" },
  {
    name: "what is found",
    path: () => "search?q=refunds",
    show: (page) => page.getByRole("region", { name: "Documents" }).waitFor(),
  },
  {
    name: "the libraries",
    path: () => "knowledge",
    show: (page) => page.locator(".library").first().waitFor(),
  },
  {
    name: "a new library",
    path: () => "knowledge",
    show: (page) => page.getByRole("button", { name: "New library" }).click(),
  },
  {
    name: "a library",
    path: () => `knowledge/${library}`,
    show: (page) => page.locator(".document").first().waitFor(),
  },
  {
    name: "a document",
    path: () => `knowledge/${library}`,
    show: async (page) => {
      await page.locator("a.document__title").first().click();
      await page.locator(".reader").waitFor();
    },
  },
  { name: "the agents", path: () => "settings/agents" },
  {
    name: "a new agent",
    path: () => "settings/agents/new",
    show: (page) => page.getByRole("button", { name: "Create agent" }).waitFor(),
  },
  {
    name: "an agent",
    path: () => "settings/agents",
    show: async (page) => {
      await page.locator(".agent a").first().click();
      await page.locator(".agent-version").waitFor();
    },
  },
  { name: "the rules of AI", path: () => "settings/ai" },
  { name: "the keys", path: () => "settings/keys" },
  {
    name: "a new key",
    path: () => "settings/keys",
    show: (page) => page.getByRole("button", { name: "New key" }).click(),
  },
  { name: "the service accounts", path: () => "settings/keys/services" },
  { name: "the usage", path: () => "settings/usage" },
];

/** Opens each screen once, and looks at it in both themes. */
async function walk(page: Page, narrow: boolean): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path, show, wide } of screens) {
    if (narrow && wide) continue;
    await page.goto(`/${ada.organization.id}/${path()}`);
    await page.locator("main").first().waitFor();
    if (path().startsWith("room_") && name !== "an unknown room") await composer(page).waitFor();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await show?.(page);
    await page.waitForTimeout(250);
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      found.push(...(await faults(page, `${name}, ${scheme}`)));
    }
  }
  return found;
}

test("ACCESS-1, ACCESS-2: axe finds nothing on any screen in both themes, and each has one first heading", async () => {
  const { page } = ada;
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await walk(page, false)).toEqual([]);
});

test("ACCESS-3: at 320 px no screen scrolls sideways, and axe finds nothing in both themes", async () => {
  const { page } = ada;
  await page.setViewportSize({ width: NARROW, height: 640 });
  expect(await walk(page, true)).toEqual([]);
});

test.for(schemes)("ACCESS-1: the ways in: %s", async (scheme) => {
  const visitor = await openDesk(stage.browser, stage.app.origin, "Visitor", { colorScheme: scheme });
  const found: string[] = [];
  for (const width of [1440, NARROW])
    for (const path of ["sign-in", "sign-up", "join#nonsense", "watch#nonsense"]) {
      await visitor.page.setViewportSize({ width, height: 800 });
      await visitor.page.goto(`/${path}`);
      await visitor.page.getByRole("heading", { level: 1 }).waitFor();
      found.push(...(await faults(visitor.page, `${path} at ${width}`)));
    }
  await leave(visitor);
  expect(found).toEqual([]);
});

test("ACCESS-4: the first Tab goes to a link that skips the list", async () => {
  const { page } = ada;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/${ada.organization.id}/saved`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
  expect((await skip.boundingBox())?.height).toBeGreaterThan(20);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
});

test("ACCESS-5: the switcher and the suggestions of the composer name the chosen one while the field keeps the focus", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/${welcome()}`);
  await composer(page).waitFor();
  const chosen = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      const option = document.getElementById(field?.getAttribute("aria-activedescendant") ?? "");
      const list = document.getElementById(field?.getAttribute("aria-controls") ?? "");
      if (option?.role !== "option" || option.ariaSelected !== "true" || !list?.contains(option)) return null;
      return option.textContent;
    });
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByRole("combobox", { name: /^Jump to/, expanded: true });
  await field.fill("l");
  const first = await chosen();
  await field.press("ArrowDown");
  expect(first).not.toBeNull();
  expect([null, first]).not.toContain(await chosen());
  await page.keyboard.press("Escape");
  await composer(page).fill("@");
  await page.getByRole("listbox", { name: "People" }).waitFor();
  const named = await chosen();
  await composer(page).press("ArrowDown");
  expect(named).not.toBeNull();
  expect([null, named]).not.toContain(await chosen());
  await composer(page).fill("");
});

test("nothing went wrong", () => expect(ada.problems).toEqual([]));
