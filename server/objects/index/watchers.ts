/** Those who watch how a library's documents come along: server-sent events, as bytes that an RPC can carry. */
import type { DocumentId } from "../../../shared/ids.ts";
import type { Document } from "../../../shared/knowledge.ts";

/** A stream ends by itself: EventSource comes back, and is asked again who it is. */
const LIFETIME = 5 * 60_000;
/** Keeps what lies between from closing a quiet stream. */
const HEARTBEAT = 20_000;
/** Bytes that wait for a watcher who does not read. More, and it is let go; it comes back and gets everything anew. */
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
          // Something at once: the other side then knows that nothing of what follows is missed.
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
        // A chunk of its own for each: a byte stream takes the buffer over.
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
      // It was closed from the other side.
    }
  }

  #drop(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0 || this.#heartbeat === null) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = null;
  }
}
