import { describe, expect, it } from "vitest";
import { addressOf } from "../../server/http/address.ts";
import { isAllowedOrigin } from "../../server/http/origins.ts";
import { cleanName } from "../../shared/text.ts";

describe("origins", () => {
  it.each([
    ["http://localhost:8787/api", "http://localhost:8787", true],
    ["http://127.0.0.1:8787/api", "http://127.0.0.1:8787", true],
    ["http://127.0.0.1:8787/api", "http://localhost:8787", false],
    ["http://127.0.0.1:8787/api", "http://127.0.0.1:9999", false],
    // A host name that an attacker has pointed at this machine (DNS rebinding).
    ["http://rebound.example:8787/api", "http://rebound.example:8787", false],
  ])("attack 42: locally, %s is called by %s: %s (DOOR-1)", (url, origin, allowed) => {
    expect(isAllowedOrigin("self", url, origin)).toBe(allowed);
  });

  it("attack 42: an empty list allows nobody (DOOR-1)", () => {
    expect(isAllowedOrigin("", "https://parley.example/", "https://parley.example")).toBe(false);
    expect(isAllowedOrigin("", "https://parley.example/", undefined)).toBe(false);
  });
});

describe("addresses", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8::a", "2001:db8:0:0"],
    ["2001:db8::b:0:0:1", "2001:db8:0:0"],
    ["2001:db8:1::9:a", "2001:db8:1:0"],
    ["2001:db8:1:2::", "2001:db8:1:2"],
    ["::1", "0:0:0:0"],
  ])("attack 40: sign-ins from %s count for %s (AUTH-3)", (address, counted) => {
    expect(addressOf(new Headers({ "cf-connecting-ip": address }))).toBe(counted);
  });
});

describe("names", () => {
  it.each([
    ["  Ada   Lovelace ", "Ada Lovelace"],
    ["Ada\nLovelace", "Ada Lovelace"],
    ["\u202eecalevoL", "ecalevoL"],
    ["e\u0301", "é"],
    ["👩‍💻", "👩‍💻"],
    ["\ud800x", "\ufffdx"],
    ["\u200b\u200d", null],
    ["\u3164\ufe0f\u2800", null],
    ["", null],
    ["x".repeat(81), null],
  ])("AUTH-1: %j is kept as %j", (written, kept) => {
    expect(cleanName(written)).toBe(kept);
  });
});
