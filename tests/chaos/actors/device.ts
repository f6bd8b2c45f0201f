import { createClient, ParleyError } from "../../../client/sdk/index.ts";
import type { Client, NewMessage, OutboxStorage, Room } from "../../../client/sdk/index.ts";
import { paths } from "../../../shared/api.ts";
import { makeId } from "../../../shared/ids.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { ClientHistory } from "../history.ts";
import type { Random } from "../random.ts";
import type { Recorder } from "../recorder.ts";
import { ticketFor } from "../world/cast.ts";
import type { Account, Cast } from "../world/cast.ts";
import { tappedSocket } from "../world/tapped-socket.ts";

export interface DeviceWorld {
  recorder: Recorder;
  cast: Cast;
  /** Origin of the server itself, for HTTP. */
  origin: string;
  ready(): boolean;
  /** Port of the proxy, for sockets. */
  socketPort: number;
}

export interface DeviceSpec {
  name: string;
  account: Account;
  rooms: RoomId[];
  storage: OutboxStorage;
  /** Error of this device's clock, milliseconds. */
  skew: number;
}

/** The real client of one person, with a recorded history. It can be ended and started again with its stored data. */
export class Device {
  readonly spec: DeviceSpec;
  readonly history: ClientHistory;
  readonly #world: DeviceWorld;
  readonly #random: Random;
  readonly #rooms = new Map<RoomId, Room>();
  #client: Client;

  constructor(spec: DeviceSpec, world: DeviceWorld, random: Random) {
    this.spec = spec;
    this.#world = world;
    this.#random = random;
    const device = makeId("dev", (bytes) => random.bytes(bytes.length));
    this.history = { name: spec.name, user: spec.account.user, device, kind: "sdk", entries: [], ends: [] };
    this.#client = this.#start();
  }

  get rooms(): Room[] {
    return [...this.#rooms.values()];
  }

  room(id: RoomId): Room {
    const room = this.#rooms.get(id);
    if (room === undefined) throw new Error(`${this.spec.name} is not in ${id}`);
    return room;
  }

  /** The program ends without closing anything and starts again. */
  restart(): void {
    this.#client.close();
    this.#client = this.#start();
  }

  /** Opens a room again after it was closed for this device. */
  reopen(id: RoomId): void {
    this.room(id).close();
    this.#rooms.set(id, this.#client.room(id));
  }

  /** Reports a working network, as a browser does when the network returns or the page becomes visible. */
  reportOnline(): void {
    this.#client.setOnline(true);
  }

  close(): void {
    this.#client.close();
  }

  async write(id: RoomId, text: string, more: Omit<NewMessage, "text"> = {}): Promise<void> {
    const made = await this.room(id).send({ text, ...more });
    this.#world.recorder.note(this.history, { type: "wrote", room: id, id: made, text });
  }

  #start(): Client {
    const { cast, origin, ready, recorder, socketPort } = this.#world;
    const { account, rooms, skew, storage } = this.spec;
    const client = createClient({
      origin,
      organization: cast.organization,
      user: account.user,
      device: this.history.device,
      storage,
      WebSocket: tappedSocket(recorder, this.history),
      now: () => Date.now() + skew,
      random: () => this.#random.next(),
      randomBytes: (bytes) => this.#random.bytes(bytes.length),
      socketUrl: async (target) => {
        if (target.type === "inbox") throw new Error("no inbox here");
        if (!ready()) throw new ParleyError("unavailable", "The server is not ready.");
        const ticket = await ticketFor(origin, account, cast.organization, target.room);
        return `ws://127.0.0.1:${socketPort}${paths.roomSocket(cast.organization, target.room)}?ticket=${ticket}`;
      },
    });
    for (const id of rooms) this.#rooms.set(id, client.room(id));
    return client;
  }
}
