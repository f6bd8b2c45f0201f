import { describe, expect, it } from "vitest";
import { holdsKey, isKeyToken, keyOf, keyTokenOf } from "../../server/principals/keys/key-token.ts";

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const secret = keyTokenOf(crypto.getRandomValues(new Uint8Array(32)));

describe("KEY-1: the secret of a key", () => {
  it.each([0, 1, 127, 255])("is as long for every 32 bytes: %i", (fill) => {
    const token = keyTokenOf(bytes(fill));
    expect(token).toMatch(/^parley_[0-9A-Za-z]{49}$/);
    expect(isKeyToken(token)).toBe(true);
  });

  it("differs for different bytes", () => {
    expect(new Set([0, 1, 2, 254, 255].map((fill) => keyTokenOf(bytes(fill)))).size).toBe(5);
  });

  it("is refused with any character changed, left out or added", () => {
    for (let at = "parley_".length; at < secret.length; at++) {
      const other = secret[at] === "x" ? "y" : "x";
      expect(isKeyToken(secret.slice(0, at) + other + secret.slice(at + 1))).toBe(false);
      expect(isKeyToken(secret.slice(0, at) + secret.slice(at + 1))).toBe(false);
    }
    expect(isKeyToken(`${secret}x`)).toBe(false);
    expect(isKeyToken(` ${secret}`)).toBe(false);
    expect(isKeyToken("")).toBe(false);
  });

  it("is seen in a text, also with a wrong checksum", () => {
    expect(holdsKey(`/rooms?key=${secret}&x=1`)).toBe(true);
    expect(holdsKey(`/rooms/${secret.slice(0, -1)}0`)).toBe(true);
    expect(holdsKey("/rooms/parley_short")).toBe(false);
  });
});

describe("KEY-6: where a request has a key", () => {
  const of = (headers: Record<string, string>) => keyOf(new Headers(headers));

  it.each([
    [{}, undefined],
    [{ authorization: "Basic YTpi" }, undefined],
    // May be a visitor's token.
    [{ authorization: "Bearer abc" }, undefined],
    [{ authorization: `Bearer ${secret}` }, secret],
    [{ authorization: `bearer   ${secret}` }, secret],
    [{ "x-api-key": secret }, secret],
    [{ "x-api-key": secret, authorization: `Bearer ${secret}` }, secret],
    // The client libraries of others send what they are given.
    [{ "x-api-key": secret, authorization: "Bearer abc" }, secret],
    [{ "x-api-key": keyTokenOf(bytes(1)), authorization: `Bearer ${secret}` }, null],
    [{ "x-api-key": "" }, null],
    [{ authorization: `Bearer ${secret.slice(0, -1)}` }, null],
  ])("%j", (headers: Record<string, string>, expected) => {
    expect(of(headers)).toBe(expected);
  });
});
