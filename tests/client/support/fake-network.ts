/** Sockets without a network. Frames travel in microtasks, in order, and only while the test allows it. */

/** The server's end of a socket. */
export interface Peer {
  readonly url: string;
  /** Every frame that the client has sent on this socket. */
  readonly heard: string[];
  send(text: string): void;
  close(code: number): void;
  onmessage: (text: string) => void;
  onclose: () => void;
}

export class FakeNetwork {
  /** Called for each socket that opens. */
  accept: (peer: Peer) => void = () => {};
  /** While false, no socket opens. `goDown` also closes the open ones. */
  reachable = true;
  /** While true, frames from the server are lost: the server has acknowledged them and the client never receives them. */
  deaf = false;
  /** Every address for which a socket was tried. */
  readonly attempts: string[] = [];
  readonly #open = new Set<FakeSocket>();

  /** Passed to the client in place of the platform's `WebSocket`. */
  readonly WebSocket = socketsOf(this);

  get openSockets(): number {
    return this.#open.size;
  }

  opened(socket: FakeSocket): void {
    this.#open.add(socket);
    this.accept(socket.peer);
  }

  closed(socket: FakeSocket): void {
    this.#open.delete(socket);
  }

  /** Breaks every connection, like a lost network. */
  cut(): void {
    for (const socket of [...this.#open]) socket.fail();
  }

  goDown(): void {
    this.reachable = false;
    this.cut();
  }
}

class FakeSocket extends EventTarget {
  readyState = 0;
  binaryType = "blob";
  readonly peer: Peer;
  readonly #network: FakeNetwork;

  constructor(network: FakeNetwork, url: string) {
    super();
    this.#network = network;
    network.attempts.push(url);
    this.peer = {
      url,
      heard: [],
      send: (text) => this.#deliver(text),
      close: (code) => this.#end(code),
      onmessage: () => {},
      onclose: () => {},
    };
    queueMicrotask(() => this.#connect());
  }

  send(text: string): void {
    if (this.readyState !== 1) throw new Error("not open");
    this.peer.heard.push(text);
    queueMicrotask(() => {
      if (this.readyState === 1) this.peer.onmessage(text);
    });
  }

  close(code = 1000): void {
    this.#end(code);
  }

  /** Breaks the connection without a close frame; the client sees code 1006. */
  fail(): void {
    this.#end(1006);
  }

  #connect(): void {
    if (this.readyState !== 0) return;
    if (!this.#network.reachable) return this.#end(1006);
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
    this.#network.opened(this);
  }

  #deliver(text: string): void {
    if (this.#network.deaf) return;
    queueMicrotask(() => {
      if (this.readyState === 1) this.dispatchEvent(new MessageEvent("message", { data: text }));
    });
  }

  #end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#network.closed(this);
    // Runs after frames that are already on their way, as on a real socket.
    queueMicrotask(() => {
      this.peer.onclose();
      this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "closed" }));
    });
  }
}

/** The part of the `WebSocket` interface that partysocket uses. */
function socketsOf(network: FakeNetwork): typeof WebSocket {
  const bound = class extends FakeSocket {
    constructor(url: string) {
      super(network, url);
    }
  };
  return bound as unknown as typeof WebSocket;
}
