/** The page of an agent: variables, two people at once, versions, a trial beside the form, and a phone. */
import { beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { Agent, AgentUsage } from "../../shared/api.ts";
import { makeAgent, prompt, slowly } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { addNote, makeLibrary, openLibrary, ready } from "./support/knowledge.ts";
import { loaded } from "./support/loaded.ts";
import { another, change, found, join, list, me, PHONE, type Home } from "./support/people.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let agent: Agent;

beforeAll(async () => {
  const { browser, app } = stage;
  ada = await found(browser, app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(browser, app.origin, "Grace Hopper", ada);
  const people = `/api/organizations/${ada.organization.id}/people/${(await me(grace)).user.id}`;
  await change(ada, people, { role: "admin" });
  const library = await makeLibrary(ada, { name: "Handbook" });
  await addNote(ada, library, { title: "Refunds", text: "# Refunds\n\nRefunds take five working days." });
  await openLibrary(ada, library);
  await ready(ada.page, "Refunds");
  agent = await makeAgent(ada, {
    name: "Babbage",
    face: "⚙️",
    instructions: "You build engines.\nBe brief.",
  });
}, 180_000);

async function openAgent({ page, organization }: Home, { id, name }: Agent = agent): Promise<void> {
  await page.goto(`/${organization.id}/settings/agents/${id}`);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await loaded(page);
}

const instructions = (page: Page) => page.getByRole("textbox", { name: "Instructions" });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const saved = (page: Page) => page.getByText("Everything is saved").waitFor();
const trial = (page: Page) => page.getByRole("region", { name: "Try it" });

/** A line of a difference. */
const line = (where: Page | Locator, text: string) => where.locator(".difference__line", { hasText: text });

async function tryOut(page: Page, question: string): Promise<void> {
  await trial(page).getByRole("textbox", { name: "Question" }).fill(question);
  await trial(page).getByRole("button", { name: "Ask", exact: true }).click();
}

test("AGENT-4: variables are inserted from a menu, shown with their values, and a wrong one has its place", async () => {
  const { page, organization } = ada;
  await page.goto(`/${organization.id}/settings/agents/new`);
  await page.getByRole("textbox", { name: "Name" }).fill("Clippy");
  await instructions(page).fill("Greet ");
  await page.getByRole("button", { name: "Insert variable" }).click();
  await page.getByRole("button", { name: /person\.name/ }).click();
  expect(await instructions(page).inputValue()).toBe("Greet {{person.name}}");
  await page.getByText("Greet Ada Lovelace", { exact: true }).waitFor();

  await page.keyboard.type("\nBe {{kind}}.");
  await page.getByText("Line 2, character 4: there is no variable {{kind}}.").waitFor();
  expect(await page.getByRole("button", { name: "Create agent" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Show it" }).click();
  expect(await page.evaluate("getSelection().toString()")).toBe("{{kind}}");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "agent-new", true);
  await page.keyboard.type("kind");
  await page.getByRole("textbox", { name: "Name" }).press("Enter");
  await page.getByRole("heading", { name: "Clippy", level: 1 }).waitFor();
  await page.getByText("Ada Lovelace created it").waitFor();
  const all = await list<Agent>(ada, `/api/organizations/${organization.id}/agents`);
  expect(all.find(({ name }) => name === "Clippy")?.instructions).toBe("Greet {{person.name}}\nBe kind.");
});

test("what is not saved is asked about before the page is left, and stays with who stays", async () => {
  const { page } = ada;
  await openAgent(ada);
  await page.getByRole("textbox", { name: "Greeting" }).fill("Half a gree");
  await page.getByText("1 change is not saved").waitFor();
  await page.getByRole("link", { name: "Back to agents" }).click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
  await page.getByRole("button", { name: "Stay" }).click();
  expect(await page.getByRole("textbox", { name: "Greeting" }).inputValue()).toBe("Half a gree");
  await page.getByRole("link", { name: "Back to agents" }).click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("heading", { name: "Agents", level: 1 }).waitFor();
  await openAgent(ada);
  expect(await page.getByRole("textbox", { name: "Greeting" }).inputValue()).toBe("");
});

test("AGENT-7, AGENT-8: who changed what is told with the lines, and an earlier version comes back", async () => {
  const { page } = ada;
  await openAgent(ada);
  await instructions(page).fill("You build engines.\nBe kind.");
  await page.getByRole("checkbox", { name: /Use what is remembered/ }).uncheck();
  await save(page).click();
  await saved(page);
  await page.getByText("Ada Lovelace changed the instructions and the memory").waitFor();
  await page.getByRole("button", { name: "Show the changes of version 2" }).click();
  await line(page, "Removed: Be brief.").waitFor();
  await line(page, "Added: Be kind.").waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "agent-versions", true);
  await page.getByRole("button", { name: "Restore version 1" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await page.getByText("Version 1 is restored.").waitFor();
  expect(await instructions(page).inputValue()).toBe("You build engines.\nBe brief.");
  await page.getByText("Version 3 · current").waitFor();
});

test("two admins at once: what was typed is kept, and what is different is said", async () => {
  await Promise.all([openAgent(ada), openAgent(grace)]);
  await grace.page.getByRole("spinbutton", { name: "Temperature" }).fill("0.1");
  await instructions(grace.page).fill("You build engines.\nAsk Grace.");
  await save(grace.page).click();
  await saved(grace.page);

  const { page } = ada;
  await page.getByRole("textbox", { name: "Greeting" }).fill("What shall we build?");
  await instructions(page).fill("You build engines.\nAsk Ada.");
  await save(page).click();
  const notice = page.getByRole("alert");
  await notice
    .getByText("Grace Hopper has changed the instructions and the temperature meanwhile.")
    .waitFor();
  await line(notice, "Removed: Ask Grace.").waitFor();
  await line(notice, "Added: Ask Ada.").waitFor();
  expect(await page.getByRole("textbox", { name: "Greeting" }).inputValue()).toBe("What shall we build?");
  expect(await instructions(page).inputValue()).toBe("You build engines.\nAsk Ada.");
  expect(await page.getByRole("spinbutton", { name: "Temperature" }).inputValue()).toBe("0.1");
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "agent-conflict", true);

  await notice.getByRole("button", { name: /^Use theirs/ }).click();
  expect(await instructions(page).inputValue()).toBe("You build engines.\nAsk Grace.");
  await save(page).click();
  await saved(page);
  await page.getByText("Ada Lovelace changed the greeting").waitFor();
});

test("AGENT-9, AGENT-10: a question to unsaved settings, with passages, calls, cost and time", async () => {
  const { page } = ada;
  await openAgent(ada);
  await page.getByRole("textbox", { name: "Name" }).fill("Babbage the Second");
  await tryOut(page, "How long do refunds take?");
  await trial(page).getByText("first word after").waitFor();
  await trial(page).getByText("Babbage the Second", { exact: true }).waitFor();
  await trial(page).getByText("1 passage found").click();
  await trial(page).getByText("Refunds take five working days.").first().waitFor();

  const fact = { fact: "Ada builds engines", about: "organization" };
  await tryOut(
    page,
    prompt("Remember it", [{ call: "remember", args: fact }, { say: "I would remember that." }]),
  );
  await trial(page)
    .getByText(/Not made in a trial/)
    .waitFor();
  await trial(page).getByText("Ada builds engines", { exact: true }).waitFor();
  await trial(page).getByText("I would remember that.", { exact: true }).waitFor();
  await eventually(
    () => trial(page).getByText("first word after").count(),
    (count) => count === 2,
  );
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "agent-trial");
  // Nothing is saved by it.
  await page.getByText("1 change is not saved").waitFor();
});

/** What the agent has said in answers and trials. */
async function tokensOut(): Promise<number> {
  const path = `/api/organizations/${ada.organization.id}/agents/${agent.id}/usage`;
  const { data }: { data: AgentUsage } = await (await ada.context.request.get(path)).json();
  return data.days.reduce((sum, day) => sum + day.tokensOut, 0);
}

test("AGENT-11: it stops when asked to, and says why there is no answer", async () => {
  const { page } = ada;
  await openAgent(ada);
  const before = await tokensOut();
  await tryOut(page, prompt("Count", slowly("and $i ", 500)));
  await trial(page).getByText("and 3").waitFor();
  await trial(page).getByRole("button", { name: "Stop" }).click();
  await trial(page).getByText("Stopped.").waitFor();
  // The server has stopped too: all of it would be more than a thousand tokens.
  const counted = await eventually(tokensOut, (tokens) => tokens > before);
  expect(counted - before).toBeLessThan(500);
  await tryOut(page, prompt("Fail", [{ fail: 429 }]));
  await trial(page).getByText("The model is too busy at the moment.", { exact: true }).waitFor();
  await trial(page).getByRole("button", { name: "Start again" }).click();
  expect(await trial(page).getByText("Stopped.").count()).toBe(0);
});

test("the list shows each agent with its model, tools, libraries and last change", async () => {
  const { page, organization } = ada;
  await page.goto(`/${organization.id}/settings/agents`);
  const item = page.getByRole("listitem").filter({ hasText: "Babbage" });
  await item.getByText("Automatic · all tools · 1 library").waitFor();
  await item.getByText(/Changed by Ada Lovelace/).waitFor();
  expect(await seriousProblems(page)).toEqual([]);
  await screenshots(page, "agents-list", true);
});

test("on a phone the trial is a part of its own, and nothing is wider than the screen", async () => {
  const phone = await another(stage.browser, stage.app.origin, ada, PHONE);
  const { page } = phone;
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await openAgent(phone);
    expect(await trial(page).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Try it" }).tap();
    await tryOut(page, "What is 6 * 7?");
    await trial(page).getByText("first word after").waitFor();
    expect(await instructions(page).isVisible()).toBe(false);
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Settings", exact: true }).tap();
    await instructions(page).waitFor();
    const widest =
      "Math.max(...[...document.querySelectorAll('.settings__main')].map((e) => e.scrollWidth - e.clientWidth))";
    expect(await page.evaluate(widest)).toBe(0);
  }
  await phone.context.close();
});

test("nothing went wrong", () => expect([...ada.problems, ...grace.problems]).toEqual([]));
