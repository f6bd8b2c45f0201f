import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { answers } from "./support/ai.ts";
import { makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { another, found, join, type Desk, type Home } from "./support/people.ts";
import { enter, message } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";

const stage = setOwnStage();
let ada: Home;
let grace: Home;
let linus: Home;
let session: RoomId;
/** Grace's phone. */
let phone: Desk;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  session = await makeSession(ada, "Engine notes", grace, linus);
  for (const home of [ada, grace, linus]) await enter(home, session);
}, 180_000);

const prompt = (page: Page): Locator => page.getByRole("textbox", { name: "Shared prompt" });
const shows = (page: Page, text: string) =>
  eventually(
    () => prompt(page).inputValue(),
    (value) => value === text,
  );
const carets = (page: Page): Locator => page.locator(".caret");
const nextTo = async (page: Page, user: string): Promise<number> => {
  const caret = await page.locator(`.caret[data-name="${user}"]`).boundingBox();
  const field = await prompt(page).boundingBox();
  return (caret?.x ?? 0) - (field?.x ?? 0);
};

test("COMPOSE-11: whoever is in the session sees that somebody writes for everyone, and joins", async () => {
  await ada.page.getByRole("button", { name: "Write together" }).click();
  await prompt(ada.page).pressSequentially("Compare the two engines");
  await grace.page.getByText(/Ada Lovelace.* is writing a shared prompt/).waitFor();
  await grace.page.getByRole("button", { name: "Join" }).click();
  await shows(grace.page, "Compare the two engines");
  await ada.page.getByRole("list", { name: "Writing together" }).getByText("Grace Hopper").waitFor();
});

test("COMPOSE-2, COMPOSE-4: two type at once, each where they are, and see the other's caret by name", async () => {
  await prompt(grace.page).press("Home");
  await Promise.all([
    prompt(ada.page).pressSequentially(" by cost", { delay: 30 }),
    prompt(grace.page).pressSequentially("Please: ", { delay: 30 }),
  ]);
  await shows(ada.page, "Please: Compare the two engines by cost");
  await shows(grace.page, "Please: Compare the two engines by cost");
  await carets(ada.page).and(ada.page.locator('[data-name="Grace Hopper"]')).waitFor();
  await carets(grace.page).and(grace.page.locator('[data-name="Ada Lovelace"]')).waitFor();
  // One caret is at the beginning of the text, the other at its end.
  await eventually(
    async () => (await nextTo(grace.page, "Ada Lovelace")) - (await nextTo(ada.page, "Grace Hopper")),
    (apart) => apart > 100,
  );
  expect(await seriousProblems(ada.page)).toEqual([]);
  await screenshot(ada.page, "together-1440-light");
  await ada.page.emulateMedia({ colorScheme: "dark" });
  await screenshot(ada.page, "together-1440-dark");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await ada.page.setViewportSize({ width: 1024, height: 768 });
  await screenshot(ada.page, "together-1024-dark");
  await ada.page.emulateMedia({ colorScheme: "light" });
  await screenshot(ada.page, "together-1024-light");
  await ada.page.setViewportSize({ width: 1440, height: 900 });
});

test("COMPOSE-4: a caret that moves without a key is seen to move", async () => {
  await prompt(ada.page).press("Home");
  await eventually(
    () => nextTo(grace.page, "Ada Lovelace"),
    (x) => x > 0 && x < 30,
  );
  await prompt(ada.page).press("ArrowRight");
  await prompt(ada.page).press("ArrowRight");
  await eventually(
    () => nextTo(grace.page, "Ada Lovelace"),
    (x) => x > 24,
  );
});

test("COMPOSE-2: what others write leaves a word alone that is being composed by an input method", async () => {
  const devtools = await ada.context.newCDPSession(ada.page);
  const compose = (text: string) =>
    devtools.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await prompt(ada.page).press("End");
  await compose("に");
  await shows(grace.page, "Please: Compare the two engines by costに");
  await prompt(grace.page).press("Home");
  await prompt(grace.page).pressSequentially("Now. ");
  await ada.page.waitForTimeout(500);
  await compose("にほん");
  await devtools.send("Input.insertText", { text: "日本" });
  await shows(ada.page, "Now. Please: Compare the two engines by cost日本");
  await shows(grace.page, "Now. Please: Compare the two engines by cost日本");
  await prompt(ada.page).press("Backspace");
  await prompt(ada.page).press("Backspace");
  await prompt(ada.page).press("Home");
  for (let n = 0; n < "Now. ".length; n++) await prompt(ada.page).press("Delete");
  await shows(grace.page, "Please: Compare the two engines by cost");
});

