import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { secretOf, signedHeaders, writtenSecret } from "../../server/objects/webhooks/signature.ts";

const KEY = "the server's key";
const now = Date.now();

test("HOOK-3: the public package checks what is signed, with any text", async () => {
  const secret = await secretOf(KEY, "whsec_one");
  for (const text of ["", "{}", "ü🌳\\u0000\\n", "x".repeat(100_000), '{"a":"\\u2028."}']) {
    const body = JSON.stringify({ text });
    const headers = await signedHeaders([secret], { id: "evt_1", body }, now);
    expect(new Webhook(writtenSecret(secret)).verify(body, headers)).toEqual({ text });
  }
});

test("HOOK-3: a signature is the package's own, byte for byte", async () => {
  const secret = await secretOf(KEY, "whsec_one");
  const body = '{"a":1}';
  const headers = await signedHeaders([secret], { id: "evt_1", body }, now);
  expect(headers["webhook-signature"]).toBe(
    new Webhook(writtenSecret(secret)).sign("evt_1", new Date(now), body),
  );
});

test("HOOK-3: another secret, id, time or body is refused", async () => {
  const [one, two] = [await secretOf(KEY, "whsec_one"), await secretOf(KEY, "whsec_two")];
  const headers = await signedHeaders([one], { id: "evt_1", body: "{}" }, now);
  const check = (secret: Uint8Array, changed: object, body = "{}") =>
    new Webhook(writtenSecret(secret)).verify(body, { ...headers, ...changed });
  expect(check(one, {})).toEqual({});
  expect(() => check(two, {})).toThrow();
  expect(() => check(one, { "webhook-id": "evt_2" })).toThrow();
  expect(() => check(one, { "webhook-timestamp": String(Math.floor(now / 1_000) + 1) })).toThrow();
  expect(() => check(one, {}, "{ }")).toThrow();
});

test("HOOK-3: a secret follows from its id and the server's key, and has 32 bytes", async () => {
  expect(await secretOf(KEY, "a")).toEqual(await secretOf(KEY, "a"));
  expect(await secretOf(KEY, "a")).not.toEqual(await secretOf(KEY, "b"));
  expect(await secretOf(KEY, "a")).not.toEqual(await secretOf("another key", "a"));
  expect(await secretOf(KEY, "a")).toHaveLength(32);
});
