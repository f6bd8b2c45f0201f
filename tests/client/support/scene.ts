import { vi } from "vitest";
import { createClient } from "../../../client/sdk/index.ts";
import type { Client, ClientOptions, Room } from "../../../client/sdk/index.ts";
import { makeMemoryStorage } from "../../../client/sdk/storage/memory.ts";
import type { UserId } from "../../../shared/ids.ts";
import { FakeNetwork } from "./fake-network.ts";
import { LocalRoom } from "./local-room.ts";
import { den, lab, laptop } from "./people.ts";

export interface Scene {
  network: FakeNetwork;
  server: LocalRoom;
  /** Opens the den as this person. `options` replace the defaults of a laptop. */
  open(user: UserId, options?: Partial<ClientOptions>): Room;
  client(user: UserId, options?: Partial<ClientOptions>): Client;
  end(): void;
}

/** A room, a network and a fake clock. The clock advances only through `until` and `pass`. */
export function makeScene(kind: "group" | "session" = "group"): Scene {
  vi.useFakeTimers();
  const network = new FakeNetwork();
  const server = new LocalRoom(network, Date.now, kind);
  const clients: Client[] = [];

  function client(user: UserId, options: Partial<ClientOptions> = {}): Client {
    const made = createClient({
      origin: "http://parley.test",
      organization: lab,
      user,
      device: laptop,
      storage: makeMemoryStorage(),
      socketUrl: async () => `ws://parley.test/room?user=${user}`,
      WebSocket: network.WebSocket,
      random: () => 0.5,
      ...options,
    });
    clients.push(made);
    return made;
  }

  return {
    network,
    server,
    client,
    open: (user, options) => client(user, options).room(den),
    end() {
      for (const made of clients) made.close();
      vi.useRealTimers();
    },
  };
}

/** Advances the clock until the condition is true, by at most `within` milliseconds. */
export async function until(isSo: () => boolean, within = 60_000): Promise<void> {
  for (let passed = 0; passed < within; passed += 10) {
    if (isSo()) return;
    await vi.advanceTimersByTimeAsync(10);
  }
  if (!isSo()) throw new Error(`not so within ${within} ms: ${isSo.toString()}`);
}

/** Advances the clock by this time. */
export const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** The texts of the room's messages, followed by the texts in the outbox. */
export function textsIn(room: Room): string[] {
  return [...(room.view?.messages ?? []), ...room.outbox].map(({ text }) => text);
}

export async function openAndReady(
  scene: Scene,
  user: UserId,
  options?: Partial<ClientOptions>,
): Promise<Room> {
  const room = scene.open(user, options);
  await until(() => room.view !== null && room.connection.type === "open");
  return room;
}