test("COMPOSE-1: what was typed in the moment before one leaves is there", async () => {
  await prompt(ada.page).press("End");
  await prompt(ada.page).press("?");
  await ada.page.getByRole("button", { name: "Leave shared prompt" }).click();
  await shows(grace.page, "Please: Compare the two engines by cost?");
  await ada.page.getByRole("button", { name: "Join" }).click();
  await shows(ada.page, "Please: Compare the two engines by cost?");
  await prompt(ada.page).press("End");
  await prompt(ada.page).press("Backspace");
});

test("COMPOSE-4: what is selected is seen, and who leaves takes the caret along", async () => {
  await prompt(ada.page).press("ControlOrMeta+a");
  await grace.page.locator(".caret-selection").first().waitFor();
  await ada.page.getByRole("button", { name: "Leave shared prompt" }).click();
  await carets(grace.page).waitFor({ state: "detached" });
  await ada.page.getByRole("button", { name: "Join" }).click();
  await shows(ada.page, "Please: Compare the two engines by cost");
});

test("COMPOSE-8: where the room asks for it, it goes out when everyone who writes is ready", async () => {
  await ada.page.getByLabel("Wait until all are ready").check();
  await ada.page.getByText("Waiting for Grace Hopper").waitFor();
  expect(await ada.page.getByRole("button", { name: "Send for everyone" }).isDisabled()).toBe(true);
  await grace.page.getByRole("button", { name: "Ready" }).click();
  await ada.page.getByText("Waiting for Grace Hopper").waitFor({ state: "detached" });
  await screenshot(grace.page, "together-signoff-1440-light");
  await prompt(ada.page).press("End");
  await prompt(ada.page).pressSequentially("!");
  await ada.page.getByText("Waiting for Grace Hopper").waitFor();
  await grace.page.getByRole("button", { name: "Ready" }).click();
  await ada.page.getByText("Waiting for Grace Hopper").waitFor({ state: "detached" });
});

test("COMPOSE-6, COMPOSE-7: it is frozen into one prompt of both, which the AI answers once", async () => {
  await ada.page.getByRole("button", { name: "Send for everyone" }).click();
  for (const { page } of [ada, grace, linus]) {
    await message(page, "Please: Compare the two engines by cost!").waitFor();
    await message(page, "Please: Compare").getByText("with Grace Hopper").waitFor();
  }
  await shows(ada.page, "");
  await shows(grace.page, "");
  await eventually(
    () => answers(linus.page).count(),
    (count) => count === 1,
  );
  await ada.page.getByLabel("Wait until all are ready").uncheck();
});

test("COMPOSE-1, COMPOSE-5: words and participants outlive the server's death, and what is typed meanwhile joins", async () => {
  await prompt(ada.page).pressSequentially("Before the crash");
  await shows(grace.page, "Before the crash");
  await stage.app.crash(async () => {
    await prompt(grace.page).press("End");
    await prompt(grace.page).pressSequentially(", and after");
  });
  await shows(ada.page, "Before the crash, and after");
  await ada.page.getByRole("list", { name: "Writing together" }).getByText("Grace Hopper").waitFor();
});

test("COMPOSE-3: on a telephone, and only to watch", async () => {
  phone = await another(stage.browser, stage.app.origin, grace, { viewport: { width: 390, height: 844 } });
  await phone.page.goto(`/${grace.organization.id}/${session}`);
  await phone.page.getByRole("button", { name: "Join" }).click();
  await shows(phone.page, "Before the crash, and after");
  await phone.page.waitForTimeout(500);
  await screenshot(phone.page, "together-390-light");
  await phone.page.emulateMedia({ colorScheme: "dark" });
  await screenshot(phone.page, "together-390-dark");
  expect(await seriousProblems(phone.page)).toEqual([]);
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await ada.page.getByRole("button", { name: "Leave shared prompt" }).click();
  await prompt(grace.page).fill("");
  await shows(phone.page, "");
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace, linus, phone]) expect(problems).toEqual([]);
});
