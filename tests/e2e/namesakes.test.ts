import { expect, test } from "vitest";
import { found, join } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();

test("HANDLE-2, HANDLE-3: two people whose names look alike are told apart, and choose their handles", async () => {
  const { browser, app } = stage;
  const ada = await found(browser, app.origin, "Ada Lovelace", "Analytical Engines");
  await enter(ada);
  await say(ada.page, "First words");
  await message(ada.page, "First words").waitFor();
  expect(await ada.page.locator(".message .handle").count()).toBe(0);

  // With a Cyrillic a.
  const mallory = await join(browser, app.origin, "Ad\u0430 Lovelace", ada);
  await enter(mallory);
  await say(mallory.page, "Other words");
  await message(ada.page, "Other words").waitFor();
  const handleOf = (text: string) => message(ada.page, text).locator(".handle").innerText();
  expect((await handleOf("First words")).trim()).toBe("@ada-lovelace");
  expect((await handleOf("Other words")).trim()).toMatch(/^@ad-lovelace/);

  // In sentences too.
  await ada.page.locator(".notice").getByText("(@ad-lovelace").waitFor();
  await mallory.page.locator(".notice").getByText("(@ada-lovelace").first().waitFor();

  await composer(ada.page).fill("@ad");
  const options = ada.page.getByRole("listbox", { name: "People" }).getByRole("option");
  await options.first().waitFor();
  expect(await options.allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining("@ad-lovelace")]),
  );
  await screenshot(ada.page, "namesakes-1440");
  await composer(ada.page).fill("");

  await ada.page.getByRole("button", { name: /^Your account/ }).click();
  await ada.page.getByRole("button", { name: /^Handle/ }).click();
  const dialog = ada.page.getByRole("dialog", { name: "Your handle" });
  await dialog.getByLabel("Handle").fill("parley");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog
    .getByRole("alert")
    .getByText("This handle, or one that looks like it, is already taken.")
    .waitFor();
  await screenshot(ada.page, "handle-1440");
  await dialog.getByLabel("Handle").fill("@Countess");
  await dialog.getByRole("button", { name: "Save" }).click();
  await message(ada.page, "First words").locator(".handle", { hasText: "@countess" }).waitFor();
  await roomLink(ada.page, "#welcome").waitFor();
});
