import { expect, test } from "vitest";
import { readEvents } from "../../../client/parts/lib/read-events.ts";

const text = 'event: text\ndata: {"delta":"Grüße"}\n\n:\n\nevent: ended\ndata: {}\n\nevent: cut\ndata: {"a';

/** The text in pieces of this many bytes. */
function streamOf(size: number, onCancel = (): void => undefined): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, (at += size)));
    },
    cancel: onCancel,
  });
}

test.each([1, 2, 3, 7, 1_000])("events are whole in pieces of %i bytes", async (size) => {
  const events = [];
  for await (const event of readEvents(streamOf(size))) events.push(event);
  expect(events).toEqual([
    { type: "text", data: '{"delta":"Grüße"}' },
    { type: "ended", data: "{}" },
  ]);
});

test("whoever reads no further closes the stream", async () => {
  const closed = new Promise<void>((resolve) => {
    void (async () => {
      for await (const { type } of readEvents(streamOf(4, resolve))) if (type === "text") break;
    })();
  });
  await closed;
});
