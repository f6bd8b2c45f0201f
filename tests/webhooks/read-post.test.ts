import { describe, expect, test } from "vitest";
import { refusalOf } from "../../scripts/front/front-headers.ts";
import { readPost } from "../../server/http/incoming/read-post.ts";
import type { IncomingMessage } from "node:http";

const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded";
const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

describe("HOOK-21: what a program sends", () => {
  test.each([
    [JSON_TYPE, JSON.stringify({ text: "hello" }), "hello"],
    [FORM, form({ text: "hello & goodbye" }), "hello & goodbye"],
    // Programs that were made for Slack send more fields, and some send no type.
    ["", JSON.stringify({ text: "hello", username: "ci", channel: "#ops", blocks: [] }), "hello"],
    [
      JSON_TYPE,
      JSON.stringify({ text: "<https://x.example/1|build 1> failed" }),
      "build 1 (https://x.example/1) failed",
    ],
    [JSON_TYPE, JSON.stringify({ text: "see <https://x.example>" }), "see https://x.example"],
    [JSON_TYPE, JSON.stringify({ text: "a &lt; b &amp;&amp; c &gt; d, &amp;lt;" }), "a < b && c > d, &lt;"],
    [
      JSON_TYPE,
      JSON.stringify({ text: "<!channel> <@U123> <script> <javascript:x|y>" }),
      "<!channel> <@U123> <script> <javascript:x|y>",
    ],
  ])("%s %s", (type, body, expected) => {
    expect(readPost(type, body)).toBe(expected);
  });

  test.each([
    [JSON_TYPE, "", "bad_json"],
    [JSON_TYPE, "{text: 1}", "bad_json"],
    [JSON_TYPE, "null", "bad_type"],
    [JSON_TYPE, '"text"', "bad_type"],
    [JSON_TYPE, '{"text":7}', "bad_type"],
    [JSON_TYPE, '{"blocks":[]}', "bad_type"],
    [FORM, "text=hello", "bad_type"],
    [FORM, "payload=hello", "bad_json"],
  ])("%s %s is refused", (type, body, code) => {
    expect(() => readPost(type, body)).toThrow(expect.objectContaining({ code }));
  });

  test("hostile text is read in time that grows with its length", () => {
    const text = "<https://x".repeat(3_000) + "<".repeat(20_000) + "&".repeat(10_000);
    expect(readPost(JSON_TYPE, JSON.stringify({ text }))).toBe(text);
  });
});

test("HOOK-23: the front's log has no secret of an address that it refuses", () => {
  const secret = "x".repeat(43);
  for (const url of [`/hooks/in/${secret}\\u0000`, `x/hooks/in/${secret}`, `/HOOKS/IN//${secret}%`]) {
    const request = { rawHeaders: ["host", "bad host"], url } as IncomingMessage;
    expect(String(refusalOf(request))).not.toContain(secret);
    const relative = { rawHeaders: ["host", "localhost"], url: url.replace("/", "") } as IncomingMessage;
    expect(String(refusalOf(relative))).not.toContain("xxxx");
  }
  const refused = refusalOf({
    rawHeaders: ["host", "localhost"],
    url: `hooks/in/${secret}`,
  } as IncomingMessage);
  expect(refused).toMatch(/^address/);
});
