import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** Files that are attached to the message that is being written. */
export const chips = (page: Page) =>
  page.getByRole("list", { name: "Files of this message" }).getByRole("listitem");
export const chip = (page: Page, name: string) => chips(page).filter({ hasText: name });
/** Chooses files as the dialog of the system does. */
export const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel("Files to attach").setInputFiles(files);

/** Whether the image is loaded and not only its place is reserved. */
export const isPainted = (page: Page, selector: string) =>
  eventually(
    () =>
      page
        .locator(selector)
        .first()
        .evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth),
    (width) => Number(width) > 0,
  );
