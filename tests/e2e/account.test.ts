import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import { beforeAll, expect, test } from "vitest";
import { png } from "../support/images.ts";
import { Authenticator } from "../workers/support/authenticator.ts";
import { seriousProblems } from "./support/axe.ts";
import { another, emailOf, found, join, openDesk, PASSWORD, type Home } from "./support/people.ts";
import { enter, message, say } from "./support/room.ts";
import { screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
});

const dialog = (page: Page) => page.getByRole("dialog");

async function openAccount(home: Home): Promise<void> {
  await home.page.goto("/account");
  await home.page.getByRole("heading", { name: "Account", level: 1 }).waitFor();
  await home.page.getByText("This device").waitFor();
}

/** The newest mail to the address, as `/dev/mail` has it. */
async function mailTo(address: string, subject: string): Promise<string> {
  const mails = await fetch(`${stage.app.origin}/dev/mail/list.json`);
  const list = (await mails.json()) as { to: string; subject: string; text: string }[];
  const mail = list.find((one) => one.to === address.toLowerCase() && one.subject === subject);
  if (mail === undefined) throw new Error(`no mail "${subject}" to ${address}`);
  return mail.text;
}

async function linkIn(address: string, subject: string): Promise<string> {
  const text = await expect
    .poll(() => mailTo(address, subject).catch(() => ""))
    .toContain("http")
    .then(() => mailTo(address, subject));
  const link = /http\S+#\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error(text);
  return link;
}

test("ACCOUNT-2: a name that changes is seen by others at once, beside what was written before", async () => {
  await enter(ada);
  await enter(grace);
  await say(grace.page, "hello from grace");
  await message(ada.page, "hello from grace").waitFor();
  await openAccount(grace);
  await grace.page.getByRole("button", { name: "Edit name" }).click();
  await dialog(grace.page).getByLabel("Name").fill("Rear Admiral Hopper");
  await dialog(grace.page).getByRole("button", { name: "Save" }).click();
  await ada.page.getByText("Rear Admiral Hopper", { exact: true }).first().waitFor();
});

test("ACCOUNT-3: a picture is made small here and shown to others", async () => {
  const path = joinPath(mkdtempSync(joinPath(tmpdir(), "parley-picture-")), "me.png");
  writeFileSync(path, png(900, 600, [200, 60, 60]));
  await openAccount(grace);
  await grace.page.getByLabel("Picture file").setInputFiles(path);
  await grace.page.getByRole("button", { name: "Change picture" }).waitFor();
  await ada.page.reload();
  await message(ada.page, "hello from grace").waitFor();
  const picture = ada.page.locator(".avatar__picture").first();
  await picture.waitFor();
  const size = await picture.evaluate((image: HTMLImageElement) =>
    image.decode().then(() => image.naturalWidth),
  );
  expect(size).toBe(256);
});

test("TWOFACTOR-1, TWOFACTOR-3: set up by the QR code, and asked for when signing in", async () => {
  await openAccount(ada);
  await ada.page.getByRole("button", { name: "Set up two-factor" }).click();
  await dialog(ada.page).getByLabel("Your password").fill(PASSWORD);
  await dialog(ada.page).getByRole("button", { name: "Continue" }).click();
  const code = dialog(ada.page).getByRole("img", { name: "QR code of the key" });
  await code.waitFor();
  await screenshots(ada.page, "two-factor");
  expect(await seriousProblems(ada.page)).toEqual([]);
  const pixels = await code.evaluate(async (svg) => {
    const image = new Image();
    const text = new XMLSerializer().serializeToString(svg).replace("<svg", '<svg width="400" height="400"');
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 400;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0, 400, 400);
    return [...(context?.getImageData(0, 0, 400, 400).data ?? [])];
  });
  const uri = decodeQR({ width: 400, height: 400, data: Uint8ClampedArray.from(pixels) });
  expect(uri).toMatch(/^otpauth:\/\/totp\/Parley/);
  const app = new Authenticator(String(uri));
  await dialog(ada.page).getByRole("textbox", { name: "Code" }).fill("000 000");
  await dialog(ada.page).getByRole("button", { name: "Turn on" }).click();
  await dialog(ada.page).getByRole("alert").getByText(/\S/).waitFor();
  await dialog(ada.page).getByRole("textbox", { name: "Code" }).fill(app.code(-1));
  await dialog(ada.page).getByRole("button", { name: "Turn on" }).click();
  const codes = dialog(ada.page).getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  const recovery = (await codes.allTextContents())[0] ?? "";
  await screenshots(ada.page, "recovery-codes");
  await dialog(ada.page).getByRole("button", { name: "I have kept them" }).click();
  await ada.page.getByText("10 codes are left").waitFor();

  for (const way of ["app", "recovery"] as const) {
    const phone = await openDesk(stage.browser, stage.app.origin, "phone", {
      viewport: { width: 390, height: 844 },
    });
    await phone.page.goto("/sign-in");
    await phone.page.getByLabel("E-mail").fill(emailOf("Ada Lovelace"));
    await phone.page.getByLabel("Password").fill(PASSWORD);
    await phone.page.getByRole("button", { name: "Sign in" }).click();
    await phone.page.getByLabel("Code").waitFor();
    if (way === "app") {
      expect(await seriousProblems(phone.page)).toEqual([]);
      await screenshots(phone.page, "second-step");
      await phone.page.getByLabel("Code").fill(app.code());
    } else {
      await phone.page.getByRole("button", { name: "Use a recovery code" }).click();
      await phone.page.getByLabel("Recovery code").fill(recovery.toUpperCase());
    }
    await phone.page.getByRole("button", { name: "Sign in" }).click();
    await phone.page.waitForURL(/org_/);
    expect(phone.problems).toEqual([]);
    await phone.context.close();
  }
});

