import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { makeDirect, makeGroup, makeSession } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
/** Her app is opened without a network. */
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada, { serviceWorkers: "allow" });
  await makeDirect(ada, grace);
  await enter(ada);
  await say(ada.page, "before the tunnel");
  await enter(grace);
  await message(grace.page, "before the tunnel").waitFor();
  await roomLink(grace.page, "Ada Lovelace").click();
  await say(grace.page, "only for you");
  await message(grace.page, "only for you")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  await roomLink(grace.page, "#welcome").click();
  await grace.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  // The shown state is stored within one second.
  await grace.page.waitForTimeout(1_500);
});

test("CACHE-1, CACHE-2: the app opens without a network and shows what it had", async () => {
  await grace.context.setOffline(true);
  await grace.page.reload();
  await message(grace.page, "before the tunnel").waitFor();
  await grace.page.getByText("You are offline.").waitFor();
  await roomLink(grace.page, "Ada Lovelace").getByText("only for you").waitFor();
  await screenshot(grace.page, "opened-offline-1440");
  await roomLink(grace.page, "Ada Lovelace").click();
  await message(grace.page, "only for you").waitFor();
});

test("CACHE-2: what is written then waits, says so, and goes out when there is a network", async () => {
  await say(grace.page, "from inside the tunnel");
  await message(grace.page, "from inside the tunnel")
    .getByText(/sent when there is a connection/)
    .waitFor();
  await grace.page.reload();
  await message(grace.page, "from inside the tunnel")
    .getByText(/sent when there is a connection/)
    .waitFor();
  await composer(grace.page).fill("and half a thought");
  await grace.context.setOffline(false);
  await message(grace.page, "from inside the tunnel")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  await roomLink(ada.page, "Grace Hopper").getByText("from inside the tunnel").waitFor();
  expect(await composer(grace.page).inputValue()).toBe("and half a thought");
});

test("COMPOSE-13: what is written for everyone without a connection outlives a reload, and joins the rest", async () => {
  const session = await makeSession(ada, "Tunnels", grace);
  const prompt = ({ page }: Home) => page.getByRole("textbox", { name: "Shared prompt" });
  const shows = (home: Home, text: string) =>
    eventually(
      () => prompt(home).inputValue(),
      (value) => value === text,
    );
  await enter(ada, session);
  await ada.page.getByRole("button", { name: "Write together" }).click();
  await prompt(ada).pressSequentially("Through the mountain");
  await enter(grace, session);
  await grace.page.getByRole("button", { name: "Join" }).click();
  await shows(grace, "Through the mountain");
  await grace.page.waitForTimeout(1_500);
  await grace.context.setOffline(true);
  await grace.page.getByText("You're offline. What you type is added when you're back.").waitFor();
  await prompt(grace).press("End");
  await prompt(grace).pressSequentially(" and back");
  await grace.page.reload();
  await grace.page.getByRole("button", { name: /^(Write together|Join)$/ }).click();
  await shows(grace, "Through the mountain and back");
  await prompt(ada).press("Home");
  await prompt(ada).pressSequentially("Once more: ");
  await grace.context.setOffline(false);
  for (const home of [ada, grace]) await shows(home, "Once more: Through the mountain and back");
});

test("CACHE-3: of a room that is no longer hers nothing is left on the device", async () => {
  const group = await makeGroup(ada, "Secrets", grace);
  await enter(ada, group);
  await say(ada.page, "a canary");
  await enter(grace, group);
  await message(grace.page, "a canary").waitFor();
  await grace.page.waitForTimeout(1_500);
  const role = ada.page.getByRole("button", { name: "Role of Grace Hopper" });
  if ((await role.count()) === 0) await ada.page.getByRole("button", { name: "People", exact: true }).click();
  await role.click();
  await ada.page.getByRole("button", { name: "Remove from this group" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await grace.page.getByText(/You are no longer in/).waitFor();
  await eventually(
    () => remembered(grace),
    (text) => !text.includes("canary"),
  );
});

test("CACHE-4: who signs out leaves no conversation behind", async () => {
  expect(await remembered(grace)).toContain("before the tunnel");
  await enter(grace);
  await grace.page.getByRole("button", { name: /^Your account/ }).click();
  await grace.page
    .getByRole("menuitem", { name: "Sign out" })
    .or(grace.page.getByRole("button", { name: "Sign out" }))
    .click();
  await grace.page.getByRole("button", { name: "Sign in" }).waitFor();
  await eventually(
    () => remembered(grace),
    (text) => !text.includes("tunnel"),
  );
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});

/** All room data in IndexedDB, as text. */
function remembered({ page }: Home): Promise<string> {
  return page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all = (database: IDBDatabase) =>
      new Promise<unknown>((resolve, reject) => {
        const request = database.transaction("rooms").objectStore("rooms").getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).flatMap(({ name = "" }) =>
      name.startsWith("parley:views:") ? [name] : [],
    );
    const found = await Promise.all(
      names.map(async (name) => {
        const database = await open(name);
        // If the database was deleted since it was listed, opening it creates an empty one.
        const isThere = database.objectStoreNames.contains("rooms");
        const text = isThere ? JSON.stringify(await all(database)) : "";
        database.close();
        return text;
      }),
    );
    return found.join();
  });
}
