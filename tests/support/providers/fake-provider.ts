/**
 * An HTTP server on the loopback that answers chat completions as a real provider would: each habit is one way to answer. The habits of
 * each provider are in a file of their own. docs/models.md has the table of all of them.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface Received {
  url: string;
  authorization: string | undefined;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    max_tokens?: number;
    stream?: boolean;
    tools?: unknown[];
  };
}

export class Exchange {
  readonly received: Received;
  readonly #response: ServerResponse;

  constructor(received: Received, response: ServerResponse) {
    this.received = received;
    this.#response = response;
  }

  /** A whole answer, or an error. */
  json(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.text(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
  }

  text(status: number, body: string, headers: Record<string, string> = {}): void {
    this.#response.writeHead(status, headers).end(body);
  }

  /** Sends the headers of a stream, without any event. */
  open(): void {
    if (this.#response.headersSent) return;
    this.#response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    this.#response.flushHeaders();
  }

  /** Raw text of the stream: comments, keep-alives, half events. */
  raw(text: string): void {
    this.open();
    this.#response.write(text);
  }

  event(data: unknown): void {
    this.raw(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
  }

  /** Ends the stream with `[DONE]`. */
  done(): void {
    this.event("[DONE]");
    this.end();
  }

  /** Ends the stream without `[DONE]`. */
  end(): void {
    this.open();
    this.#response.end();
  }

  /** Breaks the connection. */
  cut(): void {
    this.#response.destroy();
  }

  async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds);
  }
}

export type Habit = (exchange: Exchange) => void | Promise<void>;

export interface FakeProvider {
  /** Without a path. */
  url: string;
  received: Received[];
  /** How it answers from now on. */
  habit: Habit;
  stop: () => Promise<void>;
}

export async function startProvider(habit: Habit): Promise<FakeProvider> {
  const provider: FakeProvider = { url: "", received: [], habit, stop: async () => undefined };
  const server = createServer((request, response) => void answer(provider, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  provider.url = `http://127.0.0.1:${address.port}`;
  provider.stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return provider;
}

async function answer(
  provider: FakeProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
  const received: Received = {
    url: request.url ?? "",
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(pieces).toString()) as Received["body"],
  };
  provider.received.push(received);
  await provider.habit(new Exchange(received, response));
}
