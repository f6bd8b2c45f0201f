import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import type { Agent } from "../../shared/api.ts";
import { answers, ask, lastAnswer, makeAgent, slowly } from "./support/ai.ts";
import { makeRoom, makeSession } from "./support/make-rooms.ts";
import { seriousProblems } from "./support/axe.ts";
import { change, found, join, list, me, type Home } from "./support/people.ts";
import { enter, message, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

const looks = [1440, 1024, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

const plan = `## Before the release

1. **Freeze** the branch on Thursday.
2. Run the migration on a copy:

\`\`\`sh
npm run migrate -- --dry-run
\`\`\`

| Step | Who | When |
| --- | --- | --- |
| Notes | Ada | Thursday |
| Migration | Linus | Friday |

The migration took **40 s** on your data, so a short break is enough.

`;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  const agents = `/api/organizations/${ada.organization.id}/agents`;
  const [standard] = await list<Agent>(ada, agents);
  // These emoji are in the fonts of minimal machines.
  if (standard) await change(ada, `${agents}/${standard.id}`, { face: "⚡", version: standard.version });
  await makeAgent(ada, {
    name: "Babbage",
    face: "⚙️",
    instructions: "You review plans: short, with the risks first.",
  });
  const session = await makeSession(ada, "Release plan", grace);
  await enter(ada, session);
  await enter(grace, session);
  await ask(ada.page, "What is left to do before the release?", [{ say: plan }]);
  await lastAnswer(ada.page).getByRole("button", { name: "Context of this answer" }).waitFor();
  await answers(ada.page).getByRole("button", { name: "Answer again" }).click();
  await lastAnswer(ada.page).getByText("2 of 2").waitFor();
  await lastAnswer(ada.page).getByRole("button", { name: "Context of this answer" }).waitFor();
  await say(grace.page, "Friday suits me.");
  await message(ada.page, "Friday suits me").waitFor();
}, 180_000);

async function look(page: Page, { width, scheme }: (typeof looks)[number], name: string): Promise<void> {
  await page.mouse.move(5, 5);
  await page.waitForTimeout(150);
  await screenshot(page, `${name}-${width}-${scheme}`);
  expect(await seriousProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
}

async function dress(page: Page, { width, scheme }: (typeof looks)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
}

test.for(looks)("a running answer and its queue at $width px, $scheme", async (as) => {
  const { page } = ada;
  await dress(page, as);
  await ask(page, "Write the announcement", slowly("Release 1.4 is here, and it works offline. ", 200, 300));
  await lastAnswer(page).getByText("it works offline").waitFor();
  await ask(grace.page, "And the one for the customers?", [{ say: "Dear customers, Release 1.4 is here." }]);
  await page.getByRole("region", { name: "Waiting for an answer" }).waitFor();
  await look(page, as, "answer");
  await page.getByRole("button", { name: /^Drop the question/ }).click();
  // The screen moves when the queue goes.
  await page.getByRole("region", { name: "Waiting for an answer" }).waitFor({ state: "detached" });
  await lastAnswer(page).getByRole("button", { name: "Stop" }).click();
  await lastAnswer(page).getByText("Stopped by you.").waitFor();
});

test.for(looks)("context of this answer, at $width px, $scheme", async (as) => {
  const { page } = ada;
  await dress(page, as);
  await lastAnswer(page).getByRole("button", { name: "Context of this answer" }).click();
  const panel = page.getByRole("complementary", { name: "Context of this answer" });
  await panel.getByText("What is left to do").waitFor();
  await look(page, as, "receipt");
  await panel.getByRole("button", { name: "Close" }).click();
});

test.for(looks)("the pages for those who run it, at $width px, $scheme", async (as) => {
  const page = await ada.context.newPage();
  await dress(page, as);
  for (const [path, name] of [
    ["agents", "Agents"],
    ["ai", "AI rules"],
    ["usage", "Usage"],
  ] as const) {
    await page.goto(`/${ada.organization.id}/settings/${path}`);
    await page.getByRole("heading", { name, level: 1 }).waitFor();
    await page.getByRole("status").getByText("Loading").waitFor({ state: "detached" });
    await look(page, as, path);
  }
  await page.close();
});

test("an answer is announced by sentences, apart from everything else", async () => {
  const { page } = ada;
  await dress(page, { width: 1440, scheme: "light" });
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const region = document.querySelector('[aria-label="Answer"][aria-live="polite"]');
    if (region)
      new MutationObserver(() => heard.push(region.textContent)).observe(region, {
        ...{ childList: true, characterData: true, subtree: true },
      });
  });
  await ask(page, "Tell me", slowly("Sentence number $i ends here. ", 40));
  await lastAnswer(page).getByText("number 39 ends").waitFor();
  await page.waitForTimeout(2_500);
  const heard: string[] = await page.evaluate(() => Reflect.get(globalThis, "heard"));
  expect(heard.length).toBeLessThan(8);
  expect(heard[0]).toMatch(/^Parley: Sentence number 0 ends here\./);
  const spoken = heard.join(" ");
  for (const n of [0, 7, 20, 39]) expect(spoken.split(`number ${n} ends`)).toHaveLength(2);
});

