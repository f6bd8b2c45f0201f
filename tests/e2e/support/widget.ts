import type { FrameLocator, Page } from "playwright-core";
import type { Widget, WidgetLook } from "../../../shared/widget.ts";
import { call, type Home } from "./people.ts";

export const LOOK: WidgetLook = {
  name: "Morrow Bikes",
  colour: "#3a56c5",
  corner: "round",
  side: "right",
  offset: { x: 20, y: 20 },
  icon: "chat",
  theme: "auto",
};

/** Makes a widget of this organization through the API. */
export const makeWidget = (
  home: Home,
  settings: Partial<
    Omit<Widget, "id" | "turnstile"> & { turnstile: { siteKey: string; secret: string } }
  > = {},
): Promise<Widget> =>
  call<Widget>(home, `/api/organizations/${home.organization.id}/widgets`, {
    look: LOOK,
    starters: { en: ["Where is my order?", "Does it fit me?", "Book a service"] },
    ...settings,
  });

/** The widget's button. Its shadow root is closed to the page, and open to a test. */
export const launcher = (page: Page) => page.locator("parley-widget").getByRole("button");

export const panel = (page: Page): FrameLocator => page.frameLocator("parley-widget iframe");

/** Opens the panel by its button, and waits until something can be written. */
export async function openPanel(page: Page): Promise<FrameLocator> {
  await page.getByRole("button", { name: "Open chat" }).click();
  const frame = panel(page);
  await frame.getByRole("textbox", { name: "Your message" }).waitFor();
  return frame;
}

/** Writes a message in an open panel. */
export async function write(frame: FrameLocator, text: string): Promise<void> {
  const field = frame.getByRole("textbox", { name: "Your message" });
  await field.fill(text);
  await field.press("Enter");
}

/**
 * Waits until the AI's answer stands in the list of messages.
 * Exactly this text: the visitor's question holds the words of the script, too.
 */
export const answered = (frame: FrameLocator, text: string): Promise<void> =>
  frame.getByRole("log").getByText(text, { exact: true }).waitFor();
