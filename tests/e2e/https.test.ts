import { createHash, X509Certificate } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { request } from "node:https";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { node, quietEnvironment, root } from "../../scripts/root.ts";
import { launchBrowser } from "./support/browser.ts";
import { openDesk } from "./support/people.ts";
import { composer, message, roomLink, say } from "./support/room.ts";

/** The address under which another device of the network reaches this machine. Without a network it is the machine's own name. */
const host =
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "localhost";

const data = mkdtempSync(join(tmpdir(), "parley-https-"));
let start: ChildProcess;
let port: number;
let browser: Browser;
let authority: string;

beforeAll(async () => {
  start = spawn(node, [`${root}scripts/start.ts`, "--https"], {
    cwd: root,
    env: { ...quietEnvironment, PORT: "0", PARLEY_DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  port = await portOf(start);
  const kept = JSON.parse(readFileSync(join(data, "https.json"), "utf8"));
  authority = kept.authority.certificate;
  const { publicKey } = new X509Certificate(kept.server.certificate);
  const pin = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" }));
  browser = await launchBrowser(`--ignore-certificate-errors-spki-list=${pin.digest("base64")}`);
});

afterAll(async () => {
  await browser?.close();
  const ended = new Promise((done) => start.once("exit", done));
  start.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
});

test("someone who trusts the certificate signs up at the address in the network, and a socket opens there", async () => {
  const origin = `https://${host}:${port}`;
  const signUp = await ask("/api/auth/sign-up/email", origin, {
    name: "Linus",
    email: "linus@example.com",
    password: "correct horse battery",
  });
  expect(signUp.status).toBe(200);
  const [cookie = ""] = signUp.cookies;
  expect(cookie).toMatch(/^__Secure-parley\.session_token=.*; Secure/);
  const session = cookie.split(";")[0] ?? "";
  const made = await ask("/api/organizations", origin, { name: "Kernels" }, session);
  const { id } = JSON.parse(made.body).data;
  const inbox = `/api/organizations/${id}/inbox/socket`;
  expect(await upgrade(inbox, origin, session)).toBe(101);
  expect(await upgrade(inbox, "https://elsewhere.example", session)).toBe(403);
  expect(await upgrade(inbox, origin.replace("https", "http"), session)).toBe(403);
});

test("a phone in the network has everything that only a secure page has, and could install the app", async () => {
  const origin = `https://${host}:${port}`;
  const phone = await openDesk(browser, origin, "Ada's phone", { serviceWorkers: "allow" });
  await phone.page.goto("/sign-up");
  await phone.page.getByLabel("Your name").fill("Ada Lovelace");
  await phone.page.getByLabel("E-mail").fill("ada@example.com");
  await phone.page.getByLabel("Password").fill("correct horse battery");
  await phone.page.getByLabel("Organization").fill("Analytical Engines");
  await phone.page.getByRole("button", { name: "Create organization" }).click();
  await composer(phone.page).waitFor();
  await say(phone.page, "from the sofa");
  const desk = await openDesk(browser, `https://localhost:${port}`, "Ada's desk");
  await desk.page.goto("/sign-in");
  await desk.page.getByLabel("E-mail").fill("ada@example.com");
  await desk.page.getByLabel("Password").fill("correct horse battery");
  await desk.page.getByRole("button", { name: "Sign in" }).click();
  await roomLink(desk.page, "#welcome").click();
  await message(desk.page, "from the sofa").waitFor();

  const has = await phone.page.evaluate(async () => ({
    secure: isSecureContext,
    locks: await navigator.locks.request("a lock", () => true),
    databases: (await indexedDB.databases()).length > 0,
    worker: (await navigator.serviceWorker.ready).active?.scriptURL,
  }));
  expect(has).toEqual({
    secure: true,
    locks: true,
    databases: true,
    worker: `${origin}/service-worker.js`,
  });

  const session = await phone.context.newCDPSession(phone.page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A browser context in a test counts as incognito.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  expect(phone.problems).toEqual([]);
});

test("who speaks plain HTTP at the same port is given the certificate, and nothing of the app", async () => {
  const certificate = await plain("/parley.crt");
  expect(certificate.type).toBe("application/x-x509-ca-cert");
  expect(new X509Certificate(certificate.body).fingerprint256).toBe(
    new X509Certificate(authority).fingerprint256,
  );
  expect((await plain("/api/me")).body.toString()).toContain("Trust this server, once");
});

/** Reads the port from the output of `npm start`. */
function portOf(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      said += chunk;
      const port = /Parley is at https:\/\/localhost:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

interface Answer {
  status: number | undefined;
  cookies: string[];
  body: string;
}

function ask(path: string, origin: string, body: object, cookie = ""): Promise<Answer> {
  const headers = { origin, cookie, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    request({ host, port, path, method: "POST", headers, ca: authority })
      .once("response", (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.once("end", () =>
          resolve({ status: response.statusCode, cookies: response.headers["set-cookie"] ?? [], body: text }),
        );
      })
      .once("error", reject)
      .end(JSON.stringify(body));
  });
}

/** Requests a WebSocket and resolves to the HTTP status: 101 when the socket was opened. */
function upgrade(path: string, origin: string, cookie: string): Promise<number | undefined> {
  const headers = {
    origin,
    cookie,
    connection: "upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  return new Promise((resolve, reject) => {
    request({ host, port, path, headers, ca: authority })
      .once("upgrade", (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      })
      .once("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .once("error", reject)
      .end();
  });
}

function plain(path: string): Promise<{ type: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get({ host, port, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.once("end", () =>
        resolve({ type: response.headers["content-type"], body: Buffer.concat(chunks) }),
      );
    }).once("error", reject);
  });
}
