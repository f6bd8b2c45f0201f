import { beforeAll, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { found, type Home } from "./support/people.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;

beforeAll(async () => {
  const options = { serviceWorkers: "allow" } as const;
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines", options);
});

// The browser that npm installs always denies notifications.
test.for([
  [1440, "light"],
  [1024, "dark"],
  [390, "dark"],
] as const)(
  "NOTIFY-8: what the browser has denied is said, with how to change it: %s in %s",
  async ([width, colorScheme]) => {
    const { page } = ada;
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(`/${ada.organization.id}`);
    expect(await page.evaluate(() => Notification.permission)).toBe("denied");
    await page.getByRole("button", { name: /^Your account/ }).click();
    await screenshot(page, `account-menu-${width}-${colorScheme}`);
    await page.getByRole("button", { name: /^Notifications.*Off here/ }).click();
    const dialog = page.getByRole("dialog", { name: "Notifications" });
    await dialog.getByText("Your browser blocks notifications from Parley.").waitFor();
    await dialog.getByText("allow notifications there").waitFor();
    expect(await dialog.getByRole("button", { name: "Turn on" }).count()).toBe(0);
    await screenshot(page, `notifications-denied-${width}-${colorScheme}`);
    expect(await seriousProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(ada.problems).toEqual([]);
  },
);
