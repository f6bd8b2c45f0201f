/** The SDK as other projects get it: packed, installed beside its dependencies, and used on Node and in a browser. */
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import PartySocket from "partysocket";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, tool } from "../../scripts/root.ts";
import { paths } from "../../shared/api.ts";
import { makeId } from "../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { Widget } from "../../shared/widget.ts";
import { prompt } from "./support/ai.ts";
import { openCompanySite, type CompanySite, type SitePage } from "./support/company-site.ts";
import { packSdk, type PackedSdk } from "./support/packed-sdk.ts";
import { makeRoom } from "./support/make-rooms.ts";
import { call, found, openDesk, type Home } from "./support/people.ts";
import { setStage } from "./support/stage.ts";
import { makeWidget } from "./support/widget.ts";

/** Compressed bytes of the entry `index` without its dependencies; it is not minified. */
const MOST = 51_000;
const execute = promisify(execFile);

const stage = setStage();
const pages: Record<string, SitePage> = {};
let site: CompanySite;
let ada: Home;
let widget: Widget;
let sdk: PackedSdk;

beforeAll(async () => {
  sdk = await packSdk();
  console.log(`parley-sdk: ${(sdk.size / 1000).toFixed(1)} kB (gzip) without its dependencies`);
  site = await openCompanySite(pages);
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Morrow Bikes");
  widget = await makeWidget(ada, { origins: [site.origin] });
}, 180_000);

afterAll(async () => {
  await site?.stop();
  if (sdk) rmSync(sdk.folder, { recursive: true, force: true });
});

const question = (answer: string): string => prompt("Is there a belt?", [{ say: answer }]);

/** The rest of a program that has `room`: asks, and gives the whole answer to `tell`. */
const asking = (text: string, tell: string): string => `
  room.subscribe(() => {
    const last = room.view?.messages.at(-1);
    if (last?.answer?.state === "completed") ${tell}(last.text);
  });
  await room.send({ text: ${JSON.stringify(text)} });`;

test("it is small, and imports nothing but its dependencies", () => {
  expect(sdk.size).toBeLessThan(MOST);
  const packed = join(sdk.folder, "node_modules/parley-sdk");
  const { exports }: { exports: Record<string, { default: string }> } = JSON.parse(
    readFileSync(join(packed, "package.json"), "utf8"),
  );
  for (const { default: file } of Object.values(exports)) {
    const imported = [...readFileSync(join(packed, file), "utf8").matchAll(/from ["']([^"']+)["']/g)];
    for (const [, name = ""] of imported) expect(name).toMatch(/^(\.\/[^/]+|partysocket\/ws|yjs|idb)$/);
  }
});

test("its types fit a project of TypeScript", async () => {
  const options = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom"];
  const modules = ["--module", "nodenext", "--moduleResolution", "nodenext"];
  const tsc = [tool("typescript/bin/tsc"), ...options, ...modules, "own-widget.ts"];
  const problems = await execute(process.execPath, tsc, { cwd: sdk.folder }).then(
    () => "",
    ({ stdout }) => stdout,
  );
  expect(problems).toBe("");
});

// The Node that has started the tests is npm's: 20 on a machine with Node 20. This file runs on the one of the devDependencies.
const started = process.env["npm_node_execpath"] ?? process.execPath;

test("a program on the Node that has started the tests talks by it, with a WebSocket that is handed in", async () => {
  const program = join(sdk.folder, "talk.js");
  writeFileSync(
    program,
    `import WebSocket from ${JSON.stringify(join(root, "node_modules/ws/wrapper.mjs"))};
    import { openOwnWidget } from "./own-widget.js";
    const headers = { origin: ${JSON.stringify(site.origin)} };
    class FromPage extends WebSocket {
      constructor(address) { super(address, { headers }); }
    }
    const page = { origin: headers.origin, headers, WebSocket: FromPage };
    const room = await openOwnWidget(${JSON.stringify(stage.app.origin)}, ${JSON.stringify(widget.id)}, page);
    const tell = (text) => { console.log(process.version, text); room.close(); };
    ${asking(question("Yes, on every bike."), "tell")}`,
  );
  const { stdout } = await execute(started, [program], { timeout: 60_000 });
  console.log(`parley-sdk on Node: ${stdout.trim()}`);
  expect(stdout).toContain("Yes, on every bike.");
}, 90_000);

