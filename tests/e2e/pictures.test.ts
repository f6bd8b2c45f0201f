import { beforeAll, expect, test } from "vitest";
import { join as joinBytes, png } from "../support/images.ts";
import { ascii, exif, segment } from "../support/pictures.ts";
import { seriousProblems } from "./support/axe.ts";
import { eventually } from "./support/eventually.ts";
import { chip, choose, isPainted } from "./support/files.ts";
import { found, join, type Home } from "./support/people.ts";
import { composer, enter, message } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let linus: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada, {
    viewport: { width: 390, height: 844 },
    colorScheme: "dark",
  });
  for (const home of [ada, linus]) await enter(home);
});

test("ATTACH-17, ATTACH-18, ATTACH-19: a photograph comes upright and without its place, a bomb does not open, and no place jumps", async () => {
  const photographed = await ada.page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [600, 200];
    const paint = canvas.getContext("2d");
    paint?.fillRect(0, 0, 200, 200);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())];
  });
  const beginning = segment(0xe1, joinBytes([ascii("Exif\0\0"), exif(6, "48.2082 N 16.3738 E")]));
  const upright = joinBytes([
    Uint8Array.from(photographed.slice(0, 2)),
    beginning,
    Uint8Array.from(photographed.slice(2)),
  ]);
  const bomb = png(1, 1);
  new DataView(bomb.buffer).setUint32(16, 20_000);
  new DataView(bomb.buffer).setUint32(20, 20_000);
  const files: [string, Uint8Array][] = [
    ["photo.png", png(640, 400, [60, 120, 180])],
    ["upright.jpg", upright],
    ["bomb.png", bomb],
    ["page.png", png(108, 900)],
    ["icon.png", png(16, 16)],
  ];
  for (const [name, bytes] of files) {
    await choose(ada.page, { name, mimeType: "image/png", buffer: Buffer.from(bytes) });
    await chip(ada.page, name)
      .getByText(/ B$| kB$/)
      .waitFor();
    if (name !== "bomb.png") await isPainted(ada.page, ".file-chip img");
    else expect(await chip(ada.page, name).locator("img").count()).toBe(0);
    await composer(ada.page).fill(`This is ${name}`);
    await composer(ada.page).press("Enter");
    await message(linus.page, `This is ${name}`)
      .getByText(name)
      .or(message(linus.page, `This is ${name}`).getByRole("button", { name: `Open ${name}` }))
      .first()
      .waitFor();
  }
  const tile = (name: string) => linus.page.getByRole("button", { name: `Open ${name}` }).locator("img");
  await tile("upright.jpg").scrollIntoViewIfNeeded();
  await eventually(
    () => tile("upright.jpg").evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]),
    (size) => size.join() === "200,600",
  );
  const got = await linus.context.request.get((await tile("upright.jpg").getAttribute("src")) ?? "");
  expect((await got.body()).includes("48.2082")).toBe(false);
  const bombed = message(linus.page, "This is bomb.png");
  await bombed.getByText("20,000 × 20,000").waitFor();
  expect(await bombed.locator("img").count()).toBe(0);
  await bombed.getByRole("link", { name: "Download bomb.png" }).waitFor();
  const box = async (name: string) => {
    await tile(name).scrollIntoViewIfNeeded();
    const { width, height } = (await tile(name).boundingBox()) ?? { width: 0, height: 0 };
    return [width, height];
  };
  expect([await box("upright.jpg"), await box("page.png"), await box("icon.png")]).toEqual([
    [160, 320],
    [108, 320],
    [48, 48],
  ]);
  await screenshot(linus.page, "attachments-places-390-dark");
});

test("ATTACH-20: an opened image leads to the others by button, key and swipe", async () => {
  const tile = linus.page.getByRole("button", { name: "Open icon.png" });
  await tile.click();
  const viewer = linus.page.getByRole("dialog");
  const shows = (name: string, count: string) =>
    viewer
      .getByRole("heading", { name })
      .and(viewer.locator("h2"))
      .waitFor()
      .then(() => viewer.getByText(count).waitFor());
  await shows("icon.png", "4 of 4");
  await viewer.getByRole("button", { name: "Previous image" }).click();
  await shows("page.png", "3 of 4");
  await linus.page.keyboard.press("ArrowLeft");
  await shows("upright.jpg", "2 of 4");
  await linus.page.keyboard.press("ArrowLeft");
  await shows("photo.png", "1 of 4");
  await linus.page.keyboard.press("ArrowLeft");
  await shows("photo.png", "1 of 4");
  const swipe = (by: number) =>
    viewer.locator(".viewer__stage").evaluate((stage, way) => {
      const at = (type: string, clientX: number) =>
        stage.dispatchEvent(
          new PointerEvent(type, {
            pointerType: "touch",
            pointerId: 7,
            clientX,
            clientY: 300,
            bubbles: true,
          }),
        );
      at("pointerdown", 200);
      at("pointerup", 200 + way);
    }, by);
  await swipe(-120);
  await shows("upright.jpg", "2 of 4");
  await swipe(20);
  await shows("upright.jpg", "2 of 4");
  await isPainted(linus.page, ".viewer__image");
  const width = () =>
    viewer.locator(".viewer__image").evaluate((image) => image.getBoundingClientRect().width);
  const whole = await width();
  await linus.page.keyboard.press("+");
  await eventually(width, (now) => now > whole);
  await screenshot(linus.page, "attachments-viewer-zoomed-390-dark");
  await linus.page.keyboard.press("-");
  expect(await seriousProblems(linus.page)).toEqual([]);
  await screenshot(linus.page, "attachments-viewer-of-several-390-dark");
  await linus.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  expect(await tile.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, linus]) expect(problems).toEqual([]);
});
