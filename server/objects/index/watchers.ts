/** Clients that watch the progress of a library's documents: server-sent events, encoded as bytes because an RPC can return those. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";

/** Maximum lifetime of a stream, ms. EventSource then reconnects, and its access is checked again. */
const LIFETIME = 5 * 60_000;
/** Interval of keep-alive comments, ms. They keep proxies from closing an idle stream. */
const HEARTBEAT = 20_000;
/** Maximum number of unread bytes for one watcher. Above it the stream is closed; the client reconnects and gets the full state. */
const MAX_WAITING = 256 * 1024;

const encoder = new TextEncoder();

interface Watcher {
  controller: ReadableByteStreamController;
  until: number;
}

export class Watchers {
  readonly #watchers = new Set<Watcher>();
  #heartbeat: ReturnType<typeof setInterval> | null = null;

  add(): ReadableStream<Uint8Array> {
    let self: Watcher | null = null;
    const stream = new ReadableStream(
      {
        type: "bytes",
        start: (controller) => {
          self = { controller, until: Date.now() + LIFETIME };
          this.#watchers.add(self);
          // Sent immediately: it tells the client that it will receive every later change.
          controller.enqueue(encoder.encode(": watching\n\n"));
        },
        cancel: () => {
          if (self !== null) this.#drop(self);
        },
      },
      { highWaterMark: MAX_WAITING },
    );
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT);
    return stream;
  }

  tell(news: Document | { removed: DocumentId }): void {
    if (this.#watchers.size === 0) return;
    const [event, data] = "removed" in news ? ["removed", { id: news.removed }] : ["document", news];
    this.#send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    for (const watcher of this.#watchers) this.#close(watcher);
  }

  #beat(): void {
    const now = Date.now();
    for (const watcher of this.#watchers) if (watcher.until <= now) this.#close(watcher);
    this.#send(": still here\n\n");
  }

  #send(text: string): void {
    for (const watcher of this.#watchers) {
      const { controller } = watcher;
      try {
        // Each stream gets its own copy of the bytes, because a byte stream takes ownership of the buffer.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
        else this.#close(watcher);
      } catch {
        this.#drop(watcher);
      }
    }
  }

  #close(watcher: Watcher): void {
    this.#drop(watcher);
    try {
      watcher.controller.close();
    } catch {
      // The client has already closed the stream.
    }
  }

  #drop(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0 || this.#heartbeat === null) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }
}
