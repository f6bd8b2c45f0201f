import { expect, test } from "vitest";
import { openDesk } from "./support/people.ts";
import { composer, message, say } from "./support/room.ts";
import { leave, setOwnStage } from "./support/stage.ts";

const stage = setOwnStage();

test("someone signs up, invites a colleague by a link, and the two talk", async () => {
  const ada = await openDesk(stage.browser, stage.app.origin, "Ada");
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ada.page.goto("/");
  // Nobody has signed up on this server yet.
  await ada.page.getByRole("heading", { name: "Create your organization" }).waitFor();
  await ada.page.getByLabel("Your name").fill("Ada Lovelace");
  await ada.page.getByLabel("E-mail").fill("ada@example.com");
  await ada.page.getByLabel("Password").fill("correct horse battery");
  await ada.page.getByLabel("Organization").fill("Analytical Engines");
  await ada.page.getByRole("button", { name: "Create organization" }).click();
  await composer(ada.page).waitFor();

  await ada.page.getByRole("button", { name: "Organization: Analytical Engines" }).click();
  await ada.page.getByRole("button", { name: "Invite people" }).click();
  const link = await ada.page.getByLabel("Invitation link").inputValue();
  await ada.page.getByRole("dialog", { name: "Invite people to Analytical Engines" }).waitFor();
  await ada.page.getByText("Anyone with this link can join as a member until it ends.").waitFor();
  await ada.page.getByRole("button", { name: "Copy" }).click();
  await ada.page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await ada.page.keyboard.press("Escape");

  const grace = await openDesk(stage.browser, stage.app.origin, "Grace");
  await grace.page.goto(link);
  await grace.page.getByRole("heading", { name: "Join Analytical Engines" }).waitFor();
  await grace.page.getByText("Ada Lovelace invites you").waitFor();
  expect(await grace.page.getByLabel("Organization").count()).toBe(0);
  await grace.page.getByLabel("Your name").fill("Grace Hopper");
  await grace.page.getByLabel("E-mail").fill("grace@example.com");
  await grace.page.getByLabel("Password").fill("correct horse battery");
  await grace.page.getByRole("button", { name: "Create account and join" }).click();
  await composer(grace.page).waitFor();

  // The link is for many, and the same at every opening, until it is revoked.
  await ada.page.getByRole("button", { name: "Organization: Analytical Engines" }).click();
  await ada.page.getByRole("button", { name: "Invite people" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "Invite people to Analytical Engines" });
  await dialog.getByText("Grace Hopper").waitFor();
  expect(await dialog.getByLabel("Invitation link").inputValue()).toBe(link);
  const linus = await openDesk(stage.browser, stage.app.origin, "Linus");
  await linus.page.goto(link);
  await linus.page.getByRole("heading", { name: "Join Analytical Engines" }).waitFor();
  await dialog.getByRole("button", { name: "Revoke link" }).click();
  await dialog.getByText("The link has been revoked.").waitFor();
  await linus.page.reload();
  await linus.page.getByRole("heading", { name: "This invitation has been revoked" }).waitFor();
  await dialog.getByRole("button", { name: "Create a new link" }).click();
  await linus.page.goto("/");
  await linus.page.goto(await dialog.getByLabel("Invitation link").inputValue());
  await linus.page.getByRole("heading", { name: "Join Analytical Engines" }).waitFor();
  await ada.page.keyboard.press("Escape");
  await leave(linus);

  await ada.page.getByText("Grace Hopper joined.").waitFor();
  await say(ada.page, "Welcome, Grace!");
  await message(grace.page, "Welcome, Grace!").waitFor();
  await say(grace.page, "Good to be here");
  await message(ada.page, "Good to be here").waitFor();

  await grace.page.getByRole("button", { name: "Your account: Grace Hopper" }).click();
  await grace.page.getByRole("button", { name: "Sign out" }).click();
  await grace.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await grace.page.getByLabel("E-mail").fill("grace@example.com");
  await grace.page.getByLabel("Password").fill("not the password");
  await grace.page.getByRole("button", { name: "Sign in" }).click();
  await grace.page.getByRole("alert").getByText(/./).first().waitFor();
  await grace.page.getByLabel("Password").fill("correct horse battery");
  await grace.page.getByRole("button", { name: "Sign in" }).click();
  await grace.page.getByRole("navigation", { name: "Conversations" }).waitFor();

  expect(ada.problems).toEqual([]);
  expect(grace.problems).toEqual([]);
  await leave(ada, grace);
});

test("an invitation that is not valid says so and offers a way on", async () => {
  const linus = await openDesk(stage.browser, stage.app.origin, "Linus");
  await linus.page.goto("/join#nonsense");
  await linus.page.getByRole("heading", { name: "This invitation is not valid" }).waitFor();
  await leave(linus);
});

test("an address of the workspace leads to signing in and back", async () => {
  const linus = await openDesk(stage.browser, stage.app.origin, "Linus");
  await linus.page.goto("/org_00000000000000000000000000");
  await linus.page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(new URL(linus.page.url()).searchParams.get("next")).toBe("/org_00000000000000000000000000");
  await leave(linus);
});
