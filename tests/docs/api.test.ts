/** Runs every command of `docs/api.md`, and every program that it shows, against a real server, as the reader does: with an address and a key. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Chat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeApi } from "../../client/sdk/api/index.ts";
import { Chat as ChatExample } from "../../docs/examples/chat.tsx";
import { buildServer } from "../../scripts/build.ts";
import { node, root } from "../../scripts/root.ts";
import { startServer, type RunningServer } from "../../scripts/serve.ts";
import { statusOf } from "../../server/http/status-of.ts";
import { KEY_REQUESTS, keyPaths, MAX_KEYS, type MadeKey, type Service } from "../../shared/keys.ts";
import { MAX_NEW_CHATS, MAX_TEXT_BYTES, MAX_WEBHOOKS } from "../../shared/limits.ts";
import { makeCast, postAs, type Cast } from "../chaos/world/cast.ts";
import { packSdk } from "../e2e/support/packed-sdk.ts";

const execute = promisify(execFile);
const WITHIN = { timeout: 60_000, interval: 200 };
const text = readFileSync(join(root, "docs/api.md"), "utf8");
const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind = "", code = ""]) => ({
  kind,
  code,
}));

let data: string;
let project: string;
let server: RunningServer;
let cast: Cast;
let key: string;
let hookPort: number;
const programs = new Set<ChildProcess>();

beforeAll(async () => {
  await buildServer();
  data = mkdtempSync(join(tmpdir(), "parley-api-docs-"));
  hookPort = await freePort();
  server = await startServer(options(0));
  cast = await makeCast(server.origin, { people: 1, rooms: 0 });
  key = (await makeKey({ name: "Reader" })).secret;
  ({ folder: project } = await packSdk());
  for (const name of readdirSync(examples)) cpSync(join(examples, name), join(project, name));
  for (const name of ["openai", "standardwebhooks"])
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
}, 300_000);

afterAll(async () => {
  for (const program of programs) program.kill();
  await server?.stop();
  for (const folder of [data, project]) if (folder) rmSync(folder, { recursive: true, force: true });
});

const examples = join(root, "docs/examples");
const options = (port: number) => ({
  port,
  data,
  quiet: true,
  vars: { OUTSIDE_ALLOW: `http://127.0.0.1:${hookPort}` },
});
const makeKey = (body: object): Promise<MadeKey> =>
  postAs(server.origin, cast.owner, keyPaths.all(cast.organization), {
    ...{ scopes: ["read", "write", "manage"], days: 1 },
    ...body,
  });
const api = () => makeApi({ server: server.origin, key, fetch });
const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  ...{ PARLEY: server.origin, KEY: key, ...more },
});
const runs = (program: string): Promise<boolean> =>
  execute(program, ["--version"]).then(
    () => true,
    () => false,
  );

/** Starts an example that runs on; resolves to all that it has printed, which grows. */
function start(file: string, more: Record<string, string>): { printed: () => string } {
  let printed = "";
  const program = spawn(node, [file], { cwd: project, env: environment(more) });
  program.stdout.setEncoding("utf8").on("data", (piece: string) => (printed += piece));
  program.stderr.setEncoding("utf8").on("data", (piece: string) => (printed += piece));
  programs.add(program);
  return { printed: () => printed };
}

async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const address = holder.address();
  await new Promise((resolve) => holder.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("the page", () => {
  test("shows each example as its file is", () => {
    const shown = new Set([...text.matchAll(/\(examples\/([\w.-]+)\)/g)].map(([, name = ""]) => name));
    expect(shown.size).toBe(8);
    const files = [...shown].map((name) => readFileSync(join(examples, name), "utf8"));
    for (const file of files) expect(blocks.map(({ code }) => code)).toContain(file);
    for (const { kind, code } of blocks) if (kind !== "sh") expect(files).toContain(code);
  });

  test("has every error code with its status, and the limits as they are", () => {
    const rows = [...text.matchAll(/^\| +(\d{3}) \| (.*?) \|/gm)].flatMap(([, status, codes = ""]) =>
      [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => [code, Number(status)]),
    );
    expect(Object.fromEntries(rows)).toEqual(statusOf);
    expect(rows).toHaveLength(Object.keys(statusOf).length);
    for (const limit of [KEY_REQUESTS, MAX_KEYS, MAX_WEBHOOKS, MAX_NEW_CHATS, MAX_TEXT_BYTES])
      expect(text).toContain(limit.toLocaleString("en"));
  });

  test("has commands that work, one after the other", async ({ skip }) => {
    if (!(await runs("curl"))) skip("curl is not installed");
    // A stream ends only by the time that its command gives it, with which curl fails.
    const commands = blocks
      .filter(({ kind, code }) => kind === "sh" && !code.startsWith("#!"))
      .map(({ code }) => code.replace(/(.*--max-time.*)\n/, "$1 || test $? -eq 28\n"));
    expect(commands.length).toBeGreaterThan(12);
    const whole = ["set -e", ...commands].join("\n").replace("; echo; }", " && echo; }");
    const { stdout } = await execute("bash", ["-c", whole], { cwd: project, env: environment() });
    expect(stdout).toContain('"answer":"6 * 7 = **42**"');
    expect(stdout).toMatch(/^304$/m);
    expect(stdout).toContain("event: ready");
    expect(stdout).toContain("Refunds take five days.");
    expect(stdout).toContain("The saddle is red.");
    expect(stdout).toContain('"chat.completion"');
    // Sent twice with one idempotency key, it is there once.
    const { items } = await api()("GET /rooms");
    const builds = items.find(({ name }) => name === "Builds");
    const { items: sent } = await api()("GET /rooms/{room}/messages", { path: { room: builds?.id ?? "" } });
    expect(sent.filter((message) => message.text === "Build 1234 is green.")).toHaveLength(1);
    expect(sent.map((message) => message.text)).toContain("Version 1.4.1 is out.");
  });
});

describe("the first answer", () => {
  test("with curl", async ({ skip }) => {
    if (!(await runs("curl"))) skip("curl is not installed");
    const { stdout } = await execute("sh", ["ask.sh"], { cwd: project, env: environment() });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, data: { state: "completed" } });
    expect(JSON.parse(stdout).data.answer).toContain("42");
  });

  test("with Python alone, also of a question of one's own, and a refusal is a sentence", async ({
    skip,
  }) => {
    if (!(await runs("python3"))) skip("python3 is not installed");
    const ask = (args: string[], more = {}) =>
      execute("python3", ["ask.py", ...args], { cwd: project, env: environment(more) });
    expect((await ask([])).stdout).toContain("42");
    expect((await ask(["What is 5 + 6?"])).stdout).toContain("11");
    await expect(ask([], { KEY: "parley_nothing" })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^401 unauthenticated: /),
    });
  });

  test("with the typed client, also of a question of one's own, and a refusal is a sentence", async () => {
    const ask = (args: string[], more = {}) =>
      execute(node, ["ask.ts", ...args], { cwd: project, env: environment(more) });
    expect((await ask([])).stdout).toContain("42");
    expect((await ask(["What is 5 + 6?"])).stdout).toContain("11");
    await expect(ask([], { KEY: "parley_nothing" })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^unauthenticated: /),
    });
  });

  test("with the package openai, in pieces", async () => {
    const { stdout } = await execute(node, ["openai.ts"], { cwd: project, env: environment() });
    expect(stdout).toContain("42");
  });
});