test("finished blocks keep their elements while the rest of an answer streams", async () => {
  const { page } = ada;
  await ask(page, "Again with a list", [
    { say: "First paragraph.\n\nSecond one.\n\n" },
    ...slowly("word $i ", 40),
  ]);
  const first = lastAnswer(page).locator(".markdown > p").first();
  await first.getByText("First paragraph.").waitFor();
  await first.evaluate((element) => element.setAttribute("data-kept", ""));
  await lastAnswer(page).getByText("word 39").waitFor();
  await lastAnswer(page).getByRole("button", { name: "Context of this answer" }).waitFor();
  expect(await first.getAttribute("data-kept")).toBe("");
});

test("a group asks its AI", async () => {
  const { page } = ada;
  await dress(page, { width: 1440, scheme: "light" });
  const group = await makeRoom(ada, {
    kind: "group",
    name: "Release 1.4",
    members: [(await me(grace)).user.id],
  });
  await enter(ada, group);
  await enter(grace, group);
  await say(grace.page, "The migration took 40 s on our data, so we need a short break on Friday at six.");
  await message(page, "migration took").waitFor();
  await say(page, "The release notes are written; the part about offline work still needs a review.");
  await message(grace.page, "release notes").waitFor();
  await say(grace.page, "I can review the offline part tomorrow morning.");
  await message(page, "tomorrow morning").waitFor();
  await say(page, "@Parley what is still open before the release, and when is the break?");
  await lastAnswer(page).getByRole("button", { name: "Stop" }).waitFor();
  await lastAnswer(page)
    .locator(".markdown")
    .getByText(/\w+ \w+ \w+ \w+/)
    .first()
    .waitFor();
  await screenshot(page, "group-answer-running");
  const given = lastAnswer(page).getByRole("button", { name: "Context of this answer" });
  await given.click();
  await page.getByRole("complementary", { name: "Context of this answer" }).getByText("migration").waitFor();
  await page.mouse.move(5, 5);
  await screenshot(page, "group-receipt");
});

test("code is coloured when it is finished, by files that are loaded only then", async () => {
  const { page } = ada;
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.reload();
  await message(page, "what is still open").waitFor();
  expect(loaded.filter((path) => path.includes("highlighter"))).toEqual([]);
  await say(page, "Like this:\n```ts\nconst answer = 42; // of course\n```");
  const code = message(page, "Like this").locator("pre");
  await code.locator(".code--comment").getByText("// of course").waitFor();
  expect(await code.innerText()).toBe("const answer = 42; // of course");
  expect(loaded.filter((path) => path.includes("highlighter"))).toHaveLength(1);
  await screenshot(page, "code");
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
