import { join as path } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { ask, lastAnswer } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { makeGroup, makeSession } from "./support/make-rooms.ts";
import { found, type Home } from "./support/people.ts";
import { act, composer, enter, message, roomLink, say } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
/** Voices and hearing for a browser that has neither. */
const platform = path(import.meta.dirname, "support/speaking.js");
let ada: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  await ada.context.addInitScript({ path: platform });
  await makeGroup(ada, "Kitchen");
  const session = await makeSession(ada, "Engine notes");
  await ada.page.reload();
  await enter(ada, session);
}, 180_000);

const spoken = (page: Page) => page.evaluate<{ text: string; lang: string }[]>("window.spoken");
const state = (page: Page) => page.evaluate<string>("window.speechState");
const bar = (page: Page) => page.getByRole("region", { name: "Reading aloud" });
const button = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true });
const isSpoken = (page: Page, text: string) =>
  eventually(
    () => spoken(page),
    (all) => all.at(-1)?.text === text,
  );
const isIn = (page: Page, wanted: string) =>
  eventually(
    () => state(page),
    (now) => now === wanted,
  );

test("SPEECH-10: an answer is read by the browser's voice where the server has a stand-in", async () => {
  const { page } = ada;
  const tones: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/tts")) tones.push(response.headers()["x-parley-stand-in"] ?? "none");
  });
  await ask(page, "Which colour?", [{ say: "Das **Dach** ist rot [1], und die Tür ist nicht grün." }]);
  await lastAnswer(page).getByText("die Tür ist nicht").waitFor();
  await lastAnswer(page).getByRole("button", { name: "More about this answer" }).click();
  await page.getByRole("button", { name: "Read aloud", exact: true }).press("Enter");
  await isSpoken(page, "Das Dach ist rot, und die Tür ist nicht grün.");
  expect((await spoken(page)).at(-1)?.lang).toBe("de");
  await bar(page).getByRole("status").getByText("Reading aloud what").waitFor();
  await button(page, "Pause reading").press("Enter");
  await isIn(page, "paused");
  await bar(page).getByRole("status").getByText("Paused").waitFor();
  await button(page, "Go on reading").press("Enter");
  await isIn(page, "speaking");
  expect(await seriousProblems(page)).toEqual([]);
  await page.evaluate("window.endSpeech()");
  await bar(page).waitFor({ state: "detached" });
  // German has no model, so the tone was not even asked for.
  expect(tones).toEqual(["none"]);
});

test("SPEECH-10: one message at a time; the tone is never played, and asked for once", async () => {
  const { page } = ada;
  const tones: string[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/tts")) tones.push(response.headers()["x-parley-stand-in"] ?? "none");
  });
  // No agent answers in a group.
  await roomLink(page, "Kitchen").click();
  await page.getByRole("main", { name: "Kitchen" }).waitFor();
  for (const text of ["The first one is here.", "The second one is here."]) {
    await say(page, text);
    await message(page, text).first().waitFor();
  }
  await act(page, "The first one", "Read aloud");
  await isSpoken(page, "The first one is here.");
  await act(page, "The second one", "Read aloud");
  await isSpoken(page, "The second one is here.");
  expect(tones).toEqual(["tone"]);
  await button(page, "Stop reading").focus();
  await page.keyboard.press("Enter");
  await bar(page).waitFor({ state: "detached" });
  await isIn(page, "idle");
  // The focus is on what was read.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("The second one is here.");
});

test("SPEECH-10: it stops when the person leaves the room", async () => {
  const { page } = ada;
  await act(page, "The first one", "Read aloud");
  await isSpoken(page, "The first one is here.");
  await isIn(page, "speaking");
  await roomLink(page, "Engine notes").click();
  await isIn(page, "idle");
  expect(await bar(page).count()).toBe(0);
  await roomLink(page, "Kitchen").click();
  await message(page, "The first one").first().waitFor();
});

test("SPEECH-10: a server with a model reads with its own voice", async () => {
  const { page } = ada;
  // The bytes of the stand-in are a sound like any other; without its header they are a model's.
  await page.route("**/tts", async (route) => {
    const answer = await route.fetch();
    const { "x-parley-stand-in": _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await page.reload();
  await message(page, "The first one").first().waitFor();
  await act(page, "The first one", "Read aloud");
  await bar(page).waitFor();
  await bar(page).waitFor({ state: "detached" });
  expect(await spoken(page)).toEqual([]);
  expect(await page.getByText("There is no voice").count()).toBe(0);
  await page.unroute("**/tts");
});

test("SPEECH-11: dictation writes at the caret, and listens after a press only", async () => {
  const { page } = ada;
  const listened = () => page.evaluate<number>("window.listened");
  await composer(page).fill("Hello world");
  await composer(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 5));
  expect(await listened()).toBe(0);
  await page.getByRole("button", { name: "Dictate", exact: true }).click();
  await page.getByText("Listening. What you say").waitFor();
  expect(await listened()).toBe(1);
  await page.evaluate("window.hear('dear')");
  await eventually(
    () => composer(page).inputValue(),
    (text) => text === "Hello dear world",
  );
  expect(await seriousProblems(page)).toEqual([]);
  const stop = page.getByRole("button", { name: "Stop dictating" });
  await stop.focus();
  await page.evaluate("window.hear('old')");
  await eventually(
    () => composer(page).inputValue(),
    (text) => text === "Hello dear old world",
  );
  expect(await stop.evaluate((button) => button === document.activeElement)).toBe(true);
  await stop.press("Enter");
  await page.getByText("Dictation has ended.").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Dictate", exact: true }).click();
  await page.evaluate("window.failToHear('not-allowed')");
  await page.getByText("does not allow this page to use the microphone").waitFor();
});

test("SPEECH-11: there is no button where the browser cannot listen, and the app's pages alone may use the microphone", async () => {
  const { page } = ada;
  await page.addInitScript("delete window.SpeechRecognition; window.SpeechRecognition = undefined;");
  const opened = await page.reload();
  await composer(page).waitFor();
  expect(await page.getByRole("button", { name: "Dictate", exact: true }).count()).toBe(0);
  expect(opened?.headers()["permissions-policy"]).toContain("microphone=(self)");
  const api = await page.request.get("/api/start");
  expect(api.headers()["permissions-policy"]).toContain("microphone=()");
});
