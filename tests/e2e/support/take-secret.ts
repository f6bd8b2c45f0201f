import type { Page } from "playwright-core";

/** Copies what a dialog shows only once, and closes the dialog. `label`: of the field that has it. */
export async function takeSecret(page: Page, label = "Secret"): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = page.getByRole("dialog");
  const secret = await dialog.getByRole("textbox", { name: label, exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await dialog.getByRole("button", { name: "Done", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  return secret;
}