test("SESSION-2: a device that is signed out elsewhere says so, and keeps what was written", async () => {
  const phone = await another(stage.browser, stage.app.origin, grace);
  await enter(phone);
  await openAccount(grace);
  await screenshots(grace.page, "account");
  expect(await seriousProblems(grace.page)).toEqual([]);
  await grace.page
    .getByRole("button", { name: /^Sign out Chrome/ })
    .first()
    .click();
  await dialog(grace.page).getByRole("button", { name: "Sign out" }).click();
  await phone.page.getByText("Your session has ended.").waitFor();
  await grace.page.getByRole("button", { name: /^Sign out Chrome/ }).waitFor({ state: "detached" });
});

test("ACCOUNT-4, RESET-1: the address is confirmed by mail, and a forgotten password is set by mail", async () => {
  const confirm = await linkIn(emailOf("Grace Hopper"), "Confirm your e-mail address");
  await grace.page.goto(confirm);
  await grace.page.getByRole("button", { name: "Confirm address" }).click();
  await grace.page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  expect(new URL(grace.page.url()).hash).toBe("");

  const laptop = await openDesk(stage.browser, stage.app.origin, "laptop");
  await laptop.page.goto("/sign-in");
  await laptop.page.getByRole("link", { name: "Forgot your password?" }).click();
  await laptop.page.getByLabel("E-mail").fill(emailOf("Grace Hopper"));
  await screenshots(laptop.page, "forgot-password");
  await laptop.page.getByRole("button", { name: "Send link" }).click();
  await laptop.page.getByText(/a link is on its way/).waitFor();
  await laptop.page.goto(await linkIn(emailOf("Grace Hopper"), "Set a new password"));
  await laptop.page.getByLabel("Password").fill("password1234");
  await laptop.page.getByRole("button", { name: "Set password" }).click();
  await laptop.page
    .getByRole("alert")
    .getByText(/Choose another one/)
    .waitFor();
  await laptop.page.getByLabel("Password").fill("a brand new battery");
  await laptop.page.getByRole("button", { name: "Set password" }).click();
  await laptop.page.getByRole("link", { name: "Sign in" }).click();
  await laptop.page.getByLabel("E-mail").fill(emailOf("Grace Hopper"));
  await laptop.page.getByLabel("Password").fill("a brand new battery");
  await laptop.page.getByRole("button", { name: "Sign in" }).click();
  await laptop.page.waitForURL(/org_/);

  const sent = await openDesk(stage.browser, stage.app.origin, "operator");
  await sent.page.goto("/dev/mail");
  await screenshots(sent.page, "dev-mail-list");
  await sent.page.getByRole("link", { name: "Set a new password" }).first().click();
  const frame = sent.page.frameLocator("iframe");
  await frame.getByRole("link", { name: "Set a new password" }).waitFor();
  await screenshots(sent.page, "dev-mail");
});

test("RESET-3: an owner makes a link on the page of people, which sets a new password once", async () => {
  await join(stage.browser, stage.app.origin, "Alan Turing", ada);
  await ada.page.goto(`/${ada.organization.id}/settings/people`);
  await ada.page.getByRole("button", { name: "Actions for Alan Turing" }).click();
  await ada.page.getByRole("button", { name: "Make reset link…" }).click();
  await dialog(ada.page).getByRole("button", { name: "Make link" }).click();
  const link = dialog(ada.page).getByLabel("Reset link");
  await link.waitFor();
  await screenshots(ada.page, "reset-link");
  expect(await seriousProblems(ada.page)).toEqual([]);
  const alan = await openDesk(stage.browser, stage.app.origin, "alan");
  await alan.page.goto(await link.inputValue());
  await alan.page.getByLabel("Password").fill("a machine that halts");
  await alan.page.getByRole("button", { name: "Set password" }).click();
  await alan.page.getByRole("heading", { name: "Your password is set" }).waitFor();
  await alan.page.goto(await link.inputValue());
  await alan.page.reload();
  await alan.page.getByLabel("Password").fill("another machine that halts");
  await alan.page.getByRole("button", { name: "Set password" }).click();
  await alan.page
    .getByRole("alert")
    .getByText(/used already/)
    .waitFor();
});

test("ACCOUNT-6, ACCOUNT-7: the only owner is told what to do first; others go, and their messages stay", async () => {
  await openAccount(ada);
  await ada.page.getByRole("button", { name: "Delete account" }).click();
  await screenshots(ada.page, "delete-account");
  await dialog(ada.page).getByLabel("Your password").fill(PASSWORD);
  await dialog(ada.page).getByRole("button", { name: "Delete account" }).click();
  await dialog(ada.page)
    .getByText(/You are the only owner of Analytical Engines/)
    .waitFor();

  const linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  await enter(linus);
  await say(linus.page, "written by linus");
  await enter(ada);
  await message(ada.page, "written by linus").waitFor();
  await openAccount(linus);
  await linus.page.getByRole("button", { name: "Delete account" }).click();
  await dialog(linus.page).getByLabel("Your password").fill(PASSWORD);
  await dialog(linus.page).getByRole("button", { name: "Delete account" }).click();
  await linus.page.waitForURL(/sign-in/);
  await ada.page.getByText("Deleted account", { exact: true }).first().waitFor();
  await message(ada.page, "written by linus").waitFor();
  // What was announced to screen readers before is gone with the page.
  await ada.page.reload();
  await message(ada.page, "written by linus").waitFor();
  await expect.poll(() => ada.page.getByText("Linus Torvalds").count()).toBe(0);
  for (const { problems } of [ada, grace, linus]) expect(problems).toEqual([]);
});
