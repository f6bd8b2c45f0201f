import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { positionText, readPosition } from "../../server/http/feeds/position.ts";
import { streamOf } from "../../server/http/feeds/stream-of.ts";
import { KEEP_ALIVE_INTERVAL } from "../../shared/limits.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A source of texts that waits until one is said. */
function spoken() {
  const { readable, writable } = new TransformStream<string, string>();
  const writer = writable.getWriter();
  async function* texts(): AsyncGenerator<string> {
    for await (const text of readable) yield text;
  }
  return { texts: texts(), say: (text: string) => void writer.write(text), end: () => void writer.close() };
}

async function textOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

test("API-29: a stream in which nothing happens has a comment now and then, and then goes on where it was", async () => {
  const { texts, say, end } = spoken();
  const reader = streamOf(texts, () => undefined).getReader();
  for (let times = 0; times < 3; times++) {
    const next = textOf(reader);
    await vi.advanceTimersByTimeAsync(KEEP_ALIVE_INTERVAL);
    expect(await next).toBe(":\n\n");
  }
  say("data: 1\n\n");
  expect(await textOf(reader)).toBe("data: 1\n\n");
  say("data: 2\n\n");
  expect(await textOf(reader)).toBe("data: 2\n\n");
  end();
  expect(await textOf(reader)).toBeNull();
  expect(vi.getTimerCount()).toBe(0);
});

test("API-28: whoever stops reading closes what is behind the stream", async () => {
  const close = vi.fn();
  const stream = streamOf(spoken().texts, close);
  await stream.cancel();
  expect(close).toHaveBeenCalledOnce();
});

test("API-21: an id is read as it was written; anything else is none", () => {
  const position = { seq: 42, epoch: "0b1e4a5c-7d1f-4b7e-9b64-3a2f0c5d6e7f" };
  expect(readPosition(positionText(position))).toEqual(position);
  expect(readPosition("42")).toEqual({ seq: 42, epoch: null });
  for (const text of ["", "x", "-1", "4.2.1", "42.", ".epoch", "1e3", "42 ", `${"9".repeat(16)}`])
    expect([text, readPosition(text)]).toEqual([text, null]);
});
