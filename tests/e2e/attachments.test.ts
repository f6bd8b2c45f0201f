import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Attachment } from "../../shared/attachments.ts";
import { png } from "../support/images.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { chip, chips, choose, isPainted } from "./support/files.ts";
import { act, composer, enter, message, messages, roomLink, say } from "./support/room.ts";
import { another, found, join, list, PHONE, type Home } from "./support/people.ts";
import { screenshot, screenshots } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
/** One person on three devices, and two others in the same room. */
let desk: Home;
let phone: Home;
let tablet: Home;
let ada: Home;
let linus: Home;

/** More than one chunk of any stream. */
const PLAN = Buffer.from(Uint8Array.from({ length: 400_000 }, (_, i) => (i * 31) % 253));
const PHOTO = Buffer.from(png(640, 400, [60, 120, 180]));

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  desk = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada, {
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
  phone = await another(stage.browser, stage.app.origin, desk, PHONE);
  tablet = await another(stage.browser, stage.app.origin, desk, {
    viewport: { width: 1024, height: 768 },
    colorScheme: "dark",
  });
  for (const home of [ada, linus, desk, phone, tablet]) await enter(home);
});

const plan = { name: "plan.bin", mimeType: "application/octet-stream", buffer: PLAN };
const photo = { name: "photo.png", mimeType: "image/png", buffer: PHOTO };

test("DRAFT-11, DRAFT-12: what is attached on one device is on the second, and on the third when it comes back", async () => {
  // What a page loads one after the other has arrived.
  await tablet.page.waitForLoadState("networkidle");
  await tablet.context.setOffline(true);
  await tablet.page.getByText("You are offline.").waitFor();
  await choose(desk.page, plan, photo);
  for (const home of [desk, phone]) {
    await chip(home.page, "plan.bin").waitFor();
    await chip(home.page, "photo.png").waitFor();
    await isPainted(home.page, ".file-chip img");
  }
  expect(await chips(tablet.page).count()).toBe(0);
  await tablet.context.setOffline(false);
  await chip(tablet.page, "plan.bin").waitFor();
  await isPainted(tablet.page, ".file-chip img");
  await screenshot(desk.page, "attachments-draft-1440");
  await screenshot(phone.page, "attachments-draft-390");
  await screenshot(tablet.page, "attachments-draft-1024-dark");
  expect(await seriousProblems(desk.page)).toEqual([]);
});

test("DRAFT-12: the list names a file where there are no words", async () => {
  await tablet.page.goto(`/${tablet.organization.id}`);
  await roomLink(tablet.page, "#welcome").getByText("plan.bin and 1 more").waitFor();
  await enter(tablet);
  await chip(tablet.page, "plan.bin").waitFor();
});

test("ATTACH-5, DRAFT-12: sent from the second device, it is with everyone, and in no draft any more", async () => {
  await composer(phone.page).fill("The plan, and how it looks");
  await phone.page.getByRole("button", { name: "Send" }).click();
  for (const home of [ada, linus, desk, phone, tablet]) {
    const sent = message(home.page, "how it looks");
    await sent.getByText("plan.bin").waitFor();
    await isPainted(home.page, ".image-tile img");
    await eventually(
      () => chips(home.page).count(),
      (count) => count === 0,
    );
  }
  await screenshots(ada.page, "attachments");
  await screenshot(linus.page, "attachments-room-390-dark");
  expect(await seriousProblems(ada.page)).toEqual([]);
});

