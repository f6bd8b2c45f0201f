/** Requests that no browser sends, written byte by byte to a real server. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ReconnectingWebSocket from "partysocket/ws";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildServer } from "../../scripts/build.ts";
import { createFront } from "../../scripts/front/http-front.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import { paths } from "../../shared/api.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { makeCast, ticketFor } from "../chaos/world/cast.ts";
import { eventually } from "../support/eventually.ts";

const data = mkdtempSync(join(tmpdir(), "parley-requests-"));
let server: RunningServer;
let log = "";

beforeAll(async () => {
  await buildServer();
  server = await startServer({ port: 0, data, onOutput: (text) => (log += text) });
}, 120_000);

afterAll(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

beforeEach(() => {
  log = "";
});

/** Sends the bytes, and nothing more if `cut`. Resolves to all that comes back until the server closes. */
function tell(port: number, bytes: string, cut: boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
    socket.write(bytes, "latin1");
    if (cut) setTimeout(() => socket.end(), 50);
  });
}

interface Broken {
  name: string;
  /** After the request line. `Host` is added unless it is here. */
  line?: string;
  headers?: string[];
  body?: string;
  cut?: boolean;
}

const json = ["Content-Type: application/json"];
const chunked = [...json, "Transfer-Encoding: chunked"];
const preview = `POST ${paths.invitationPreview} HTTP/1.1`;
const signIn = "POST /api/auth/sign-in/email HTTP/1.1";

const broken: Broken[] = [
  { name: "a Host with a blank", headers: ["Host: a b"] },
  { name: "a Host that is half an address", headers: ["Host: [::"] },
  { name: "a Host with a port that is none", headers: ["Host: a:99999"] },
  { name: "a Host with a bad escape", headers: ["Host: %zz"] },
  { name: "a Host with a path", headers: ["Host: a/b?c"] },
  { name: "a Host with a person", headers: ["Host: a@b"] },
  { name: "an empty Host", headers: ["Host: "] },
  { name: "no Host", headers: ["X-No-Host: 1"] },
  { name: "two Hosts", headers: ["Host: a.example", "Host: b.example"] },
  { name: "CONNECT", line: "CONNECT evil.example:443 HTTP/1.1", headers: ["Host: evil.example:443"] },
  { name: "CONNECT without a target", line: "CONNECT / HTTP/1.1" },
  { name: "an address of another server", line: "GET http://evil.example/ HTTP/1.1" },
  { name: "an address that is none", line: "GET http://[/ HTTP/1.1" },
  { name: "a path without a slash", line: "GET api HTTP/1.1" },
  { name: "a star", line: "OPTIONS * HTTP/1.1" },
  { name: "a method that is none", line: "FOO! /api/me HTTP/1.1" },
  { name: "TLS", line: "\u0016\u0003\u0001\u0002" },
  { name: "HTTP/2", line: "PRI * HTTP/2.0" },
  { name: "a header of 300 kB", headers: [`X-A: ${"a".repeat(300_000)}`] },
  { name: "5,000 headers", headers: Array.from({ length: 5_000 }, (_, i) => `X-${i}: some words`) },
  { name: "a header with U+0000", headers: ["X-A: a\u0000b"] },
  { name: "a header with a blank in its name", headers: ["X A: b"] },
  { name: "a folded header", headers: ["X-A: b\r\n c"] },
  { name: "a chunk whose size is none", line: preview, headers: chunked, body: "zz\r\n{}\r\n0\r\n\r\n" },
  {
    name: "a chunk that is longer than it says",
    line: preview,
    headers: chunked,
    body: "1\r\n{}{}{}\r\n0\r\n\r\n",
  },
  {
    name: "a chunk of a huge size",
    line: preview,
    headers: chunked,
    body: "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
  },
  { name: "chunks that are cut", line: preview, headers: chunked, body: "5\r\n{}", cut: true },
  {
    name: "a body that is cut",
    line: preview,
    headers: [...json, "Content-Length: 99"],
    body: '{"token',
    cut: true,
  },
  { name: "chunks of a sign-in", line: signIn, headers: chunked, body: "zz\r\n{}\r\n0\r\n\r\n" },
  {
    name: "a cut sign-in",
    line: signIn,
    headers: [...json, "Content-Length: 99"],
    body: '{"email',
    cut: true,
  },
  { name: "a length below zero", line: preview, headers: [...json, "Content-Length: -5"], body: "{}" },
  {
    name: "a length that is no number",
    line: preview,
    headers: [...json, "Content-Length: abc"],
    body: "{}",
  },
  {
    name: "two lengths",
    line: preview,
    headers: [...json, "Content-Length: 2", "Content-Length: 3"],
    body: "{}",
  },
  {
    name: "a length and chunks",
    line: preview,
    headers: [...chunked, "Content-Length: 5"],
    body: "0\r\n\r\n",
  },
  { name: "an upgrade with a bad Host", headers: ["Host: a b", "Upgrade: websocket", "Connection: Upgrade"] },
];

