/** The mail way: nobody is there, an address is left, a supporter answers later, and the visitor replies from the mailbox. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { prompt } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { openCompanySite, shopPage, type CompanySite, type SitePage } from "./support/company-site.ts";
import { eventually } from "./support/eventually.ts";
import { found, openDesk, PHONE, type Desk, type Home } from "./support/people.ts";
import { composer } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";
import { timePassed } from "./support/time-passed.ts";
import { answered, makeWidget, openPanel, write } from "./support/widget.ts";

const stage = setOwnStage();
const pages: Record<string, SitePage> = {};
const ADDRESS = "mira@okafor.example";
let site: CompanySite;
let ada: Home;
let mailbox: Desk;

interface Mail {
  id: number;
  to: string;
  subject: string;
  text: string;
  replyTo: string;
}

async function mails(): Promise<Mail[]> {
  const answer = await fetch(`${stage.app.origin}/dev/mail/list.json`);
  return ((await answer.json()) as Mail[]).filter(({ to }) => to === ADDRESS);
}

beforeAll(async () => {
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  const widget = await makeWidget(ada, { origins: [site.origin] });
  pages["/"] = { html: shopPage(stage.app.origin, widget.id) };
}, 180_000);

afterAll(() => site?.stop());

test("MAIL-IN-12, PANEL-5: nobody is there; an address is left", async () => {
  const mira = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await mira.context.grantPermissions(["local-network-access"]);
  await mira.page.goto("/");
  const frame = await openPanel(mira.page);
  await write(frame, prompt("Is there a charger for the old plug?", [{ say: "I do not know." }]));
  await answered(frame, "I do not know.");
  await frame.getByRole("button", { name: "Leave a message" }).click();
  const field = frame.getByRole("textbox", { name: "E-mail" });
  await field.fill(ADDRESS);
  await field.press("Enter");
  await frame.getByText(ADDRESS).first().waitFor();
  await mira.context.close();
});

test("DESK-14: an answer at the desk goes out by mail after two minutes", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}/desk`);
  await page.getByRole("button", { name: /^Unassigned/ }).click();
  await page.locator(".desk__row").first().click();
  await page.getByRole("log", { name: "Messages" }).getByText("Is there a charger").first().waitFor();
  await page.keyboard.press("t");
  await page.getByText("You answer. The AI is stopped.").waitFor();
  await page.keyboard.press("r");
  await composer(page).waitFor();
  await page.keyboard.type("We have one. Shall we send it?");
  await page.keyboard.press("Enter");
  await page.getByRole("article").getByText("We have one. Shall we send it?").first().waitFor();
  expect(await mails()).toEqual([]);
  await stage.app.crash(async () => timePassed(stage.app.data, 130_000));
  const [mail] = await eventually(mails, (all) => all.length > 0);
  expect(mail?.subject).toBe("Ada Lovelace answered you");
  expect(mail?.text).toContain("We have one. Shall we send it?");
});

test("MAIL-IN-12: a reply from the mailbox joins the conversation, with its file, and the supporter sees that it came by mail", async () => {
  const [mail] = await mails();
  mailbox = await openDesk(stage.browser, stage.app.origin, "Mira Okafor", PHONE);
  await mailbox.page.goto(`/dev/mail/${mail?.id}`);
  expect(await seriousProblems(mailbox.page)).toEqual([]);
  await mailbox.page.getByRole("textbox", { name: "Text" }).fill("Yes, please.\n<b>Today</b>, if you can.");
  await mailbox.page
    .getByLabel("Files")
    .setInputFiles({ name: "plug.txt", mimeType: "text/plain", buffer: Buffer.from("48 V") });
  await screenshot(mailbox.page, "dev-mail-390");
  await mailbox.page.getByRole("button", { name: "Reply" }).click();
  await mailbox.page.getByRole("heading", { name: "The reply was delivered." }).waitFor();

  const { page } = ada;
  const reply = page.getByRole("article").filter({ hasText: "Yes, please." });
  await reply.getByText("By mail", { exact: true }).waitFor();
  await reply.getByText("plug.txt").first().waitFor();
  await reply.getByText("<b>Today</b>, if you can.").waitFor();
  expect(await reply.getByText("We have one.").count()).toBe(0);
  expect(await seriousProblems(page)).toEqual([]);
  await screenshot(page, "desk-by-mail-1440");
});

test("DESK-14: the link in the mail continues in another browser", async () => {
  const [mail] = await mails();
  const link = /https?:\/\/\S+#continue=[\w-]{43}/.exec(mail?.text ?? "")?.[0] ?? "";
  const elsewhere = await openDesk(stage.browser, stage.app.origin, "Mira elsewhere");
  await elsewhere.page.goto(link);
  const log = elsewhere.page.getByRole("log");
  await log.getByText("We have one. Shall we send it?").waitFor();
  await log.getByText("Yes, please.").waitFor();
  expect(elsewhere.page.url()).not.toContain("continue=");
});
