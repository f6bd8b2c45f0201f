/** A TCP proxy on loopback that breaks connections on request. */
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";

export type Direction = "up" | "down";

/** A connection from a client, and the matching connection to the server. */
export interface Link {
  /** Closes both sides immediately. */
  cut(): void;
  /** Passes this many more bytes and then closes both sides: the server has answered, the client has not received it. */
  cutAfter(direction: Direction, bytes: number): void;
  /** Closes one side normally and leaves the other open for a while: the client or the server still assumes a connection. */
  halfClose(towards: "client" | "server"): void;
  /** Holds back data in one direction for this time; then all of it arrives at once. */
  stall(direction: Direction, milliseconds: number): void;
  /** Stops reading from the server until it is switched off: the server's buffers fill. */
  readNothing(on: boolean): void;
  /** Delays every further chunk in one direction. */
  delay(direction: Direction, milliseconds: number): void;
  readonly open: boolean;
}

export interface Proxy {
  port: number;
  links(): Link[];
  /** While true, new connections are refused. */
  refusing: boolean;
  /** From now on connections are passed unchanged. */
  stopFaults(): void;
  close(): Promise<void>;
  /** Number of links that faults broke. */
  readonly broken: number;
}

/** How long the other side of a half-closed link stays open, ms. */
const HALF_OPEN_MS = 1_500;

export async function startProxy(target: { port: number }): Promise<Proxy> {
  const links = new Set<TcpLink>();
  const proxy = { refusing: false, broken: 0 };
  const server: Server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    if (proxy.refusing) return void client.destroy();
    const link: TcpLink = new TcpLink(client, target.port, {
      broken: () => (proxy.broken += 1),
      ended: () => links.delete(link),
    });
    links.add(link);
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await listening;
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");

  return {
    port: address.port,
    links: () => [...links],
    get refusing() {
      return proxy.refusing;
    },
    set refusing(value) {
      proxy.refusing = value;
    },
    get broken() {
      return proxy.broken;
    },
    stopFaults() {
      proxy.refusing = false;
      for (const link of links) link.stopFaults();
    },
    close() {
      for (const link of links) link.destroy();
      const { promise, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      return promise;
    },
  };
}

interface LinkPort {
  broken(): void;
  ended(): void;
}

class TcpLink implements Link {
  readonly #port: LinkPort;
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #allowance: Record<Direction, number> = { up: Infinity, down: Infinity };
  readonly #delays: Record<Direction, number> = { up: 0, down: 0 };
  readonly #heldUntil: Record<Direction, number> = { up: 0, down: 0 };
  open = true;

  constructor(client: Socket, port: number, ends: LinkPort) {
    this.#port = ends;
    this.#client = client;
    this.#server = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    this.#client.once("data", (chunk) => declineCompression(chunk));
    this.#pass(this.#client, this.#server, "up");
    this.#pass(this.#server, this.#client, "down");
  }

  cut(): void {
    if (this.open) this.#port.broken();
    this.destroy();
  }

  cutAfter(direction: Direction, bytes: number): void {
    this.#allowance[direction] = bytes;
  }

  halfClose(towards: "client" | "server"): void {
    if (!this.open) return;
    (towards === "client" ? this.#client : this.#server).end();
    setTimeout(() => this.cut(), HALF_OPEN_MS);
  }

  stall(direction: Direction, milliseconds: number): void {
    this.#heldUntil[direction] = Date.now() + milliseconds;
  }

  readNothing(on: boolean): void {
    if (on) this.#server.pause();
    else this.#server.resume();
  }

  delay(direction: Direction, milliseconds: number): void {
    this.#delays[direction] = milliseconds;
  }

  stopFaults(): void {
    for (const direction of ["up", "down"] as const) {
      this.#allowance[direction] = Infinity;
      this.#delays[direction] = 0;
      this.#heldUntil[direction] = 0;
    }
  }

  destroy(): void {
    if (!this.open) return;
    this.open = false;
    this.#client.destroy();
    this.#server.destroy();
    this.#port.ended();
  }

  #pass(from: Socket, to: Socket, direction: Direction): void {
    // Each chunk waits for the previous one, which keeps their order.
    let last: Promise<void> = Promise.resolve();
    from.on("data", (chunk) => {
      const wait = this.#wait(direction);
      if (wait === 0 && pending === 0) return this.#write(to, chunk, direction);
      pending += 1;
      last = Promise.all([last, delayed(wait)]).then(() => {
        pending -= 1;
        this.#write(to, chunk, direction);
      });
    });
    let pending = 0;
    from.on("end", () => void last.then(() => to.end()));
    from.on("error", () => this.destroy());
    from.on("close", () => this.destroy());
  }

  #wait(direction: Direction): number {
    return Math.max(this.#delays[direction], this.#heldUntil[direction] - Date.now(), 0);
  }

  #write(to: Socket, chunk: Buffer, direction: Direction): void {
    if (!this.open) return;
    const allowed = this.#allowance[direction];
    if (chunk.length <= allowed) {
      this.#allowance[direction] -= chunk.length;
      return void to.write(chunk);
    }
    to.write(chunk.subarray(0, allowed), () => this.cut());
  }
}

/**
 * Overwrites the client's offer to compress, because the platform's client always sends it. Compressing every frame for every
 * socket takes more CPU of a small machine than the rest of a run.
 */
function declineCompression(request: Buffer): void {
  const at = request.indexOf("sec-websocket-extensions");
  if (at >= 0) request.write("x-", at);
}

function delayed(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, milliseconds);
  return promise;
}
