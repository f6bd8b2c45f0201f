import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { MAX_TEXT_BYTES } from "../../shared/limits.ts";
import { eventually } from "./support/eventually.ts";
import { found, join, PHONE, type Home } from "./support/people.ts";
import { act, composer, enter, message, paste, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let sam: Home;
/** Another person who is called Sam. */
let other: Home;
let phone: Home;

beforeAll(async () => {
  const { browser } = stage;
  const { origin } = stage.app;
  ada = await found(browser, origin, "Ada Lovelace", "Analytical Engines");
  sam = await join(browser, origin, "Sam", ada);
  other = await join(browser, origin, "Sam ", ada);
  // The page is as high as beside an open keyboard.
  const options = { ...PHONE, viewport: { width: 390, height: 420 }, screen: { width: 390, height: 844 } };
  phone = await join(browser, origin, "Grace Hopper", ada, options);
  for (const home of [ada, sam, other, phone]) await enter(home);
});

/** Waits until exactly these texts are marked in the composer. */
const marks = (page: Page, ...texts: string[]) =>
  eventually(
    () => page.locator(".composer .text-overlay__mention").allInnerTexts(),
    (marked) => marked.join() === texts.join(),
  );
const holds = (page: Page, text: string) =>
  eventually(
    () => composer(page).inputValue(),
    (value) => value === text,
  );
const isForMe = (home: Home, text: string) =>
  message(home.page, text).evaluate((element) => element.classList.contains("message--for-me"));

describe("a mention", () => {
  test("MENTION-8, MENTION-9: of two people with one name, the picked one stays over a reload, an edit and a cut", async () => {
    const { page } = ada;
    await composer(page).pressSequentially("lunch, @Sam");
    const options = page.getByRole("listbox", { name: "People" }).getByRole("option");
    await eventually(
      () => options.count(),
      (count) => count === 2,
    );
    await composer(page).press("Enter");
    await composer(page).pressSequentially("? and `@Sam`");
    await holds(page, "lunch, @Sam ? and `@Sam`");
    await marks(page, "@Sam");
    await screenshot(page, "mention-marked");
    // The draft is stored within this time.
    await page.waitForTimeout(1_000);
    await page.reload();
    await holds(page, "lunch, @Sam ? and `@Sam`");
    await composer(page).press("ControlOrMeta+A");
    await composer(page).press("ControlOrMeta+X");
    await holds(page, "");
    await composer(page).press("ControlOrMeta+V");
    await holds(page, "lunch, @Sam ? and `@Sam`");
    await composer(page).press("Enter");
    for (const home of [ada, sam, other]) await message(home.page, "lunch").waitFor();
    const named = await Promise.all([sam, other].map((home) => isForMe(home, "lunch")));
    expect(named.toSorted()).toEqual([false, true]);
    await act(page, "lunch", "Edit");
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await editor.press("Home");
    await editor.pressSequentially("late ");
    await editor.press("Enter");
    for (const home of [sam, other]) await message(home.page, "late lunch").waitFor();
    expect(await Promise.all([sam, other].map((home) => isForMe(home, "late lunch")))).toEqual(named);
    expect(await message(page, "late lunch").locator(".mention").allInnerTexts()).toEqual(["@Sam"]);
  });

  test("WRITE-4: undoing goes over a picked mention and to what was typed before it, and redoing brings it back", async () => {
    const { page } = ada;
    await composer(page).pressSequentially("one @Gra");
    await composer(page).press("Enter");
    await holds(page, "one @Grace Hopper ");
    await composer(page).press("ControlOrMeta+Z");
    await holds(page, "one @Gra");
    // How many letters one step takes is the browser's choice.
    const goes = (keys: string, text: string) =>
      eventually(
        async () => {
          if ((await composer(page).inputValue()) !== text) await composer(page).press(keys);
          return composer(page).inputValue();
        },
        (value) => value === text,
      );
    await goes("ControlOrMeta+Z", "");
    await goes("ControlOrMeta+Shift+Z", "one @Grace Hopper ");
    await marks(page, "@Grace Hopper");
    await composer(page).fill("");
  });
});

describe("keys", () => {
  test.for([
    ["Japanese", ["n", "に", "にほ", "にほん", "日本"]],
    ["Korean", ["ㅎ", "하", "한"]],
    ["a dead key", ["´", "é"]],
  ] as const)(
    "WRITE-1: the Enter that confirms %s sends nothing, and the next one sends",
    async ([, steps]) => {
      const { page } = ada;
      const line = await page.context().newCDPSession(page);
      const written = steps.at(-1) ?? "";
      await composer(page).fill("");
      for (const text of steps)
        await line.send("Input.imeSetComposition", {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      await line.send("Input.insertText", { text: written });
      await holds(page, written);
      // Safari reports the Enter after the end of the composition, with the key code of input methods.
      const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
      await line.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
      await line.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
      await page.waitForTimeout(200);
      expect(await composer(page).inputValue()).toBe(written);
      await composer(page).press("Enter");
      await message(page, written).first().waitFor();
      expect(await composer(page).inputValue()).toBe("");
    },
  );

  test("WRITE-2: beside a keyboard on the screen, Enter makes a line and the button sends", async () => {
    const { page } = phone;
    await composer(page).focus();
    await composer(page).pressSequentially("two");
    await composer(page).press("Enter");
    await composer(page).pressSequentially("lines");
    expect(await composer(page).inputValue()).toBe("two\nlines");
    expect(await composer(page).getAttribute("enterkeyhint")).toBe("enter");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await message(ada.page, "lines").waitFor();
  });

  test("WRITE-6: letters that are typed while a room is opening are in its composer", async () => {
    const { page } = ada;
    await composer(page).fill("");
    await page.goto(`/${ada.organization.id}`);
    const link = roomLink(page, "#welcome");
    await link.waitFor();
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
    });
    await page.routeWebSocket(/\/rooms\//, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => void setTimeout(() => socket.send(frame), 1_500));
    });
    await page.reload();
    await link.click();
    await page.keyboard.type("helo");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("lo you");
    await composer(page).waitFor();
    await holds(page, "hello you");
    await page.keyboard.type("!");
    await holds(page, "hello you!");
    await composer(page).fill("");
  });
});

test("WRITE-5: a text that is too long is attached as a file, and nothing of it is lost", async () => {
  const { page } = sam;
  const text = `${"long ".repeat(MAX_TEXT_BYTES / 5)}end`;
  await paste(page, text);
  await page.getByRole("button", { name: "send it as a file" }).click();
  await holds(page, "");
  await screenshot(page, "text-as-file");
  await say(page, "all of it");
  const link = message(other.page, "all of it").getByRole("link", { name: /message\.txt/ });
  const address = (await link.getAttribute("href")) ?? "";
  expect(await (await other.context.request.get(address)).text()).toBe(text);
});

test("nothing went wrong in the pages", () => {
  for (const { problems } of [ada, sam, other, phone]) expect(problems).toEqual([]);
});
