/** Two people use one browser, in two tabs, and a third person watches on another device. */
import type { Page, WebSocketRoute } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import {
  another,
  emailOf,
  found,
  join,
  me,
  openDesk,
  PASSWORD,
  signInBy,
  type Desk,
  type Home,
} from "./support/people.ts";
import { composer, enter, message, say, texts } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  await leave(grace);
  await enter(linus);
});

/** Sockets of a page that can be cut, while its requests still reach the server. */
async function withSockets(page: Page) {
  const open = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/\/api\//, (socket) => {
    if (isCut) return void socket.close({ code: 1011 });
    socket.connectToServer();
    open.add(socket);
  });
  return {
    cut: async () => {
      isCut = true;
      await Promise.all([...open].map((socket) => socket.close({ code: 1011 })));
    },
    mend: () => void (isCut = false),
  };
}

async function signIn(page: Page, name: string): Promise<void> {
  const email = page.getByLabel("E-mail");
  if ((await email.inputValue()) === "") await email.fill(emailOf(name));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const saysWhoIsIn = (page: Page, name: string): Promise<void> =>
  page.getByRole("heading", { name: `${name} is signed in now` }).waitFor();

/** The label of a message begins with its author. */
const authorOf = async (page: Page, text: string): Promise<string | undefined> =>
  (await message(page, text).getAttribute("aria-label"))?.split(",")[0];

test("CLIENT-34: a tab that was cut off sends nothing as who signed in meanwhile, and loses nothing", async () => {
  const first = ada.page;
  const sockets = await withSockets(first);
  await enter(ada);
  await composer(first).fill("half a thought of Ada");
  await first.getByText("Connecting again").waitFor({ state: "detached" });
  await sockets.cut();
  await first.getByText("Connecting again").waitFor();
  await composer(first).fill("");
  await say(first, "Ada wrote this");
  await message(first, "Ada wrote this").waitFor();
  await composer(first).fill("half a thought of Ada");

  // She signs out in another tab, which says that a message waits. The first tab shows it at once, although it is cut off.
  const second = await ada.context.newPage();
  const mine = await withSockets(second);
  await mine.cut();
  await second.goto("/");
  await second.getByRole("button", { name: /^Your account/ }).click();
  await second.getByRole("button", { name: "Sign out" }).click();
  await second.getByRole("heading", { name: "1 message is not sent yet" }).waitFor();
  await screenshot(second, "sign-out-with-waiting");
  await second.getByRole("button", { name: "Keep and sign out" }).click();
  await first.getByText("Your session has ended.").waitFor();
  mine.mend();

  await signIn(second, "Grace Hopper");
  await saysWhoIsIn(first, "Grace Hopper");
  await screenshot(first, "other-person");
  expect(await first.locator("article.message").count()).toBe(0);
  sockets.mend();
  await second.goto(`/${ada.organization.id}/${ada.organization.welcomeRoom}`);
  await composer(second).waitFor();
  expect(await composer(second).inputValue()).toBe("");
  await say(second, "Grace wrote this");
  await message(linus.page, "Grace wrote this").waitFor();
  expect(await texts(linus.page)).toEqual(["Grace wrote this"]);
  expect(await texts(second)).toEqual(["Grace wrote this"]);

  // Ada signs in again in her tab: what waited is sent as hers, and her draft is there.
  await first.getByRole("button", { name: "Sign in as Ada Lovelace" }).click();
  await signIn(first, "Ada Lovelace");
  await message(linus.page, "Ada wrote this").waitFor();
  expect(await authorOf(linus.page, "Ada wrote this")).toBe("Ada Lovelace");
  await saysWhoIsIn(second, "Ada Lovelace");
  await enter(ada);
  await eventually(
    () => composer(first).inputValue(),
    (text) => text === "half a thought of Ada",
  );
  await second.getByRole("button", { name: "Go on as Ada Lovelace" }).click();
  await composer(second).waitFor();
  expect(await texts(linus.page)).toEqual(["Grace wrote this", "Ada wrote this"]);
  await composer(first).fill("");
  await second.close();
});

test("CLIENT-34: a cookie that changed without a word is noticed by the next socket and by the next answer", async () => {
  for (const way of ["socket", "answer"] as const) {
    await signInBy(ada, "Ada Lovelace");
    const page = await ada.context.newPage();
    const sockets = await withSockets(page);
    await page.goto(`/${ada.organization.id}/${ada.organization.welcomeRoom}`);
    await composer(page).waitFor();
    await sockets.cut();
    await page.getByText("Connecting again").waitFor();
    await say(page, `from Ada by the ${way}`);
    await signInBy(ada, "Grace Hopper");
    if (way === "socket") sockets.mend();
    else await page.getByRole("link", { name: "Knowledge" }).click();
    await saysWhoIsIn(page, "Grace Hopper");
    // Signing in again brings the first person's page back, and what waited is sent.
    await page.getByRole("button", { name: "Sign in as Ada Lovelace" }).click();
    sockets.mend();
    await signIn(page, "Ada Lovelace");
    await message(linus.page, `from Ada by the ${way}`).waitFor();
    expect(await authorOf(linus.page, `from Ada by the ${way}`)).toBe("Ada Lovelace");
    await page.close();
  }
});

test("CLIENT-35: a session that ends elsewhere ends every tab of it, and nothing more is sent", async () => {
  const phone = await another(stage.browser, stage.app.origin, ada);
  await enter(phone);
  await signInBy(ada, "Ada Lovelace");
  await enter(ada);
  const other = await ada.context.newPage();
  await other.goto(`/${ada.organization.id}/${ada.organization.welcomeRoom}`);
  await composer(other).waitFor();
  const changed = await phone.context.request.post("/api/auth/change-password", {
    data: { currentPassword: PASSWORD, newPassword: PASSWORD },
    headers: { origin: phone.origin },
  });
  expect(changed.status()).toBe(200);
  for (const page of [ada.page, other]) await page.getByText("Your session has ended.").waitFor();
  await leave(phone);
  await other.close();
});

test("CLIENT-36: the pages to sign in and up lead on whoever is signed in, and only within this site", async () => {
  await signInBy(ada, "Ada Lovelace");
  const room = `/${ada.organization.id}/${ada.organization.welcomeRoom}`;
  const home = new RegExp(`/${ada.organization.id}(/|$)`);
  for (const [from, to] of [
    [`/sign-in?next=${encodeURIComponent(room)}`, new RegExp(`${room}$`)],
    ["/sign-in", home],
    ["/sign-up", home],
    [`/sign-in?next=${encodeURIComponent("/\t/evil.example")}`, home],
  ] as const) {
    await ada.page.goto(from);
    await ada.page.waitForURL(to);
    await ada.page.getByRole("navigation", { name: "Conversations" }).waitFor();
  }
});

test("CLIENT-35: a tab at the sign-in page leads on when the person signs in in another one", async () => {
  const desk: Desk = await openDesk(stage.browser, stage.app.origin, "Grace Hopper");
  await desk.page.goto("/sign-in");
  const other = await desk.context.newPage();
  await other.goto("/sign-in");
  await signIn(desk.page, "Grace Hopper");
  for (const page of [desk.page, other])
    await page.getByRole("navigation", { name: "Conversations" }).waitFor();
  await leave(desk);
});

test("CACHE-4: after a sign-out no conversation is on the device, and what was to be deleted is", async () => {
  const page = await ada.context.newPage();
  const sockets = await withSockets(page);
  await page.goto(`/${ada.organization.id}/${ada.organization.welcomeRoom}`);
  await composer(page).waitFor();
  const { user } = await me(ada);
  const stored = () =>
    page.evaluate(
      async (id) => ({
        databases: (await indexedDB.databases())
          .map(({ name }) => name ?? "")
          .filter((name) => name.includes(id)),
        items: Object.keys(localStorage).filter((key) => /:draft:|:prompt:|parley:me/.test(key)),
      }),
      user.id,
    );
  await eventually(stored, ({ databases }) => databases.some((name) => name.startsWith("parley:views:")));
  await sockets.cut();
  await page.getByText("Connecting again").waitFor();
  await say(page, "never mind");
  await message(page, "never mind").waitFor();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Delete and sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await eventually(stored, ({ databases, items }) => databases.length === 0 && items.length === 0);
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, linus]) expect(problems).toEqual([]);
});
