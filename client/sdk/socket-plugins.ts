import type { RoomGuest, RoomLine } from "./room-channel.ts";

type Heard = Parameters<RoomGuest["received"]>[0];

/** Who shares the room's socket. */
export class RoomGuests {
  readonly #line: RoomLine;
  readonly #guests = new Set<RoomGuest>();
  #isConnected = false;

  constructor(line: RoomLine) {
    this.#line = line;
  }

  attach(guest: RoomGuest): () => void {
    this.#guests.add(guest);
    if (this.#isConnected) guest.connected(this.#line);
    return () => {
      this.#guests.delete(guest);
      guest.disconnected();
    };
  }

  connected(): void {
    // Again after a hole was filled on the same socket: there is nothing to begin again.
    if (this.#isConnected) return;
    this.#isConnected = true;
    for (const guest of this.#guests) guest.connected(this.#line);
  }

  disconnected(): void {
    if (!this.#isConnected) return;
    this.#isConnected = false;
    for (const guest of this.#guests) guest.disconnected();
  }

  received(frame: Heard): void {
    for (const guest of this.#guests) guest.received(frame);
  }
}