test("the React component draws a field, and its transport asks through a server that knows the key", async () => {
  expect(renderToStaticMarkup(createElement(ChatExample))).toContain('aria-label="Question"');
  const port = await freePort();
  const { printed } = start("chat-server.ts", { PORT: String(port) });
  await expect.poll(printed, WITHIN).toContain("listening");
  const transport = new DefaultChatTransport({ api: `http://127.0.0.1:${port}/chat` });
  const chat = new Chat<UIMessage>({ id: "from a page", transport });
  await chat.sendMessage({ text: "What is 6 * 7?" });
  expect([chat.status, chat.error]).toEqual(["ready", undefined]);
  expect(JSON.stringify(chat.messages.at(-1))).toContain("42");
});

test("the receiver of webhooks takes what Parley has signed, once, and nothing else", async () => {
  const name = "To the example";
  const address = `http://127.0.0.1:${hookPort}/events`;
  const body = { name, address, events: ["message.sent" as const], rooms: null, kinds: null };
  const { secret } = await api()("POST /webhooks", { body });
  const { printed } = start("receive-webhook.ts", { SECRET: secret, PORT: String(hookPort) });
  await expect.poll(printed, WITHIN).toContain("listening");
  const { id: room } = await api()("POST /rooms", { body: { kind: "group", name: "Hooks", members: [] } });
  await api()("POST /rooms/{room}/messages", { path: { room }, body: { text: "The roof is red" } });
  await expect.poll(printed, WITHIN).toContain("message.sent The roof is red");

  const event = JSON.stringify({ id: "evt_1", type: "message.sent", data: { message: { text: "forged" } } });
  const send = async (by: string): Promise<number> => {
    const at = new Date();
    const headers = {
      "webhook-id": "evt_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(by).sign("evt_1", at, event),
    };
    return (await fetch(address, { method: "POST", headers, body: event })).status;
  };
  expect(await send("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toBe(400);
  expect(printed()).not.toContain("forged");
  expect([await send(secret), await send(secret)]).toEqual([204, 204]);
  await expect.poll(() => printed().split("forged").length - 1, WITHIN).toBe(1);
});

test("the bot answers as a service account, once, also what was said while the server was away", async () => {
  const service: Service = await postAs(server.origin, cast.owner, keyPaths.services(cast.organization), {
    name: "Ping bot",
    role: "member",
  });
  const { secret } = await makeKey({ name: "Bot", scopes: ["read", "write"], service: service.id });
  const { id: room } = await api()("POST /rooms", {
    body: { kind: "group", name: "Pings", members: [service.id] },
  });
  const say = (said: string) =>
    api()("POST /rooms/{room}/messages", { path: { room }, body: { text: said, ai: "never" as const } });
  const answers = async (): Promise<number[]> => {
    const { items } = await api()("GET /rooms/{room}/messages", { path: { room } });
    return items.flatMap(({ author, text: said, replyTo }) =>
      author === service.id && said === "pong" ? [Number(replyTo)] : [],
    );
  };
  const { printed } = start("bot.ts", { KEY: secret, ROOM: room });
  await expect.poll(printed, WITHIN).toContain("listening");
  const first = await say("ping");
  await say("pin");
  await expect.poll(answers, WITHIN).toEqual([first.message.seq]);

  const { port } = server;
  await server.kill();
  await expect.poll(printed, WITHIN).toMatch(/rror/);
  server = await startServer(options(port));
  // Before or after the bot has come back: it gets both.
  const second = await say("ping");
  await expect.poll(answers, WITHIN).toEqual([second.message.seq, first.message.seq]);
  const third = await say(" ping ");
  await expect.poll(answers, WITHIN).toEqual([third.message.seq, second.message.seq, first.message.seq]);
});
