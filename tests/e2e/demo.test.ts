/** The way from the first steps of a new organization to a page with its widget. */
import { expect, test } from "vitest";
import { found } from "./support/people.ts";
import { enter } from "./support/room.ts";
import { setStage } from "./support/stage.ts";
import { openPanel } from "./support/widget.ts";

const stage = setStage();

test("an owner sees the widget on a page of another origin, with one click", async () => {
  const ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  await ada.context.grantPermissions(["local-network-access"]);
  await enter(ada);
  const opened = ada.context.waitForEvent("page");
  await ada.page.getByRole("button", { name: "See it on a page" }).click();
  const page = await opened;
  await page.getByRole("heading", { name: "The city bike that waits for winter" }).waitFor();
  expect(new URL(page.url()).hostname).toBe("localhost");
  const panel = await openPanel(page);
  await panel.getByRole("heading", { name: "Morrow Bikes" }).waitFor();
  expect(ada.problems).toEqual([]);
});
