/** One event of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface StreamedEvent {
  type: string;
  data: string;
}

/** Server-sent events as they come, of a request that `EventSource` cannot make. Comments and what breaks off in the middle are left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unread = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (unread + decoder.decode(value, { stream: true })).split("\n\n");
      unread = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = eventIn(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    // Whoever reads no further closes the stream.
    reader.cancel().catch(() => undefined);
  }
}

function eventIn(block: string): StreamedEvent | null {
  let type = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) type = line.slice("event: ".length);
    else if (line.startsWith("data: ")) data.push(line.slice("data: ".length));
  }
  return data.length === 0 ? null : { type, data: data.join("\n") };
}
