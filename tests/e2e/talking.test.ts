import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { found, join, type Home } from "./support/people.ts";
import { act, composer, enter, message, messages, say, texts } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await enter(ada);
  await enter(grace);
});

test("an echo replaces the waiting message in place: the same element, once", async () => {
  await ada.page.evaluate(() => {
    const seen = new Set<Element>();
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      for (const element of document.querySelectorAll("article.message")) {
        if (element.textContent?.includes("in place")) seen.add(element);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await say(ada.page, "one in place");
  await message(ada.page, "one in place").and(ada.page.locator("[data-seq]")).waitFor();
  expect(await ada.page.evaluate(() => Reflect.get(globalThis, "seen").size)).toBe(1);
});

test("an edit reaches everyone and is marked; Up edits the last own message in place", async () => {
  await say(ada.page, "helo world");
  await message(grace.page, "helo world").waitFor();
  await composer(ada.page).press("ArrowUp");
  const editor = ada.page.getByRole("textbox", { name: "Edit message" });
  expect(await editor.inputValue()).toBe("helo world");
  expect(await editor.evaluate((element) => element === document.activeElement)).toBe(true);
  await screenshot(ada.page, "editing");
  await editor.fill("hello world");
  await editor.press("Enter");
  await message(grace.page, "hello world").getByText("edited").waitFor();
  expect(await texts(grace.page)).not.toContain("helo world");
  expect(await composer(ada.page).evaluate((element) => element === document.activeElement)).toBe(true);
});

test("a deleted message leaves a stub, also where it was quoted", async () => {
  await say(ada.page, "a secret");
  await message(grace.page, "a secret").waitFor();
  await act(grace.page, "a secret", "Reply");
  await say(grace.page, "what was that");
  await message(ada.page, "what was that").waitFor();
  await messages(ada.page).filter({ hasText: "a secret" }).first().hover();
  await messages(ada.page)
    .filter({ hasText: "a secret" })
    .first()
    .getByRole("button", { name: "Delete", exact: true })
    .click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await grace.page.getByText("This message was deleted.").waitFor();
  await grace.page.getByText("The original message was deleted.").waitFor();
  expect(await grace.page.getByRole("log").innerText()).not.toContain("a secret");
});

test("reactions are toggled by everyone and say who", async () => {
  await say(ada.page, "it works");
  await act(grace.page, "it works", "React");
  await screenshot(grace.page, "reacting");
  await grace.page.getByRole("button", { name: "celebration" }).click();
  const chip = message(ada.page, "it works").getByRole("button", { name: "🎉 1 by Grace Hopper" });
  await chip.click();
  await message(grace.page, "it works")
    .getByRole("button", { name: "🎉 2 by Grace Hopper and Ada Lovelace" })
    .waitFor({
      state: "detached",
    });
  await message(grace.page, "it works")
    .getByRole("button", { name: /🎉 2 by you and Ada Lovelace/ })
    .click();
  await message(ada.page, "it works").getByRole("button", { name: "🎉 1 by you" }).click();
  await eventually(
    () => message(grace.page, "it works").getByRole("button", { name: /🎉/ }).count(),
    (n) => n === 0,
  );
});

test("a mention is completed after @, highlighted, and counted where one looks for it", async () => {
  await composer(ada.page).pressSequentially("ask @gra");
  await ada.page.getByRole("option", { name: "Grace Hopper" }).waitFor();
  await screenshot(ada.page, "mention");
  await composer(ada.page).press("Enter");
  await composer(ada.page).pressSequentially("please");
  expect(await composer(ada.page).inputValue()).toBe("ask @Grace Hopper please");
  await composer(ada.page).press("Enter");
  await message(grace.page, "ask @Grace Hopper please").locator(".mention").waitFor();
  expect(await message(grace.page, "ask @Grace Hopper").getAttribute("class")).toContain("message--for-me");
});

test("typing is shown while it lasts and ends with the message", async () => {
  await composer(grace.page).pressSequentially("thinking about it");
  await ada.page.getByText("Grace Hopper is typing…").waitFor();
  await composer(grace.page).press("Enter");
  await ada.page.getByText("Grace Hopper is typing…").waitFor({ state: "hidden" });
});

test("a receipt says who read it", async () => {
  await say(ada.page, "have you seen this");
  await grace.page.bringToFront();
  await message(grace.page, "have you seen this").waitFor();
  await message(ada.page, "have you seen this").getByRole("button", { name: "Read by everyone" }).click();
  await ada.page.getByRole("group", { name: "Read by everyone" }).getByText("Grace Hopper").waitFor();
  await ada.page.keyboard.press("Escape");
});

test("a text over the limit is refused before sending, and not a letter is lost", async () => {
  const long = "ä".repeat(8_001);
  await composer(ada.page).fill(long);
  await ada.page.getByText(/Too long\. Remove about 1 character or/).waitFor();
  await composer(ada.page).press("Enter");
  expect(await composer(ada.page).inputValue()).toBe(long);
  await composer(ada.page).fill("");
});

test("a draft outlives a reload", async () => {
  await composer(ada.page).fill("not finished");
  await ada.page.reload();
  await composer(ada.page).waitFor();
  await eventually(
    () => composer(ada.page).inputValue(),
    (text) => text === "not finished",
  );
  await composer(ada.page).fill("");
});

test("a direct conversation is made once, however often it is started", async () => {
  const addresses = [];
  for (let i = 0; i < 2; i++) {
    await ada.page.getByRole("button", { name: "New conversation" }).click();
    await ada.page.getByRole("button", { name: "New direct conversation" }).click();
    await ada.page.getByRole("radio", { name: "Grace Hopper" }).check();
    await ada.page.getByRole("button", { name: "Start conversation" }).click();
    await ada.page.getByRole("main", { name: "Grace Hopper" }).waitFor();
    addresses.push(ada.page.url());
  }
  expect(addresses[1]).toBe(addresses[0]);
});

test("nothing went wrong in either page", () => {
  expect(ada.problems).toEqual([]);
  expect(grace.problems).toEqual([]);
});
