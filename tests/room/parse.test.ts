import { describe, expect, test } from "vitest";
import { parseFrame } from "../../shared/protocol/parse.ts";
import { ada, newMessageId } from "../support/people.ts";

const send = { type: "send", ref: 1, id: newMessageId(), text: "hello" };

describe("parsing", () => {
  test.each(["{", "nope", "[".repeat(200_000), '{"type":"send"', "\u0000"])(
    "FRAME-1: %.20j is no JSON",
    (data) => {
      expect(parseFrame(data)).toEqual({ ok: false, code: "bad_json" });
    },
  );

  test.each([
    "",
    "null",
    "7",
    "[]",
    '"text"',
    "{}",
    '{"type":"__proto__"}',
    '{"type":["send"]}',
    '{"type":"become_owner"}',
    JSON.stringify({ ...send, ref: undefined }),
    JSON.stringify({ type: "read", seq: "9" }),
  ])("FRAME-1: %j is no frame", (data) => {
    expect(parseFrame(data)).toMatchObject({ ok: false, code: "bad_type" });
  });

  test("FRAME-1: bytes are no frame", () => {
    expect(parseFrame(new ArrayBuffer(0))).toEqual({ ok: false, code: "bad_type" });
  });

  test("FRAME-1: a frame of wrong shape is named by its ref", () => {
    expect(parseFrame(JSON.stringify({ ...send, text: 9 }))).toEqual({ ok: false, code: "bad_type", ref: 1 });
    expect(parseFrame(JSON.stringify({ ...send, id: "x" }))).toMatchObject({ ok: false, ref: 1 });
    expect(parseFrame(JSON.stringify({ ...send, mentions: Array(51).fill(ada) }))).toMatchObject({
      ok: false,
    });
  });

  test("FRAME-1: unknown fields are ignored, and those of a prototype change nothing", () => {
    const hostile = `{"__proto__":{"role":"owner"},"constructor":1,"by":"user_x",${JSON.stringify(send).slice(1)}`;
    const parsed = parseFrame(hostile);
    expect(parsed).toEqual({ ok: true, frame: send });
    expect("role" in {}).toBe(false);
  });

  test("FRAME-1: a hundred thousand keys are read past", () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join(",");
    expect(parseFrame(`{${keys},${JSON.stringify(send).slice(1)}`)).toEqual({ ok: true, frame: send });
  });
});
