import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { signUp, team } from "./support/person.ts";
import { codeOf, ORIGIN, Visitor } from "./support/visitor.ts";

describe("HTTP", () => {
  it("HTTP-1: a refusal has a code, a sentence and a trace id", async () => {
    const answer = await new Visitor().get(paths.me);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      ok: false,
      error: { code: "unauthenticated", message: expect.any(String) },
      traceId: answer.headers.get("x-trace-id"),
    });
  });

  it("HTTP-2: missing and foreign are one answer", async () => {
    const { organization } = await team();
    const mallory = await signUp("mallory");
    const answers = await Promise.all(
      [organization.id, newId("org"), "nonsense"].map((id) => mallory.get(`/api/organizations/${id}/people`)),
    );
    const told = answers.map(({ status, body }) => ({ status, body: { ...body, traceId: "" } }));
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect(told[0]?.status).toBe(404);
  });

  it("HTTP-4: what does not fit, does not parse or has another shape is told apart", async () => {
    const ada = await signUp("ada");
    const send = (body: BodyInit) =>
      exports.default.fetch(`${ORIGIN}${paths.organizations}`, {
        method: "POST",
        headers: { origin: ORIGIN, cookie: ada.cookie, "content-type": "application/json" },
        body,
      });
    const tooLong = `{"name":"${"x".repeat(70_000)}"}`;
    expect((await send(tooLong)).status).toBe(413);
    // The body is sent in chunks, so that the request has no Content-Length.
    const { readable, writable } = new TransformStream<string, string>();
    const writer = writable.getWriter();
    void writer.write(tooLong).then(
      () => writer.close(),
      () => undefined,
    );
    expect((await send(readable.pipeThrough(new TextEncoderStream()))).status).toBe(413);
    expect(await (await send("{")).json()).toMatchObject({ error: { code: "bad_json" } });
    for (const body of ["null", "[]", "{}", '{"name":7}', '{"name":" "}', `{"name":"${"x".repeat(81)}"}`]) {
      expect(await (await send(body)).json()).toMatchObject({ error: { code: "bad_type" } });
    }
  });

  it("HTTP-5: a page says what it may load, and that nobody may frame it", async () => {
    const page = await new Visitor().get("/");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("HTTP-6: a file that is not there is no page", async () => {
    expect((await new Visitor().get("/assets/of-an-older-build.js")).status).toBe(404);
  });

  it("HTTP-7: one person's calls are counted", async () => {
    const ada = await signUp("ada");
    const answers = await Promise.all(Array.from({ length: 2_010 }, () => ada.get(paths.me)));
    const refused = answers.find((answer) => answer.status === 429);
    expect(refused && codeOf(refused)).toBe("rate_limited");
    expect(refused?.headers.get("retry-after")).toBe("60");
  });

  it("HTTP-1: another method on a path that is there is 405", async () => {
    const ada = await signUp("ada");
    expect((await ada.delete(paths.me)).status).toBe(405);
    expect((await ada.get("/api/nothing-here")).status).toBe(404);
    expect((await ada.post("/")).status).toBe(405);
  });
});
