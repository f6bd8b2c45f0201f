/** The document and its page as they are served, and the typed client. `routes.test.ts` calls every operation. */
import { exports } from "cloudflare:workers";
import { describe, expect, expectTypeOf, it } from "vitest";
import { makeApi, ParleyError, type Library } from "../../client/sdk/api/index.ts";
import { operationsOf } from "../../server/http/openapi/open-api.ts";
import { eventually } from "../support/eventually.ts";
import { apiOf, codeOfCall } from "./support/api.ts";
import { checkDescribed, description } from "./support/described.ts";
import { makeLibrary, teamWithLibrary } from "./support/library.ts";
import { signUp, team } from "./support/person.ts";
import { ORIGIN } from "./support/visitor.ts";

const get = (path: string, headers: Record<string, string> = {}) =>
  exports.default.fetch(`${ORIGIN}${path}`, { headers });

describe("the document", () => {
  it("OPENAPI-1: everybody reads it, and nobody is sent what they have", async () => {
    const first = await get("/api/v1/openapi.json");
    expect([first.status, first.headers.get("content-type")]).toEqual([
      200,
      "application/json; charset=utf-8",
    ]);
    expect(first.headers.get("cache-control")).toBe("public, no-cache");
    expect(await first.json()).toEqual(JSON.parse(JSON.stringify(description)));
    const etag = first.headers.get("etag") ?? "";
    const again = await get("/api/v1/openapi.json", { "if-none-match": etag });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await get("/api/v1/openapi.json", { "if-none-match": '"another"' })).status).toBe(200);
  });

  it("OPENAPI-1: only below /api/v1", async () => {
    expect((await get("/api/openapi.json")).status).toBe(404);
  });
});

describe("/llms.txt", () => {
  it("OPENAPI-1: names operations of the document, each with its sentence and its place on the page", async () => {
    const response = await get("/llms.txt");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/plain; charset=utf-8",
    ]);
    const named = [...(await response.text()).matchAll(/^- \[([A-Z]+) \/api\/v1(\S+)\]\((\S+)\): (.*)$/gm)];
    expect(named).toHaveLength(10);
    const page = await (await get("/developers")).text();
    for (const [, method, path, place = "", sentence] of named) {
      const found = operationsOf(description).find((one) => one.method === method && one.path === path);
      expect(found?.operation.summary, path).toBe(sentence);
      expect(page).toContain(`id="${place.split("#")[1]}"`);
    }
    const etag = response.headers.get("etag") ?? "";
    expect((await get("/llms.txt", { "if-none-match": etag })).status).toBe(304);
  });
});

