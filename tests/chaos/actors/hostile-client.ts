import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import { paths } from "../../../shared/api.ts";
import { makeId, makeMessageId } from "../../../shared/ids.ts";
import type { DeviceId, MessageId, RoomId } from "../../../shared/ids.ts";
import type { ClientHistory } from "../history.ts";
import type { Random } from "../random.ts";
import { ticketFor } from "../world/cast.ts";
import type { Account } from "../world/cast.ts";
import { tappedSocket } from "../world/tapped-socket.ts";
import type { DeviceWorld } from "./device.ts";

const actions = {
  fresh: 30,
  again: 45,
  otherBody: 8,
  foreignId: 4,
  hello: 2,
  cursor: 4,
  garbage: 0.02,
} as const;
const EXTREME_NUMBERS = [-1, 0.5, 0, 1, 1e9, 2 ** 53, -(2 ** 53), 1e308];

interface Sent {
  id: MessageId;
  text: string;
}

/** A raw socket that breaks all rules: it repeats and contradicts itself, and sends wrong numbers and times. */
export class HostileClient {
  readonly history: ClientHistory;
  /** Messages to repeat unchanged, such as those that this person's real device has sent. */
  readonly #repeats: () => Sent[];
  readonly #account: Account;
  readonly #room: RoomId;
  readonly #world: DeviceWorld;
  readonly #random: Random;
  readonly #sent: Sent[] = [];
  readonly #device: DeviceId;
  #socket: WebSocket | null = null;
  #opening = false;
  #ref = 1_000_000;

  constructor(account: Account, room: RoomId, repeats: () => Sent[], world: DeviceWorld, random: Random) {
    this.#account = account;
    this.#room = room;
    this.#repeats = repeats;
    this.#world = world;
    this.#random = random;
    this.#device = makeId("dev", (bytes) => random.bytes(bytes.length));
    const name = `hostile ${account.name}`;
    this.history = { name, user: account.user, device: this.#device, kind: "hostile", entries: [], ends: [] };
  }

  close(): void {
    this.#socket?.close();
  }

  async sendHostileFrame(): Promise<void> {
    const socket = await this.#open();
    if (socket === null) return;
    const random = this.#random;
    switch (random.weighted(actions)) {
      case "fresh":
        return this.#sendNew(socket, `hostile #${random.between(0, 1e9)}`);
      case "again":
        for (let n = random.between(1, 25); n > 0; n--) this.#sendAgain(socket, (text) => text);
        return;
      case "otherBody":
        return this.#sendAgain(socket, (text) => `${text} but different`);
      case "foreignId":
        return this.#sendUnderForeignId(socket);
      case "hello":
        return this.#hello(socket, random.pick(EXTREME_NUMBERS), random.chance(0.5) ? "no such epoch" : null);
      case "cursor": {
        const seq = random.chance(0.5) ? random.pick(EXTREME_NUMBERS) : random.between(0, 500);
        if (random.chance(0.5)) return this.#say(socket, { type: "read", ref: this.#nextRef(), seq });
        return this.#say(socket, { type: "delivered", seq });
      }
      case "garbage":
        return socket.send("not json");
    }
  }

  async #open(): Promise<WebSocket | null> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket;
    if (this.#opening) return null;
    this.#opening = true;
    try {
      return (this.#socket = await this.#connect());
    } catch {
      // The server is down, or the proxy has closed the connection. The next step tries again.
      return null;
    } finally {
      this.#opening = false;
    }
  }

  async #connect(): Promise<WebSocket> {
    const { cast, origin, ready, recorder, socketPort } = this.#world;
    if (!ready()) throw new Error("not ready");
    const ticket = await ticketFor(origin, this.#account, cast.organization, this.#room);
    const path = paths.roomSocket(cast.organization, this.#room);
    const Tapped = tappedSocket(recorder, this.history);
    const socket = new Tapped(`ws://127.0.0.1:${socketPort}${path}?ticket=${ticket}`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("close", () => reject(new Error("closed")));
    socket.addEventListener("error", () => reject(new Error("failed")));
    const timeout = setTimeout(() => reject(new Error("too slow")), 4_000);
    await promise.finally(() => clearTimeout(timeout));
    this.#hello(socket, null, null);
    return socket;
  }

  #hello(socket: WebSocket, since: number | null, epoch: string | null): void {
    this.#say(socket, { type: "hello", version: PROTOCOL_VERSION, device: this.#device, since, epoch });
  }

  #sendNew(socket: WebSocket, text: string, id?: MessageId): void {
    const random = this.#random;
    // Ids contain a time, which the server must ignore.
    const skewed = Date.now() + random.pick([-1, 0, 1]) * 10 * 365 * 86_400_000;
    const sent = { id: id ?? makeMessageId(skewed, (bytes) => random.bytes(bytes.length)), text };
    this.#sent.push(sent);
    if (this.#sent.length > 200) this.#sent.shift();
    this.#send(socket, sent);
    // Several times in a row, like an impatient client.
    if (random.chance(0.5)) for (let n = random.between(1, 4); n > 0; n--) this.#send(socket, sent);
  }

  #sendAgain(socket: WebSocket, change: (text: string) => string): void {
    const choices = [...this.#sent.slice(-30), ...this.#repeats()];
    if (choices.length === 0) return;
    const { id, text } = this.#random.pick(choices);
    this.#send(socket, { id, text: change(text) });
  }

  #sendUnderForeignId(socket: WebSocket): void {
    const received = this.history.entries.findLast(
      (entry) => entry.type === "received" && entry.frame.type === "events",
    );
    if (received?.type !== "received" || received.frame.type !== "events") return;
    const event = received.frame.events.find((some) => some.type === "message.sent");
    if (event?.type !== "message.sent" || event.by === this.#account.user) return;
    this.#sendNew(socket, "under an id of yours", event.message.id);
  }

  #send(socket: WebSocket, { id, text }: Sent): void {
    const waited = this.#random.pick([undefined, -5, 0, 1e15, 0.1, 60_000]);
    const frame = { type: "send", ref: this.#nextRef(), id, text };
    this.#say(socket, waited === undefined ? frame : { ...frame, waited });
  }

  #nextRef(): number {
    return (this.#ref += 1);
  }

  #say(socket: WebSocket, frame: object): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  }
}