test("OPENAPI-7: a program calls the HTTP API by it, with types", async () => {
  const { origin } = stage.app;
  const cookie = (await ada.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  writeFileSync(
    join(sdk.folder, "api.ts"),
    `import { makeApi, ParleyError, type Library } from "parley-sdk/api";
    const headers = { origin: ${JSON.stringify(origin)}, cookie: ${JSON.stringify(cookie)} };
    const api = makeApi({
      server: ${JSON.stringify(origin)},
      organization: ${JSON.stringify(ada.organization.id)},
      fetch: (address, init) => fetch(address, { ...init, headers: { ...headers, ...init.headers } }),
    });
    const made: Library = await api("POST /libraries", { body: { name: "Handbook" } });
    const path = { library: made.id };
    const bytes = new TextEncoder().encode("The saddle is red.");
    await api("PUT /libraries/{library}/files", { path, file: { name: "saddle.txt", bytes } });
    const documents = await api("GET /libraries/{library}/documents", { path });
    const refused = await api("PATCH /libraries/{library}", { path, body: { version: 9 } }).catch((error: unknown) => error);
    console.log(made.name, documents[0]?.title, refused instanceof ParleyError && refused.code);`,
  );
  const options = ["--strict", "--target", "es2022", "--lib", "es2023,dom"];
  const modules = ["--module", "nodenext", "--moduleResolution", "nodenext"];
  const compiled = execute(process.execPath, [tool("typescript/bin/tsc"), ...options, ...modules, "api.ts"], {
    cwd: sdk.folder,
  });
  expect(
    await compiled.then(
      () => "",
      ({ stdout }) => stdout,
    ),
  ).toBe("");
  const { stdout } = await execute(started, [join(sdk.folder, "api.js")], { timeout: 60_000 });
  expect(stdout.trim()).toBe("Handbook saddle.txt conflict");
}, 90_000);

test("a page of another site talks by it", async () => {
  const served = (path: string): SitePage => ({
    html: readFileSync(join(sdk.folder, path), "utf8"),
    type: "text/javascript",
  });
  const packed = "node_modules/parley-sdk";
  pages["/own-widget.js"] = served("own-widget.js");
  for (const file of filesOf(`${packed}/index.js`)) pages[`/${file}`] = served(file);
  pages["/node_modules/partysocket/dist/ws.js"] = served("node_modules/partysocket/dist/ws.js");
  const imports = {
    "parley-sdk": `/${packed}/index.js`,
    "partysocket/ws": "/node_modules/partysocket/dist/ws.js",
  };
  pages["/"] = {
    html: `<!doctype html><html lang="en"><title>Shop</title>
      <script type="importmap">${JSON.stringify({ imports })}</script>
      <script type="module">
        import { openOwnWidget } from "/own-widget.js";
        const room = await openOwnWidget("${stage.app.origin}", "${widget.id}", { origin: location.origin });
        const tell = (text) => (document.querySelector("p").textContent = text);
        ${asking(question("Yes, in a browser too."), "tell")}
      </script><h1>Shop</h1><p></p></html>`,
  };
  const visitor = await openDesk(stage.browser, site.origin, "Mira Okafor");
  await visitor.context.grantPermissions(["local-network-access"]);
  await visitor.page.goto("/");
  await visitor.page.getByText("Yes, in a browser too.").waitFor();
  expect(visitor.problems).toEqual([]);
});

test("a socket of partysocket as it comes opens a room by a ticket", async () => {
  const { id: organization } = ada.organization;
  const room = await makeRoom(ada, { kind: "group", name: "garden", members: [] });
  const socket = new PartySocket({
    host: new URL(stage.app.origin).host,
    basePath: paths.roomSocket(organization, room).slice(1),
    query: async () => ({
      ticket: (await call<{ ticket: string }>(ada, paths.tickets(organization), { room })).ticket,
    }),
  });
  const device = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  socket.addEventListener("open", () =>
    socket.send(
      JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null }),
    ),
  );
  const first = await new Promise<string>((heard) =>
    socket.addEventListener("message", ({ data }) => heard(String(data))),
  );
  socket.close();
  expect(JSON.parse(first)).toMatchObject({ type: "welcome" });
});

/** The file and all files of the package that it imports. */
function filesOf(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(join(sdk.folder, path), "utf8");
  for (const [, name = ""] of text.matchAll(/from ["']\.\/([^"']+)["']/g))
    filesOf(join(path, "..", name), found);
  return found;
}
