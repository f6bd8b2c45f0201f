/** The desk of an organization, kept equal to the server's: a separate entry point, because only supporters need it. */
import {
  applyDesk,
  type AnsweringFrame,
  type DeskServerFrame,
  type DeskSignal,
  type DeskView,
} from "../../../shared/desk.ts";
import type { DeviceId, RoomId, UserId } from "../../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import { Connection } from "../connection.ts";
import type { ConnectionState } from "../types.ts";

export interface DeskOptions {
  /** Of the socket, with `for=` the person. */
  url: () => Promise<string>;
  device: DeviceId;
  /** The view or the connection has changed. */
  changed: () => void;
  /** Another supporter answers, or has stopped. */
  answering: (frame: AnsweringFrame) => void;
  now?: () => number;
  random?: () => number;
  WebSocket?: typeof WebSocket;
}

export class Desk {
  readonly #options: DeskOptions;
  readonly #connection: Connection;
  #view: DeskView | null = null;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#connection = new Connection({
      now: options.now ?? Date.now,
      random: options.random ?? Math.random,
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      url: options.url,
      opened: () => this.#hello(),
      received: (text) => this.#received(text),
      lost: () => options.changed(),
      stateChanged: () => options.changed(),
    });
  }

  get view(): DeskView | null {
    return this.#view;
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  /** The person writes a reply in this conversation, or no longer does. Repeat it while they write. */
  answering(room: RoomId, on: boolean): void {
    this.#say({ type: "answering", room, on });
  }

  setAway(on: boolean): void {
    this.#say({ type: "away", on });
  }

  /** Whether this person is away, as the desk knows it. */
  isAway(user: UserId): boolean {
    return this.#view?.here.some((each) => each.user === user && each.away) ?? false;
  }

  setOnline(online: boolean): void {
    this.#connection.setOnline(online);
  }

  close(): void {
    this.#connection.close();
  }

  #say(signal: DeskSignal): void {
    this.#connection.send(JSON.stringify(signal));
  }

  #hello(): void {
    this.#connection.send(
      JSON.stringify({
        type: "hello",
        version: PROTOCOL_VERSION,
        device: this.#options.device,
        since: this.#view?.head ?? null,
        epoch: this.#view?.epoch ?? null,
      }),
    );
  }

  #received(text: string): void {
    const frame = parse(text);
    if (frame?.type === "answering") return this.#options.answering(frame);
    if (frame?.type !== "desk") return;
    this.#view = applyDesk(this.#view, frame);
    this.#options.changed();
  }
}

function parse(text: string): DeskServerFrame | null {
  try {
    const frame: DeskServerFrame = JSON.parse(text);
    return frame;
  } catch {
    return null;
  }
}
