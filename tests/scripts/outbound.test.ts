/** Outgoing requests of a local server, through the network of a real workerd. */
import { createServer, type Server } from "node:http";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openResolver } from "../../scripts/resolver.ts";
import { fetchOutside, type Fetch } from "../../server/outside/fetch.ts";
import { outboundWorker } from "../../scripts/outbound-worker.ts";

/** Fetches the address in its query, as the app's Worker does, and says what came back. */
const PROBE = `export default {
  async fetch(request) {
    const address = new URL(request.url).searchParams.get("address");
    try {
      return new Response(await (await fetch(address)).text());
    } catch (error) {
      return new Response("refused", { status: 502 });
    }
  },
};`;

let inside: Server;
let asked: string[] = [];
let port: number;
let miniflare: Miniflare;

beforeAll(async () => {
  inside = createServer((request, response) => {
    asked.push(request.headers.host ?? "");
    response.end("a secret");
  });
  // Both loopback addresses, if there is IPv6.
  await new Promise<void>((done) => inside.listen(0, done));
  const address = inside.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  port = address.port;
  const probe = {
    name: "probe",
    modules: [{ type: "ESModule" as const, path: "probe.js", contents: PROBE }],
    compatibilityDate: "2026-10-01",
    outboundService: "outbound",
  };
  const vars = { LOCAL_AI_URL: `http://127.0.0.1:${port}/v1`, LOCAL_AI_MODEL: "llama" };
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [probe, outboundWorker(vars)],
      cf: false,
      telemetry: { enabled: false },
      log: new Log(LogLevel.NONE),
    }),
  );
  await miniflare.ready;
});

afterAll(async () => {
  await miniflare?.dispose();
  inside?.close();
});

async function ask(address: string): Promise<string> {
  const answer = await miniflare.dispatchFetch(
    `http://probe.example/?address=${encodeURIComponent(address)}`,
  );
  return answer.text();
}

test.each([
  // A name that a resolver leads inside; every machine has this one.
  "localhost",
  "127.0.0.2",
  "0.0.0.0",
  "2130706434",
  "0x7f000002",
  "0177.0.0.2",
  "127.2",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
])("OUTSIDE-5: a local server connects to nothing at %s", async (host) => {
  asked = [];
  expect(await ask(`http://${host}:${port}/`)).toBe("refused");
  expect(asked).toEqual([]);
});

test("OUTSIDE-6: with hot reload, a name of this machine is resolved as the platform does, and refused", async () => {
  const settings = { ownOrigins: "", allow: "", resolver: await openResolver() };
  const addresses: string[] = [];
  const ask: Fetch = (address, init) => {
    addresses.push(new URL(address).origin);
    return fetch(address, init);
  };
  // The names that are refused at once are left out, so that the resolver is what refuses this one.
  expect(await fetchOutside("http://localhost.localdomain4.example/", settings, ask)).toBeNull();
  expect(new Set(addresses)).toEqual(new Set([new URL(settings.resolver).origin]));
  const answer = await fetch(`${settings.resolver}?name=localhost&type=A`);
  expect(await answer.json()).toEqual({ Status: 0, Answer: [{ type: 1, data: "127.0.0.1" }] });
});

test("OUTSIDE-5: the address of a local model may be private, and only that one", async () => {
  asked = [];
  expect(await ask(`http://127.0.0.1:${port}/v1/models`)).toBe("a secret");
  expect(asked).toEqual([`127.0.0.1:${port}`]);
});
