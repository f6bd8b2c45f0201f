import type { RoomChannel, SocketPlugin } from "./room-channel.ts";

type Heard = Parameters<SocketPlugin["received"]>[0];

/** The plugins that share the room's socket. */
export class SocketPlugins {
  readonly #channel: RoomChannel;
  readonly #plugins = new Set<SocketPlugin>();
  #isConnected = false;

  constructor(channel: RoomChannel) {
    this.#channel = channel;
  }

  attach(plugin: SocketPlugin): () => void {
    this.#plugins.add(plugin);
    if (this.#isConnected) plugin.connected(this.#channel);
    return () => {
      this.#plugins.delete(plugin);
      plugin.disconnected();
    };
  }

  connected(): void {
    // A gap was filled on the same socket: the plugins are already connected.
    if (this.#isConnected) return;
    this.#isConnected = true;
    for (const plugin of this.#plugins) plugin.connected(this.#channel);
  }

  disconnected(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    for (const plugin of this.#plugins) plugin.disconnected();
  }

  received(frame: Heard): void {
    for (const plugin of this.#plugins) plugin.received(frame);
  }
}
