/**
 * Participants of the shared composer, and the updates that they receive. Writers receive each other's updates at once. Watchers receive
 * several keystrokes together, because sending to a hundred sockets costs far more than storing.
 */
import * as Y from "yjs";
import { decodeBase64, encodeBase64 } from "../../../shared/base64.ts";
import type { UserId } from "../../../shared/ids.ts";
import {
  WATCHED_ALIKE,
  WATCHER_FRAMES,
  WATCHER_JOIN,
  WRITES_FOR,
  WRITING_FOR,
} from "../../../shared/limits.ts";
import type {
  Caret,
  CaretFrame,
  Composed,
  Composer,
  ParticipantId,
} from "../../../shared/protocol/composer-frames.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";

export interface ComposerParticipant {
  socket: OpenSocket;
  user: UserId;
  at: ParticipantId;
  caret: Caret | null;
  ready: boolean;
}

/** Updates and carets that the watchers have not received yet. */
interface Unheard {
  epoch: number;
  updates: Uint8Array[];
  writers: Set<ParticipantId>;
  carets: Map<ParticipantId, Caret | null>;
}

export class ComposerParticipants {
  readonly #connections: Connections;
  readonly #now: () => number;
  /** When each socket last wrote (server clock, milliseconds). Lost in hibernation: then everyone is a watcher until they write. */
  readonly #wroteAt = new WeakMap<OpenSocket, number>();
  #unheard: Unheard | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(connections: Connections, now: () => number) {
    this.#connections = connections;
    this.#now = now;
  }

  /** Participants, sorted by their number. */
  all(): ComposerParticipant[] {
    return this.#sockets()
      .flatMap((socket) => {
        const { user, participant } = socket.state;
        return participant === undefined ? [] : [{ socket, user, ...participant }];
      })
      .sort((a, b) => a.at - b.at);
  }

  people(): Composer[] {
    return this.all().map(({ socket, at, user, ready }) => ({
      ...{ at, user, ready },
      ...(this.wroteWithin(socket, WRITING_FOR) && { writing: true as const }),
    }));
  }

  /** Whether this socket has sent words within the last `span` ms. */
  wroteWithin(socket: OpenSocket, span: number): boolean {
    return this.#now() - (this.#wroteAt.get(socket) ?? -Infinity) < span;
  }

  /** Makes the socket a participant. `isNew`: it was none before. */
  take(socket: OpenSocket): { at: ParticipantId; isNew: boolean } {
    const { participant } = socket.state;
    if (participant !== undefined) return { at: participant.at, isNew: false };
    const taken = new Set(this.all().map(({ at }) => at));
    let at = 1;
    while (taken.has(at)) at += 1;
    this.#connections.update(socket, { participant: { at, caret: null, ready: false } });
    // An earlier participant may have had this number, and its unsent caret must not be sent for the new one.
    this.#unheard?.carets.delete(at);
    const encoded = encode({ type: "caret", at, caret: null });
    for (const other of this.#sockets()) if (other !== socket) trySend(other, encoded);
    return { at, isNew: true };
  }

  setReady(socket: OpenSocket, ready: boolean): boolean {
    const { participant } = socket.state;
    if (participant === undefined || participant.ready === ready) return false;
    this.#connections.update(socket, { participant: { ...participant, ready } });
    return true;
  }

  /** Removes the sign-off of all participants. Returns whether anybody had signed off. */
  takeBackReady(): boolean {
    return this.#sockets().filter((socket) => this.setReady(socket, false)).length > 0;
  }

  // ---- sending

  /** Sends a stored update of this socket. */
  wrote(socket: OpenSocket, epoch: number, update: string, caret: Caret | undefined): void {
    const { participant } = socket.state;
    if (participant === undefined) return;
    if (caret !== undefined) this.#connections.update(socket, { participant: { ...participant, caret } });
    // A watcher who begins to write first needs all updates that the other writers already have.
    if (!this.#writes(socket)) this.flush();
    this.#wroteAt.set(socket, this.#now());
    const frame: Composed = { type: "compose", epoch, update, at: participant.at };
    const watching = this.#tell(socket, caret === undefined ? frame : { ...frame, caret });
    if (watching === 0) return;
    if (this.#unheard !== null && this.#unheard.epoch !== epoch) this.flush();
    const unheard = this.#wait(epoch, watching);
    unheard.updates.push(decodeBase64(update));
    unheard.writers.add(participant.at);
    if (caret !== undefined) unheard.carets.set(participant.at, caret);
  }

  moved(socket: OpenSocket, caret: Caret | null): void {
    const { participant } = socket.state;
    if (participant === undefined || participant.caret === caret) return;
    this.#connections.update(socket, { participant: { ...participant, caret } });
    const watching = this.#tell(socket, { type: "caret", at: participant.at, caret });
    if (watching > 0) this.#wait(this.#unheard?.epoch ?? 0, watching).carets.set(participant.at, caret);
  }

  /** A message consumed text: sends this update, and all waiting updates, to everybody at once. */
  taken(epoch: number, update: string): void {
    this.flush();
    this.#connections.broadcast(
      encode({ type: "compose", epoch, update }),
      ({ participant }) => participant !== undefined,
    );
  }

  /** Sends all waiting updates to the watchers now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const unheard = this.#unheard;
    this.#unheard = null;
    if (unheard === null) return;
    const frames = [...framesOf(unheard)].map(encode);
    // All watchers need these updates, even if there are so few sockets now that new updates go to everyone at once.
    for (const socket of this.#sockets())
      if (!this.#writes(socket)) for (const frame of frames) trySend(socket, frame);
  }

  #wait(epoch: number, watching: number): Unheard {
    this.#timer ??= setTimeout(() => this.flush(), joinFor(watching));
    this.#unheard ??= { epoch, updates: [], writers: new Set(), carets: new Map() };
    return this.#unheard;
  }

  /** Sends to the writers, and to everyone if there are few sockets. Returns the number of watchers that must be told later. */
  #tell(from: OpenSocket, frame: Composed | CaretFrame): number {
    const encoded = encode(frame);
    const sockets = this.#sockets();
    const hearAtOnce =
      sockets.length <= WATCHED_ALIKE ? sockets : sockets.filter((socket) => this.#writes(socket));
    for (const socket of hearAtOnce) if (socket !== from) trySend(socket, encoded);
    return sockets.length - hearAtOnce.length;
  }

  /** The sockets that have the composer open. */
  #sockets(): OpenSocket[] {
    return [...this.#connections.all()].filter(({ state }) => state.participant !== undefined);
  }

  #writes(socket: OpenSocket): boolean {
    return this.wroteWithin(socket, WRITES_FOR);
  }
}

/** How long updates for watchers are collected, milliseconds. */
function joinFor(watching: number): number {
  const { min, max } = WATCHER_JOIN;
  return Math.min(Math.max((watching / WATCHER_FRAMES) * 1_000, min), max);
}

function* framesOf({ epoch, updates, writers, carets }: Unheard): Iterable<Composed | CaretFrame> {
  const [only] = writers.size === 1 ? writers : [];
  if (updates.length > 0) {
    const update = encodeBase64(Y.mergeUpdates(updates));
    yield { type: "compose", epoch, update, ...(only !== undefined && { at: only }) };
  }
  for (const [at, caret] of carets) yield { type: "caret", at, caret };
}

const encode = (frame: Composed | CaretFrame): string => JSON.stringify(frame);
