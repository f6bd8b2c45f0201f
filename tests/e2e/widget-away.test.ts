/** A visitor whom nobody waits for: the form first, a file, the AI, an address for the answer, the transcript, no network, deletion. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FrameLocator } from "playwright-core";
import { prompt } from "./support/ai.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { found, openDesk, type Desk } from "./support/people.ts";
import { setStage } from "./support/stage.ts";
import { answered, makeWidget, panel, write } from "./support/widget.ts";

const stage = setStage();
const pages: Record<string, SitePage> = {};
const ADDRESS = "mira@okafor.example";
let site: CompanySite;
let mira: Desk;
let frame: FrameLocator;

beforeAll(async () => {
  site = await openCompanySite(pages);
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  const widget = await makeWidget(ada, {
    origins: [site.origin],
    form: [
      { id: "name", label: "Your name", type: "text", required: true },
      { id: "topic", label: "Topic", type: "choice", required: true, choices: ["An order", "A repair"] },
    ],
  });
  pages["/"] = { html: shopPage(stage.app.origin, widget.id) };
  mira = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await mira.context.grantPermissions(["local-network-access"]);
  await mira.page.goto("/");
  await mira.page.getByRole("button", { name: "Open chat" }).click();
  frame = panel(mira.page);
}, 180_000);

afterAll(() => site?.stop());

test("PANEL-12: what the company asks first is asked before the first message, with errors at their fields", async () => {
  await frame.getByPlaceholder("Ask us anything").fill(prompt("Is somebody there?", [{ say: "I am." }]));
  await mira.page.keyboard.press("Enter");
  await frame.getByRole("button", { name: "Start" }).click();
  await frame.getByRole("alert").first().waitFor();
  await frame.getByRole("textbox", { name: "Your name" }).fill('Jean-Luc <b>O\'Neil</b> (ops) "x"');
  await frame.getByText("A repair").click();
  await frame.getByRole("button", { name: "Start" }).click();
  await answered(frame, "I am.");
});

test("PANEL-13: a file goes with the message, and one that is empty is refused with the reason", async () => {
  const chooser = mira.page.waitForEvent("filechooser");
  await frame.getByRole("button", { name: "Add a file" }).click();
  await (
    await chooser
  ).setFiles([
    { name: "plug <1>.txt", mimeType: "text/plain", buffer: Buffer.from("It says CH-48") },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await frame.getByRole("alert").filter({ hasText: "empty.txt" }).waitFor();
  await frame.getByRole("button", { name: /empty\.txt/ }).click();
  await frame.getByRole("button", { name: /plug/ }).waitFor();
  await frame.getByRole("alert").waitFor({ state: "detached" });
  await write(frame, prompt("What is this?", [{ say: "A **plug**." }]));
  const log = frame.getByRole("log");
  await log.getByText("A plug.").waitFor();
  const download = mira.page.waitForEvent("download");
  await log.getByRole("button", { name: /plug <1>\.txt/ }).click();
  expect((await download).suggestedFilename()).toContain("plug");
});

test("PANEL-5: with nobody there an address is left for the answer", async () => {
  await frame.getByRole("button", { name: "Leave a message" }).click();
  await frame.getByText("Nobody is here right now.").waitFor();
  const field = frame.getByRole("textbox", { name: "E-mail" });
  await field.fill("mira at okafor");
  await field.press("Enter");
  await frame.getByRole("alert").waitFor();
  await field.fill(ADDRESS);
  await field.press("Enter");
  await field.waitFor({ state: "detached" });
  await frame.getByText(ADDRESS).first().waitFor();
});

test("PANEL-14: the transcript comes by mail, with what was said and nothing else", async () => {
  await frame.getByRole("button", { name: "More", exact: true }).click();
  await frame.getByRole("button", { name: "E-mail me the transcript" }).click();
  await frame.getByText(`The transcript is on its way to ${ADDRESS}.`).first().waitFor();
  const mails = async (): Promise<string> => {
    const answer = await fetch(`${stage.app.origin}/dev/mail/list.json`);
    const list = (await answer.json()) as { to: string; text: string }[];
    return list.find(({ to }) => to === ADDRESS)?.text ?? "";
  };
  await expect.poll(mails, { timeout: 30_000 }).toContain("A **plug**.");
  expect(await mails()).toContain("plug <1>");
});

test("PANEL-15: without a network a message waits, and goes when it is back", async () => {
  await mira.page.keyboard.press("Escape");
  await mira.context.setOffline(true);
  await write(frame, prompt("Still there?", [{ say: "Always." }]));
  await frame.getByText("Waiting for a connection").first().waitFor();
  await mira.context.setOffline(false);
  await answered(frame, "Always.");
});

test("PANEL-14: who deletes a conversation finds it nowhere", async () => {
  await frame.getByRole("button", { name: "More", exact: true }).click();
  await frame.getByRole("button", { name: "Delete this conversation" }).click();
  await frame.getByRole("button", { name: "Delete", exact: true }).click();
  await frame.getByRole("heading", { name: /What can we help with/ }).waitFor();
  expect(await frame.getByRole("heading", { name: "Your conversations" }).count()).toBe(0);
  expect(mira.problems).toEqual([]);
});
