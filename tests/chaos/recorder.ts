import type { RoomId } from "../../shared/ids.ts";
import type { ClientFrame, ServerFrame } from "../../shared/protocol/frames.ts";
import type { ClientHistory, Entry, Step } from "./history.ts";

/** An entry that has not got its place yet. */
export type Unstamped = Entry extends infer Any
  ? Any extends Entry
    ? Omit<Any, "step" | "at">
    : never
  : never;

/** Gives everything that happens its place in the one order of the run. */
export class Recorder {
  readonly #began = performance.now();
  #step: Step = 0;
  #sockets = 0;
  #stopped = false;
  /** Every socket of a room hears the same text: it is parsed and kept once. */
  readonly #parsed = new Map<string, ServerFrame>();

  /** What comes after is of no interest to the checker. */
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

  said(client: ClientHistory, room: RoomId, socket: number, text: string): void {
    const frame: ClientFrame = JSON.parse(text);
    this.note(client, { type: "said", room, socket, frame });
  }

  heard(client: ClientHistory, room: RoomId, socket: number, text: string): void {
    this.note(client, { type: "heard", room, socket, frame: this.#parse(text) });
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