test("ATTACH-9: another one downloads it, byte by byte", async () => {
  const [download] = await Promise.all([
    linus.page.waitForEvent("download"),
    message(linus.page, "how it looks").getByRole("link", { name: "Download plan.bin" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("plan.bin");
  expect(readFileSync(await download.path()).equals(PLAN)).toBe(true);
});

test("an image opens over the room, can be downloaded there, and Escape gives the focus back", async () => {
  const tile = ada.page.getByRole("button", { name: "Open photo.png" });
  const box = await tile.locator("img").boundingBox();
  expect([box?.width, box?.height]).toEqual([320, 200]);
  await tile.focus();
  await ada.page.keyboard.press("Enter");
  const viewer = ada.page.getByRole("dialog", { name: "photo.png" });
  await viewer.getByRole("img", { name: "photo.png" }).waitFor();
  await isPainted(ada.page, ".viewer__image");
  await screenshot(ada.page, "attachments-viewer-1440");
  const [download] = await Promise.all([
    ada.page.waitForEvent("download"),
    viewer.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(readFileSync(await download.path()).equals(PHOTO)).toBe(true);
  await ada.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  expect(await tile.evaluate((element) => element === document.activeElement)).toBe(true);
  await linus.page.getByRole("button", { name: "Open photo.png" }).click();
  await isPainted(linus.page, ".viewer__image");
  await screenshot(linus.page, "attachments-viewer-390-dark");
  await linus.page.getByRole("button", { name: "Close" }).click();
});

test("ATTACH-15: chosen without a connection, a file waits, says so, and goes with its message when there is one", async () => {
  await desk.context.setOffline(true);
  await desk.page.getByText("You are offline.").waitFor();
  await choose(desk.page, { ...plan, name: "late.bin" });
  await chip(desk.page, "late.bin").getByText("Waiting for a connection").waitFor();
  await composer(desk.page).fill("written in a tunnel");
  await composer(desk.page).press("Enter");
  await desk.page.getByText("Sends when the files are uploaded.").waitFor();
  await screenshot(desk.page, "attachments-offline-1440");
  const asks = desk.page.waitForEvent("dialog");
  await desk.page.close({ runBeforeUnload: true });
  const question = await asks;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await desk.context.setOffline(false);
  await message(ada.page, "written in a tunnel").getByText("late.bin").waitFor();
  await eventually(
    () => composer(desk.page).inputValue(),
    (value) => value === "",
  );
});

test("ATTACH-15: a message with as many files as it holds goes too when they are there", async () => {
  await desk.context.setOffline(true);
  await desk.page.getByText("You are offline.").waitFor();
  const ten = Array.from({ length: 10 }, (_, i) => ({
    ...plan,
    name: `ten-${i}.bin`,
    buffer: Buffer.from(`${i}`),
  }));
  await choose(desk.page, ...ten);
  await composer(desk.page).fill("All ten");
  await composer(desk.page).press("Enter");
  await desk.page.getByText("Sends when the files are uploaded.").waitFor();
  await desk.context.setOffline(false);
  const said = messages(ada.page).filter({ hasText: "All ten" });
  await said.getByText("ten-9.bin").waitFor();
  expect(await chips(desk.page).count()).toBe(0);
});

test("ATTACH-3, ATTACH-15: what is too large says so, and is removed by keyboard; the focus stays in the composer", async () => {
  await choose(
    desk.page,
    { ...plan, name: "film.mkv", buffer: Buffer.alloc(26 * 1_048_576) },
    { ...plan, name: "empty.txt", buffer: Buffer.alloc(0) },
    { ...plan, name: "good.bin" },
  );
  await chip(desk.page, "film.mkv").getByText("A file may have 25 MB").waitFor();
  await chip(desk.page, "good.bin").getByText("400 kB", { exact: true }).waitFor();
  expect(await desk.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  await screenshot(desk.page, "attachments-failed-1440");
  await desk.page.getByRole("button", { name: "Remove film.mkv" }).focus();
  await desk.page.keyboard.press("Enter");
  await desk.page.getByRole("status").getByText("film.mkv was removed.").waitFor();
  for (const name of ["Remove empty.txt", "Remove good.bin"]) {
    await eventually(
      () => desk.page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
      (label) => label === name,
    );
    await desk.page.keyboard.press("Enter");
  }
  await eventually(
    () => composer(desk.page).evaluate((area) => area === document.activeElement),
    (isThere) => isThere,
  );
});

test("ATTACH-13: a file that is not there any more says so on every device, and holds the message back until it is removed", async () => {
  await choose(desk.page, { ...plan, name: "old.bin" });
  await chip(phone.page, "old.bin").getByText("400 kB", { exact: true }).waitFor();
  const waiting = `/api/organizations/${desk.organization.id}/rooms/${desk.organization.welcomeRoom}/attachments`;
  const [old] = await list<Attachment>(desk, waiting);
  // Deletes the file, which gives the state after it has waited too long.
  await desk.context.request.delete(`${waiting}/${old?.id}`, { headers: { origin: desk.origin } });
  for (const home of [desk, phone]) {
    await home.page.reload();
    await chip(home.page, "old.bin").getByText("No longer available").waitFor();
    expect(await home.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
  }
  await screenshot(phone.page, "attachments-expired-390");
  await phone.page.getByRole("button", { name: "Remove old.bin" }).click();
  for (const home of [desk, phone])
    await eventually(
      () => chips(home.page).count(),
      (count) => count === 0,
    );
});

test("pasted and dropped files are attached too", async () => {
  const transfer = await desk.page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(["dropped"], "dropped.txt", { type: "text/plain" }));
    return files;
  });
  await desk.page.dispatchEvent("main", "dragenter", { dataTransfer: transfer });
  await desk.page.getByText("Drop to attach in #welcome").waitFor();
  await screenshot(desk.page, "attachments-drop-1440");
  await desk.page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  await chip(desk.page, "dropped.txt").waitFor();
  await composer(desk.page).evaluate((area) => {
    const files = new DataTransfer();
    files.items.add(new File(["pasted"], "pasted.txt", { type: "text/plain" }));
    area.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }),
    );
  });
  await chip(desk.page, "pasted.txt").getByText("6 B", { exact: true }).waitFor();
  await chip(desk.page, "dropped.txt").getByText("7 B", { exact: true }).waitFor();
  await composer(desk.page).press("Enter");
  for (const { page } of [ada, desk])
    await messages(page).filter({ hasText: "pasted.txt" }).filter({ hasText: "dropped.txt" }).waitFor();
});

test("ATTACH-11: deleted, it is gone everywhere", async () => {
  // Later messages may have moved the message out of view, so that it is not rendered.
  for (const { page } of [ada, linus, desk, tablet]) {
    await page.locator(".timeline__scroller").hover();
    await eventually(
      async () => {
        await page.mouse.wheel(0, -1_000);
        return message(page, "how it looks").isVisible();
      },
      (isThere) => isThere,
    );
  }
  const link = message(ada.page, "how it looks").getByRole("link", { name: "Download plan.bin" });
  // Without the person for whom the page has it.
  const path = (await link.getAttribute("href"))?.split("?")[0];
  if (path === undefined) throw new Error("it has an address");
  expect((await linus.context.request.get(path)).status()).toBe(200);
  await act(desk.page, "how it looks", "Delete");
  await desk.page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  for (const home of [ada, linus, desk, tablet]) {
    await message(home.page, "This message was deleted.").waitFor();
    expect(await home.page.getByText("plan.bin").count()).toBe(0);
    expect(await home.page.locator(".image-tile").count()).toBe(0);
    expect((await home.context.request.get(path)).status()).toBe(404);
  }
  await say(ada.page, "All gone");
  await message(ada.page, "All gone")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, linus, desk, phone, tablet]) expect(problems).toEqual([]);
});
