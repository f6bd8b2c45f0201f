import { KEEP_ALIVE_INTERVAL } from "../../../shared/limits.ts";

/** A line that says nothing, so that whatever is between the two ends sees that the connection lives. */
const KEEP_ALIVE = ":\n\n";

/** Takes the next text only when the reader has room for it, so a slow one is seen by the room and not kept here. */
export function streamOf(texts: AsyncGenerator<string>, close: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let coming: Promise<IteratorResult<string, void>> | null = null;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        coming ??= texts.next();
        const next = await orKeepAlive(coming);
        if (next === null) return controller.enqueue(encoder.encode(KEEP_ALIVE));
        coming = null;
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

/** Null if nothing comes within the time. */
async function orKeepAlive<Value>(coming: Promise<Value>): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), KEEP_ALIVE_INTERVAL);
  });
  try {
    return await Promise.race([coming, silence]);
  } finally {
    clearTimeout(timer);
  }
}
