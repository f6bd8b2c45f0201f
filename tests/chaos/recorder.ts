import type { RoomId } from "../../shared/ids.ts";
import type { ClientFrame, ServerFrame } from "../../shared/protocol/frames.ts";
import type { ClientHistory, Entry, Step } from "./history.ts";

/** An entry without its step. */
export type Unstamped = Entry extends infer Any
  ? Any extends Entry
    ? Omit<Any, "step" | "at">
    : never
  : never;

/** Assigns a step to everything that happens, which gives one order for the run. */
export class Recorder {
  readonly #began = performance.now();
  #step: Step = 0;
  #sockets = 0;
  #stopped = false;
  /** Every socket of a room receives the same text, so it is parsed and stored once. */
  readonly #parsed = new Map<string, ServerFrame>();

  /** Later entries are not checked. */
  stop(): void {
    this.#stopped = true;
  }

  nextSocket(): number {
    return (this.#sockets += 1);
  }

  note(client: ClientHistory, entry: Unstamped): void {
    if (this.#stopped) return;
    client.entries.push({ ...entry, step: (this.#step += 1), at: performance.now() - this.#began });
  }

  sent(client: ClientHistory, room: RoomId, socket: number, text: string): void {
    const frame: ClientFrame = JSON.parse(text);
    this.note(client, { type: "sent", room, socket, frame });
  }

  received(client: ClientHistory, room: RoomId, socket: number, text: string): void {
    this.note(client, { type: "received", room, socket, frame: this.#parse(text) });
  }

  #parse(text: string): ServerFrame {
    const known = this.#parsed.get(text);
    if (known !== undefined) return known;
    const frame: ServerFrame = JSON.parse(text);
    if (this.#parsed.size > 500) this.#parsed.clear();
    this.#parsed.set(text, frame);
    return frame;
  }
}
