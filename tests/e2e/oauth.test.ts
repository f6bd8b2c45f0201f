/** A person lets an app in on the page of consent, and ends its access. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { emailOf, found, type Home, openDesk, PASSWORD, PHONE } from "./support/people.ts";
import { screenshots } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
const receiver = inject("receiver");
const clientId = `${receiver}/to/${randomUUID()}`;
const verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789";
let ada: Home;
/** The app, which waits on the person's device for an answer. */
let app: Server;
let returned: URL | undefined;
let redirect = "";

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  app = createServer((request, response) => {
    returned = new URL(request.url ?? "/", redirect);
    response.end("Thank you.");
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const address = app.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  redirect = `http://127.0.0.1:${address.port}/callback`;
  const document = {
    client_id: clientId,
    client_name: "Notebook",
    redirect_uris: ["http://127.0.0.1/callback"],
  };
  await fetch(clientId.replace("/to/", "/plan/"), {
    method: "PUT",
    body: JSON.stringify([
      { headers: { "content-type": "application/json" }, body: JSON.stringify(document) },
    ]),
  });
});
afterAll(async () => {
  app.close();
  await leave(ada);
});

function authorize(other: Record<string, string> = {}): string {
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const query = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: redirect, response_type: "code", state: "s-1" },
    ...{ code_challenge: challenge, code_challenge_method: "S256", scope: "read write" },
    ...other,
  });
  return `/oauth/authorize?${query.toString()}`;
}

async function token(): Promise<{ status: number; body: Record<string, string> }> {
  const form = {
    ...{ grant_type: "authorization_code", code: returned?.searchParams.get("code") ?? "" },
    ...{ code_verifier: verifier, client_id: clientId, redirect_uri: redirect },
  };
  const response = await fetch(`${stage.app.origin}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.json() };
}

test("OAUTH-11: who is not signed in signs in first, sees who asks for what, and lets the app in", async () => {
  const desk = await openDesk(stage.browser, stage.app.origin, "Ada Lovelace");
  const { page } = desk;
  await page.goto(authorize());
  await page.getByLabel("E-mail").fill(emailOf("Ada Lovelace"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /Let .*Notebook.* in/ }).waitFor();
  await page.getByText(new URL(receiver).host, { exact: true }).waitFor();
  await page.getByText("an app on this device", { exact: false }).waitFor();
  await page.getByText("You are signed in as Ada Lovelace", { exact: false }).waitFor();
  await screenshots(page, "oauth-consent", true);
  expect(await seriousProblems(page)).toEqual([]);
  await page.getByLabel("Write").uncheck();
  await page.getByRole("button", { name: "Let it in" }).press("Enter");
  await page.getByText("Thank you.").waitFor();
  expect(returned?.searchParams.get("state")).toBe("s-1");
  const { status, body } = await token();
  expect([status, body["scope"]]).toEqual([200, "read"]);
  const key = {
    authorization: `Bearer ${body["access_token"]}`,
    accept: "application/json, text/event-stream",
  };
  const list = () =>
    fetch(`${stage.app.origin}/mcp`, {
      method: "POST",
      headers: { ...key, "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
    });
  expect((await list()).status).toBe(200);
  await page.goto("/account");
  const entry = page.getByRole("listitem").filter({ hasText: "Notebook" });
  await entry.getByText(/app of/).waitFor();
  await entry.getByRole("button", { name: /End|Revoke/ }).click();
  await page.getByRole("dialog").getByRole("button").last().click();
  await expect.poll(async () => (await list()).status).toBe(401);
  await desk.context.close();
});

test("OAUTH-11: a person refuses, and an app that describes itself wrongly is not led to", async () => {
  const { page } = ada;
  returned = undefined;
  await page.goto(authorize());
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.getByText("Thank you.").waitFor();
  const refused: URL | undefined = returned;
  expect((refused as URL | undefined)?.searchParams.get("error")).toBe("access_denied");
  await page.setViewportSize(PHONE.viewport);
  await page.goto(authorize({ redirect_uri: "https://evil.example/callback" }));
  await page.getByRole("heading", { name: "The app cannot be let in" }).waitFor();
  await screenshots(page, "oauth-not-possible");
  expect(await seriousProblems(page)).toEqual([]);
});