describe("the page", () => {
  it("OPENAPI-8: shows each operation with an anchor and a command, and needs nothing from elsewhere", async () => {
    const response = await get("/developers");
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'; style-src 'self'");
    const text = await response.text();
    for (const { operation, path } of operationsOf(description)) {
      expect(text).toContain(`<article id="${operation.operationId}">`);
      expect(text, path).toContain(`$PARLEY/api/v1${path.split("{")[0]}`);
    }
    for (const name of Object.keys(description.components.schemas))
      expect(text).toContain(`id="type-${name}"`);
    for (const [, target = ""] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${target}"`);
    expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)?.filter((one) => !/="\/(?!\/)/.test(one))).toEqual([]);
    const etag = response.headers.get("etag") ?? "";
    expect((await get("/developers", { "if-none-match": etag })).status).toBe(304);
  });

  it("OPENAPI-8: only reads", async () => {
    const head = await exports.default.fetch(`${ORIGIN}/developers`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const post = await exports.default.fetch(`${ORIGIN}/developers`, { method: "POST", body: "{}" });
    expect(post.status).toBe(405);
  });
});

describe("what is compared", () => {
  const headers = new Headers({
    "x-trace-id": crypto.randomUUID(),
    "content-type": "application/json",
    etag: 'W/"1"',
  });
  const listed = { method: "GET", path: "/api/v1/libraries", status: 200, headers };
  const listing = (data: unknown, more: object = {}) =>
    JSON.stringify({ ok: true, data, traceId: crypto.randomUUID(), ...more });
  const refused = (code: string) =>
    JSON.stringify({ ok: false, error: { code, message: "No." }, traceId: crypto.randomUUID() });

  it("OPENAPI-3: a status, a header, a type, a field or a code that is not described", () => {
    const fine = { ...listed, text: listing([]) };
    expect(() => checkDescribed(fine)).not.toThrow();
    expect(() => checkDescribed({ ...fine, status: 202 })).toThrow("answers 202");
    expect(() => checkDescribed({ ...fine, headers: new Headers() })).toThrow("x-trace-id");
    const plain = new Headers([...headers]);
    plain.set("content-type", "text/plain");
    expect(() => checkDescribed({ ...fine, headers: plain })).toThrow("text/plain");
    expect(() => checkDescribed({ ...fine, text: listing([{ id: 3 }]) })).toThrow("data/0");
    expect(() => checkDescribed({ ...fine, text: listing([], { more: 1 }) })).toThrow("more");
    const wrong = { ...listed, status: 404, text: refused("not_found") };
    expect(() => checkDescribed(wrong)).not.toThrow();
    expect(() => checkDescribed({ ...wrong, text: refused("forbidden") })).toThrow("code");
    expect(() => checkDescribed({ ...wrong, text: '{"ok":false}' })).toThrow("error");
  });

  it("OPENAPI-4: what the server takes: a query or a body that is not described", () => {
    const text = listing([]);
    expect(() => checkDescribed({ ...listed, path: "/api/v1/libraries?page=2", text })).toThrow("page");
    expect(() => checkDescribed({ ...listed, path: "/api/v1/documents", text })).toThrow("without ids");
    const id = "lib_00000000000000000000000000";
    const changed = { ...listed, method: "PATCH", path: `/api/v1/libraries/${id}`, status: 409 };
    const conflict = { ...changed, text: refused("conflict"), sent: { name: 3 } };
    expect(() => checkDescribed(conflict)).not.toThrow();
    expect(() => checkDescribed({ ...listed, method: "GET", path: "/api/v1/nowhere", text })).toThrow(
      "nowhere",
    );
  });
});

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

describe("the typed client", () => {
  it("OPENAPI-7: its calls take and return what the document says", async () => {
    const { ada, organization } = await team();
    const api = apiOf(ada, organization.id);
    const made = await api("POST /libraries", { body: { name: "Handbook" } });
    expectTypeOf(made).toEqualTypeOf<Library>();
    const { id: library } = made;
    expect(await api("GET /libraries")).toEqual([made]);
    const { version } = await api("PATCH /libraries/{library}", {
      path: { library },
      body: { version: 1, name: "Guide" },
    });
    expect(version).toBe(2);
    const note = await api("POST /libraries/{library}/documents", {
      path: { library },
      body: { title: "Door", text: "The door is blue." },
    });
    const ids = [note.id, "doc_00000000000000000000000000"];
    expect(await api("GET /documents", { query: { ids } })).toEqual([note.id]);
    const [document, query] = [note.id, { from: 4, length: 4 }];
    await eventually(async () =>
      expect((await api("GET /documents/{document}/text", { path: { document }, query })).text).toBe("door"),
    );
    expect(await api("DELETE /libraries/{library}", { path: { library } })).toBeNull();
    // Only compiled.
    const wrong = () => [
      // @ts-expect-error: no such operation
      api("GET /nothing"),
      // @ts-expect-error: the path is missing
      api("GET /libraries/{library}"),
      // @ts-expect-error: a version is a number
      api("PATCH /libraries/{library}", { path: { library }, body: { version: "2" } }),
    ];
    expectTypeOf(wrong).toBeFunction();
  });

  it("OPENAPI-7: a file goes up and comes back", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const api = apiOf(ada, organization);
    const bytes = bytesOf("The window is grün.");
    const file = { name: "fenster, grün.txt", bytes };
    const stored = await api("PUT /libraries/{library}/files", { path: { library: library.id }, file });
    expect(stored).toMatchObject({ title: "fenster, grün.txt", kind: "text", bytes: bytes.length });
    const original = await api("GET /documents/{document}/original", { path: { document: stored.id } });
    expectTypeOf(original).toEqualTypeOf<Response>();
    expect(await original.text()).toBe("The window is grün.");
    const events = await api("GET /libraries/{library}/events", { path: { library: library.id } });
    expect(events.headers.get("content-type")).toContain("text/event-stream");
    await events.body?.cancel();
  });

  it("OPENAPI-3, OPENAPI-7: reads a document again that could not be read", async () => {
    const { ada, organization, library } = await teamWithLibrary();
    const api = apiOf(ada, organization);
    const file = { name: "empty.txt", bytes: bytesOf("   ") };
    const { id: document } = await api("PUT /libraries/{library}/files", {
      path: { library: library.id },
      file,
    });
    await eventually(async () =>
      expect(await api("GET /documents/{document}", { path: { document } })).toMatchObject({
        state: "failed",
      }),
    );
    const again = await api("POST /documents/{document}/retry", { path: { document } });
    expect(again.failure).toBeUndefined();
  });

  it("OPENAPI-7: a refusal is an error with its code and its trace id", async () => {
    const { ada, organization } = await team();
    const mallory = await signUp("mallory");
    const { id } = await makeLibrary(ada, organization.id);
    const api = apiOf(mallory, organization.id);
    const error = await api("GET /libraries/{library}", { path: { library: id } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ParleyError);
    expect(error).toMatchObject({ code: "not_found", traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const path = { library: id };
    expect(await codeOfCall(apiOf(ada)("PATCH /libraries/{library}", { path, body: { version: 9 } }))).toBe(
      "conflict",
    );
  });

  it("OPENAPI-7: the same call with the same key is done once", async () => {
    const { ada, organization } = await team();
    const api = apiOf(ada, organization.id);
    const create = () => api("POST /libraries", { body: { name: "Once" }, idempotencyKey: "once-4711" });
    expect((await create()).id).toBe((await create()).id);
    expect(await api("GET /libraries")).toHaveLength(1);
  });

  it("OPENAPI-7: a part of a path never leads elsewhere, and a stranger's page is no answer", async () => {
    const asked: string[] = [];
    const api = makeApi({
      server: "https://parley.example/",
      key: "pk_secret",
      fetch: async (address, { headers }) => {
        asked.push(`${address} ${headers["authorization"]}`);
        return new Response("<h1>Bad gateway</h1>", {
          status: 502,
          headers: { "content-type": "text/html" },
        });
      },
    });
    for (const library of ["..", ".", ""])
      await expect(api("GET /libraries/{library}", { path: { library } })).rejects.toThrow(
        "library is missing",
      );
    const path = { library: "../rooms?x=1#y" };
    expect(await codeOfCall(api("GET /libraries/{library}", { path }))).toBe("unavailable");
    expect(asked).toEqual([
      "https://parley.example/api/v1/libraries/..%2Frooms%3Fx%3D1%23y Bearer pk_secret",
    ]);
  });
});
