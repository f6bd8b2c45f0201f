import { eventually } from "./eventually.ts";
import type { Locator, Page } from "playwright-core";
import type { RoomId } from "../../../shared/ids.ts";
import type { Home } from "./people.ts";

/** Actions of a person in a room, found by the labels on the screen. */
export const composer = (page: Page): Locator => page.getByRole("textbox", { name: /^Message / });
export const messages = (page: Page): Locator => page.locator("article.message");
export const message = (page: Page, text: string): Locator => messages(page).filter({ hasText: text });
export const roomLink = (page: Page, name: string): Locator =>
  page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("link")
    .filter({ has: page.locator(".room-item__title").getByText(name, { exact: true }) });

/** Chooses a view of the list of rooms, or a filter of its menu. */
export async function filter(page: Page, name: string): Promise<void> {
  const views = page.getByRole("group", { name: "Show conversations" });
  const view = views.getByRole("button", { name: new RegExp(`^${name}`) });
  if (["All", "Unread", "Mentions"].includes(name)) return view.click();
  await views.getByRole("button", { name: "More filters" }).click();
  await view.click();
}

/** Opens the saved messages: by the sidebar, or on a phone by the account. */
export async function openSaved(page: Page): Promise<void> {
  const inSidebar = page.getByRole("link", { name: "Saved", exact: true });
  if (await inSidebar.isVisible()) return inSidebar.click();
  await page.getByRole("button", { name: /^Your account/ }).click();
  await page.getByRole("link", { name: "Saved messages" }).click();
}

export async function enter(home: Home, room: RoomId = home.organization.welcomeRoom): Promise<void> {
  await home.page.goto(`/${home.organization.id}/${room}`);
  await composer(home.page).waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Inserts a long text at once. `fill` types it, and Chromium needs 10 s to type 2,000 lines into any textarea. */
export async function paste(page: Page, text: string): Promise<void> {
  await composer(page).evaluate((area, value) => {
    if (area instanceof HTMLTextAreaElement) area.value = value;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}

/** Moves the pointer to a message and chooses one of its actions. A list that moves meanwhile takes the row from under the pointer. */
export async function act(page: Page, text: string, action: string): Promise<void> {
  const target = message(page, text).last();
  const button = target.getByRole("button", { name: action, exact: true });
  const press = async () => {
    await target.hover();
    await button.click({ timeout: 3_000 });
  };
  await eventually(
    () =>
      press().then(
        () => true,
        () => false,
      ),
    (isDone) => isDone,
  );
}

/**
 * The message texts on screen, in order. A row that the list has not measured yet is hidden, and its inner text is "":
 * such a row is left out, so that whoever waits for a number of texts waits for them to be readable.
 */
export async function texts(page: Page): Promise<string[]> {
  return page.locator("article.message .markdown").filter({ visible: true }).allInnerTexts();
}
