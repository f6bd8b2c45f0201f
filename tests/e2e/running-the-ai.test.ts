import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { answers, ask, lastAnswer, slowly } from "./support/ai.ts";
import { makeGroup, makeRoom, makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { another, found, join, me, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";

const stage = setOwnStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
}, 180_000);

async function settings(page: Page, name: string): Promise<void> {
  await page.goto(`/${ada.organization.id}`);
  await page.getByRole("button", { name: /^Organization:/ }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

test("an owner makes an agent; a member is offered no settings", async () => {
  await settings(ada.page, "Agents");
  await ada.page.getByRole("link", { name: "New agent" }).click();
  const form = ada.page.getByRole("main");
  await form.getByRole("textbox", { name: "Icon" }).fill("⚡");
  await form.getByRole("textbox", { name: "Name" }).fill("Babbage");
  await form.getByRole("textbox", { name: "Instructions" }).fill("You build engines.");
  await form.getByRole("textbox", { name: "Greeting" }).fill("What shall we build?");
  await form.getByRole("textbox", { name: "Suggested questions" }).fill("An engine\nA mill");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await form.getByRole("button", { name: "Create agent" }).click();
  await ada.page.getByRole("heading", { name: "Babbage", level: 1 }).waitFor();
  await form.getByText("Everything is saved").waitFor();
  await form.getByRole("link", { name: "Back to agents" }).click();
  await ada.page.getByRole("listitem").getByText("Babbage", { exact: true }).waitFor();
  await screenshot(ada.page, "agents");
  expect(await seriousProblems(ada.page)).toEqual([]);

  await grace.page.goto(`/${grace.organization.id}`);
  await grace.page.getByRole("button", { name: /^Organization:/ }).click();
  expect(await grace.page.getByRole("button", { name: "Settings" }).count()).toBe(0);
  await grace.page.goto(`/${grace.organization.id}/settings/agents`);
  await grace.page.getByText("it is not yours to see").waitFor();
});

test("a conversation with an agent begins with its greeting, and a question is one click", async () => {
  await grace.page.goto(`/${grace.organization.id}`);
  await grace.page.getByRole("button", { name: "New conversation" }).click();
  await grace.page.getByRole("button", { name: "New direct conversation" }).click();
  await grace.page.getByRole("radio", { name: "Babbage" }).check();
  await grace.page.getByRole("button", { name: "Start conversation" }).click();
  await grace.page.getByText("What shall we build?").waitFor();
  await screenshot(grace.page, "greeting");
  expect(await seriousProblems(grace.page)).toEqual([]);
  await grace.page.getByRole("button", { name: "A mill" }).click();
  await lastAnswer(grace.page).getByText("for you").waitFor();
  await lastAnswer(grace.page).getByRole("button", { name: "Context of this answer" }).waitFor();
  expect(await grace.page.getByText("What shall we build?").count()).toBe(0);
});

test("a direct conversation with an agent keeps the list alive on all devices", async () => {
  const laptop = await another(stage.browser, stage.app.origin, grace);
  await laptop.page.goto(`/${grace.organization.id}`);
  await roomLink(laptop.page, "Babbage").waitFor();
  await grace.page.reload();
  await roomLink(grace.page, "Babbage").waitFor();
  const room = await makeGroup(ada, "Boiler room", grace);
  await enter(ada, room);
  await say(ada.page, "The list goes on");
  for (const { page } of [grace, laptop]) {
    await roomLink(page, "Boiler room").getByText("1 unread").waitFor();
  }
  await laptop.context.close();
});

test("two agents answer side by side", async () => {
  const ids = [(await me(grace)).user.id];
  const room = await makeRoom(ada, { kind: "group", name: "Workshop", members: ids });
  await enter(ada, room);
  await enter(grace, room);
  await ada.page.getByRole("button", { name: "People", exact: true }).click();
  await ada.page.getByRole("button", { name: "Add an agent" }).click();
  await ada.page.getByRole("checkbox", { name: "Babbage" }).check();
  await ada.page.getByRole("button", { name: "Add", exact: true }).click();
  const ai = ada.page.getByRole("region", { name: "AI", exact: true });
  await ai.getByRole("listitem").nth(1).waitFor();
  // The handle stands beside the name.
  const names = (await ai.locator(".person__name").allInnerTexts()).map((text) =>
    text.replace(/\s*@\S+$/, ""),
  );
  const [first = ""] = names.filter((name) => name !== "Babbage");
  expect(await ada.page.locator(".room-header__status").innerText()).toContain("2 members");

  await ask(ada.page, `@${first} and @Babbage, count`, slowly("and $i ", 80));
  await eventually(
    () =>
      answers(grace.page)
        .filter({ has: grace.page.getByRole("button", { name: "Stop" }) })
        .count(),
    (count) => count === 2,
  );
  await screenshot(grace.page, "two-agents");
  await eventually(
    () => answers(grace.page).filter({ hasText: "and 79" }).count(),
    (count) => count === 2,
    20_000,
  );
});

test("in a group nobody is asked who is not meant", async () => {
  const last = await lastAnswer(grace.page).getAttribute("data-seq");
  await say(grace.page, "just between us people");
  await message(ada.page, "just between us").waitFor();
  await ada.page.waitForTimeout(500);
  expect(await lastAnswer(grace.page).getAttribute("data-seq")).toBe(last);
  await composer(grace.page).pressSequentially("@Bab");
  await grace.page.getByRole("option", { name: "Babbage" }).waitFor();
  await composer(grace.page).fill("");
});

test("a list that is not at its end does not move while an answer streams", async () => {
  const room = await makeSession(ada, "Long talk");
  await enter(ada, room);
  await ask(ada.page, "Fill the page", [{ say: "A paragraph of the long talk.\n\n", times: 60, every: 1 }]);
  await lastAnswer(ada.page).getByRole("button", { name: "Context of this answer" }).waitFor();
  await ask(ada.page, "Now slowly", slowly("Word $i of a longer answer.\n\n", 60, 60));
  await lastAnswer(ada.page).getByText("Word 4 of").waitFor();
  const scroller = ada.page.getByRole("log");
  const box = await scroller.boundingBox();
  await ada.page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
  await ada.page.mouse.wheel(0, -900);
  await ada.page.waitForTimeout(300);
  const top = await scroller.evaluate((element) => element.scrollTop);
  await ada.page.waitForTimeout(1_500);
  expect(Math.abs((await scroller.evaluate((element) => element.scrollTop)) - top)).toBeLessThan(2);
  await ada.page.getByRole("button", { name: /^Jump to latest/ }).click();
  await lastAnswer(ada.page).getByText("Word 59 of").waitFor();
  const gap = () =>
    scroller.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
  await eventually(gap, (pixels) => pixels < 2);
});

test("a budget that is used up refuses in words; the usage page says where it went", async () => {
  await settings(ada.page, "AI rules");
  await ada.page.getByRole("radio", { name: /^Mark/ }).check();
  await ada.page.getByRole("spinbutton", { name: /^Daily limit/ }).fill("0");
  await screenshot(ada.page, "ai-rules");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await ada.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Saved").waitFor();
  const room = await makeSession(ada, "Too dear");
  await enter(ada, room);
  await ask(ada.page, "What does it cost?", [{ say: "Much." }]);
  await lastAnswer(ada.page)
    .getByText("Not answered. The AI budget of your organization is used up.")
    .waitFor();
  await settings(ada.page, "Usage");
  await ada.page.getByRole("heading", { name: "By person" }).waitFor();
  await ada.page.getByRole("table").getByText("Ada Lovelace").first().waitFor();
  await ada.page.getByRole("img", { name: /^Cost by day/ }).waitFor();
  await screenshot(ada.page, "usage");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await settings(ada.page, "AI rules");
  expect(await ada.page.getByRole("radio", { name: /^Mark/ }).isChecked()).toBe(true);
  await ada.page.getByRole("spinbutton", { name: /^Daily limit/ }).fill("");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Saved").waitFor();
});

test("what is found unsafe is marked, and those who manage the room take it back", async () => {
  const room = await makeSession(ada, "Careful", grace);
  await enter(ada, room);
  await enter(grace, room);
  await say(grace.page, "something bad\n#unsafe S10");
  await message(ada.page, "something bad").getByText("Found unsafe (hate).").waitFor();
  await screenshot(ada.page, "flagged");
  await message(ada.page, "something bad").getByRole("button", { name: "Take back" }).click();
  await grace.page.getByText("Taken back as unsafe (hate).").waitFor();
  expect(await message(grace.page, "something bad").count()).toBe(0);
});

test("what is held back is read and released by those who manage the room, and by nobody else", async () => {
  await settings(ada.page, "AI rules");
  await ada.page.getByRole("radio", { name: /^Hold back/ }).check();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Saved").waitFor();
  const room = await makeSession(ada, "More careful", grace);
  await enter(ada, room);
  await enter(grace, room);
  await say(grace.page, "rather bad\n#unsafe S10");
  await grace.page.getByText(/Your message is held back/).waitFor();
  const held = ada.page.locator("article.message").filter({ hasText: "held back" });
  await held.getByRole("button", { name: "Show the text" }).click();
  await held.getByText("rather bad").waitFor();
  await screenshot(ada.page, "held");
  expect(await seriousProblems(ada.page)).toEqual([]);
  await held.getByRole("button", { name: "Release" }).click();
  await message(grace.page, "rather bad").waitFor();
  await grace.page.getByText(/Your message is held back/).waitFor({ state: "detached" });
});

test("what is refused stays with its writer, who may take it back", async () => {
  await settings(ada.page, "AI rules");
  await ada.page.getByRole("radio", { name: /^Refuse/ }).check();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Saved").waitFor();
  const room = await makeSession(ada, "Most careful", grace);
  await enter(ada, room);
  await enter(grace, room);
  await say(grace.page, "far too bad\n#unsafe S10");
  const refused = message(grace.page, "far too bad");
  await refused.getByText(/Not sent:/).waitFor();
  await screenshot(grace.page, "blocked");
  await refused.getByRole("button", { name: "Edit before sending" }).click();
  await eventually(
    () => composer(grace.page).inputValue(),
    (text) => text.includes("far too bad"),
  );
  expect(await message(ada.page, "far too bad").count()).toBe(0);
  await settings(ada.page, "AI rules");
  await ada.page.getByRole("radio", { name: /^Off/ }).check();
  await ada.page.getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Saved").waitFor();
});

test("a server that dies in mid-answer begins it again, and it ends once for all", async () => {
  const room = await makeSession(ada, "Crash", grace);
  await enter(ada, room);
  await enter(grace, room);
  await ask(ada.page, "Survive", {
    attempts: [slowly("first $i ", 400), [{ say: "The second attempt made it." }]],
  });
  await answers(grace.page).getByText("first 8").waitFor();
  await stage.app.crash(async () => undefined);
  for (const { page } of [ada, grace]) {
    await answers(page).getByText("The second attempt made it.").waitFor({ timeout: 40_000 });
    await lastAnswer(page).getByRole("button", { name: "Context of this answer" }).waitFor();
    expect(
      await answers(page)
        .getByText(/first \d/)
        .count(),
    ).toBe(0);
    expect(await answers(page).count()).toBe(1);
  }
}, 180_000);

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