describe("attack 19 and others: broken requests", () => {
  test.each(broken)("HTTP-8: $name is 400, with one line in the log and no stack", async (request) => {
    const { line = "GET /api/me HTTP/1.1", headers = [], body = "", cut = false } = request;
    const own = headers.some((header) => /^(?:Host|X-No-Host):/.test(header))
      ? []
      : [`Host: 127.0.0.1:${server.port}`];
    const all = [line, ...own, ...headers, `Origin: ${server.origin}`, "Connection: close"];
    if (headers.some((header) => header.startsWith("Upgrade"))) all.pop();
    const answer = await tell(server.port, `${all.join("\r\n")}\r\n\r\n${body}`, cut);
    expect(answer.split("\r\n")[0]).toBe("HTTP/1.1 400 Bad Request");
    expect(answer).not.toMatch(/\bat |\.ts\b|\.js\b/);
    const lines = () => log.split("\n").filter((one) => one !== "");
    await eventually(() => expect(lines().length).toBeGreaterThan(0));
    expect(lines()).toEqual([expect.stringMatching(/^Refused a /)]);
    expect((await fetch(`${server.origin}/api/me`)).status).toBe(401);
  });

  test("a request in two parts, and two requests on one connection, are answered", async () => {
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`;
    const twice = `${request("/api/me")}\r\n${request("/api/me")}Connection: close\r\n\r\n`;
    const answer = await tell(server.port, twice, false);
    expect(answer.match(/HTTP\/1\.1 401/g)).toHaveLength(2);
  });
});

describe("the address of a client", () => {
  let inner: Server;
  let front: Server;
  const seen: IncomingMessage[] = [];
  const portOf = (listening: Server) => (listening.address() as AddressInfo).port;
  const listen = (one: Server) => new Promise<void>((done) => one.listen(0, "127.0.0.1", done));

  beforeAll(async () => {
    inner = createServer((request, response) => {
      seen.push(request);
      request.resume().on("end", () => response.end("ok"));
    });
    inner.on("upgrade", (request, socket) => {
      seen.push(request);
      socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    });
    await listen(inner);
    front = createFront(
      () => portOf(inner),
      () => undefined,
    );
    await listen(front);
  });
  afterAll(() => {
    front.closeAllConnections();
    front.close();
    inner.close();
  });

  const CLAIMS = [
    "CF-Connecting-IP: 203.0.113.9",
    "cf-connecting-ip: 203.0.113.8",
    "CF-Connecting-IPv6: 2001:db8::1",
    "True-Client-IP: 203.0.113.9",
    "X-Real-IP: 203.0.113.9",
    "X-Forwarded-For: 203.0.113.9",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "Forwarded: for=203.0.113.9",
    "CF-Ray: 1",
  ];

  test.each(["request", "upgrade"])(
    "HTTP-9, attack 28: what a client says of it is overwritten: %s",
    async (kind) => {
      const upgrade =
        kind === "upgrade" ? ["Upgrade: websocket", "Connection: Upgrade"] : ["Connection: close"];
      const lines = ["GET / HTTP/1.1", "Host: a.example", ...CLAIMS, ...upgrade];
      await tell(portOf(front), `${lines.join("\r\n")}\r\n\r\n`, false);
      const [request] = seen.slice(-1);
      if (request === undefined) throw new Error("nothing arrived");
      const { headers, rawHeaders } = request;
      expect(rawHeaders.filter((name) => name.toLowerCase() === "cf-connecting-ip")).toHaveLength(1);
      expect(headers["cf-connecting-ip"]).toBe("127.0.0.1");
      expect(rawHeaders.join()).not.toMatch(/203\.0\.113|evil|2001:db8|forwarded|cf-ray/i);
      expect(headers.host).toBe("a.example");
    },
  );
});

describe("partysocket as it comes", () => {
  test("FRAME-4: what it buffers before it is open arrives before hello, and is answered after it", async () => {
    const { origin } = server;
    const { organization, owner, rooms } = await makeCast(origin, { people: 1, rooms: 1 });
    const [room] = rooms;
    if (room === undefined) throw new Error("the cast has no room");
    const address = `${origin.replace("http", "ws")}${paths.roomSocket(organization, room)}`;
    // All options as they are: it keeps what is sent before it is open, and sends that first.
    const socket = new ReconnectingWebSocket(
      async () => `${address}?ticket=${await ticketFor(origin, owner, organization, room)}`,
    );
    const frames: string[] = [];
    socket.addEventListener("message", ({ data }) => frames.push(String(data)));
    const send = (ref: number) =>
      socket.send(
        JSON.stringify({ type: "send", ref, id: `msg_0000000000000000000000000${ref}`, text: `text ${ref}` }),
      );
    socket.addEventListener("open", () =>
      socket.send(
        JSON.stringify({
          type: "hello",
          version: PROTOCOL_VERSION,
          device: "dev_00000000000000000000000000",
          since: null,
          epoch: null,
        }),
      ),
    );
    send(1);
    send(2);
    const isThere = (type: string) => frames.some((frame) => frame.startsWith(`{"type":"${type}"`));
    /** The texts that the room has sent back, each once, in their order. */
    const texts = () => [...new Set(frames.join().match(/(?<="text":")text \d/g))];
    await eventually(() => expect(texts()).toEqual(["text 1", "text 2"]));
    expect([isThere("welcome"), isThere("error")]).toEqual([true, false]);
    // After a lost connection the buffer goes first again.
    socket.reconnect();
    send(3);
    await eventually(() => expect(texts()).toEqual(["text 1", "text 2", "text 3"]));
    expect(isThere("error")).toBe(false);
    socket.close();
  });
});
