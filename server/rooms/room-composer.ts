/** The shared composer as the sockets of a session see it: each update is stored, answered and told in one synchronous step. */
import { assertNever } from "../../shared/assert-never.ts";
import { decodeBase64 } from "../../shared/base64.ts";
import type { UserId } from "../../shared/ids.ts";
import { can } from "../../shared/permissions.ts";
import type {
  CaretFrame,
  ComposeCaret,
  Composed,
  ComposeFrame,
  ComposeOpen,
  ComposeReady,
  ComposeSend,
  ComposeSignOff,
  ComposeUpdate,
  Composing,
  Seat,
} from "../../shared/protocol/composer-frames.ts";
import type { Command, SendCommand } from "../room/commands.ts";
import { SharedPrompt } from "../room/composer.ts";
import type { Done } from "../room/effects.ts";
import { type Refusal, refuse } from "../room/errors.ts";
import { mayWrite, roleOf } from "../room/rows/member-row.ts";
import { findWritten } from "../room/rows/message-row.ts";
import { kindOf, readRoom } from "../room/rows/room-row.ts";
import type { SqlStore } from "../room/sql.ts";
import { reply } from "./command-queue.ts";
import type { Connections, OpenSocket, SocketState } from "./connections.ts";

export interface RoomComposerPorts {
  now: () => number;
  store: SqlStore;
  connections: Connections;
  transaction: <Result>(work: () => Result) => Result;
  /** Has the message checked and sent. `refused`: it was turned down before the rules saw it. */
  send: (command: SendCommand, socket: OpenSocket, ref: number, refused: () => void) => void;
}

/** A message is checked within this time, or its sender may not hold up the others any longer. Milliseconds. */
const CHECK_TIMEOUT = 15_000;

type Answered = Exclude<ComposeFrame, ComposeCaret>;

export class RoomComposer {
  readonly #ports: RoomComposerPorts;
  #prompt: SharedPrompt | null = null;
  /** Somebody has pressed "send", and what becomes of it is not known: until then nobody else can. Server clock, milliseconds. */
  #sendingUntil = 0;

  constructor(ports: RoomComposerPorts) {
    this.#ports = ports;
  }

  receive(socket: OpenSocket, frame: ComposeFrame): void {
    const { store } = this.#ports;
    const { user } = socket.state;
    if (roleOf(store, user) === null) return;
    if (frame.type === "compose.caret") return this.#caret(socket, frame);
    const refusal = this.#refusal(socket, frame);
    if (refusal !== null) return refused(socket, frame, refusal);
    this.#answer(socket, frame);
  }

  /** Tells a socket that has just been welcomed, where there is something to tell. */
  greet(socket: OpenSocket): void {
    if (kindOf(this.#ports.store) !== "session") return;
    const composing = this.#composing();
    if (composing.people.length > 0 || composing.signOff || composing.hasWords)
      reply(socket, { type: "composing", ...composing });
  }

  gone({ state }: OpenSocket): void {
    if (state.seat !== undefined) this.tell();
  }

  /** Tells everyone in the room how it stands. */
  tell(): void {
    this.#ports.connections.broadcast(JSON.stringify({ type: "composing", ...this.#composing() }));
  }

  /** Words were taken out by a message. */
  tellTaken(epoch: number, update: string): void {
    this.#toSeats({ type: "compose", epoch, update });
    this.#takeBackReady();
    this.tell();
  }

  /** A message that comes from here takes its words along, in its own transaction. */
  around(command: Command, handle: () => Done | Refusal): Done | Refusal {
    if (command.type !== "send" || command.composed === undefined) return handle();
    this.#sendingUntil = 0;
    const { composed } = command;
    if (!this.#open().holds(composed)) return refuse.nothingToSend();
    const outcome = handle();
    if ("refused" in outcome) return outcome;
    const update = this.#open().spend(composed);
    if (update === null) return outcome;
    const { epoch } = composed;
    return { ...outcome, effects: [...outcome.effects, { type: "composed", epoch, update }] };
  }

  /** A transaction was rolled back. */
  forget(): void {
    this.#prompt?.forget();
  }

  // ---- frames

  #refusal(socket: OpenSocket, { type }: Answered): Refusal | null {
    const { store } = this.#ports;
    const { user, seat } = socket.state;
    if (kindOf(store) !== "session") return refuse.noComposer();
    if (type === "compose.open" || type === "compose.close") return null;
    const role = roleOf(store, user);
    if (type === "compose.signoff")
      return role !== null && can(role, "manage", "session") ? null : refuse.notAllowed("change this");
    if (!mayWrite(store, user)) return refuse.notAllowed("write here");
    // A command that a broken socket left unanswered comes again on the next, which may not have its seat yet.
    return seat === undefined && type !== "compose.send" ? refuse.noSeat() : null;
  }

  #answer(socket: OpenSocket, frame: Answered): void {
    switch (frame.type) {
      case "compose.open":
        return this.#openFor(socket, frame);
      case "compose.update":
        return this.#update(socket, frame);
      case "compose.ready":
        return this.#ready(socket, frame);
      case "compose.signoff":
        return this.#signOff(socket, frame);
      case "compose.send":
        return this.#send(socket, frame);
      case "compose.close":
        this.#leave(socket);
        return reply(socket, { type: "ok", ref: frame.ref });
      default:
        assertNever(frame);
    }
  }

  #openFor(socket: OpenSocket, { ref, epoch, vector }: ComposeOpen): void {
    const { connections } = this.#ports;
    const opened = this.#open().open(epoch, vector);
    if (opened === null)
      return reply(socket, { type: "error", ref, code: "bad_type", message: "That is no state vector." });
    const isNew = socket.state.seat === undefined;
    const at = socket.state.seat?.at ?? this.#freeSeat();
    if (isNew) connections.update(socket, { seat: { at, caret: null, ready: false } });
    reply(socket, { type: "compose", ...opened, at });
    for (const { seat } of this.#seats()) {
      if (seat.caret !== null && seat.at !== at)
        reply(socket, { type: "caret", at: seat.at, caret: seat.caret });
    }
    reply(socket, { type: "ok", ref });
    if (isNew) this.tell();
  }

  #update(socket: OpenSocket, { ref, epoch, update, caret }: ComposeUpdate): void {
    const { connections } = this.#ports;
    const prompt = this.#open();
    const hadWords = prompt.hasWords();
    const written = this.#change(() => prompt.write(socket.state.user, epoch, update, decodeBase64(update)));
    if (written.type === "refused")
      return reply(socket, { type: "error", ref, code: written.code, message: written.message });
    reply(socket, { type: "ok", ref });
    const { seat } = socket.state;
    if (seat === undefined) return;
    if (caret !== undefined) connections.update(socket, { seat: { ...seat, caret } });
    if (!written.isNew) return;
    this.#toSeats({ type: "compose", epoch, update, at: seat.at, ...(caret && { caret }) }, socket);
    const wasReady = this.#takeBackReady();
    if (wasReady || hadWords !== prompt.hasWords()) this.tell();
  }

  #caret(socket: OpenSocket, { caret }: ComposeCaret): void {
    const { connections } = this.#ports;
    const { seat } = socket.state;
    if (seat === undefined || seat.caret === caret) return;
    connections.update(socket, { seat: { ...seat, caret } });
    const encoded = JSON.stringify({ type: "caret", at: seat.at, caret } satisfies CaretFrame);
    connections.offer(encoded, (state) => state.seat !== undefined && state.seat.at !== seat.at);
  }

  #ready(socket: OpenSocket, { ref, on }: ComposeReady): void {
    const { seat } = socket.state;
    if (seat !== undefined && seat.ready !== on) {
      this.#ports.connections.update(socket, { seat: { ...seat, ready: on } });
      this.tell();
    }
    reply(socket, { type: "ok", ref });
  }

  #signOff(socket: OpenSocket, { ref, on }: ComposeSignOff): void {
    const prompt = this.#open();
    const isNew = prompt.asksForSignOff !== on;
    if (isNew) this.#change(() => prompt.askForSignOff(on));
    reply(socket, { type: "ok", ref });
    if (isNew) this.tell();
  }

  #send(socket: OpenSocket, frame: ComposeSend): void {
    const { store } = this.#ports;
    const { user } = socket.state;
    const stored = findWritten(store, { type: "send", id: frame.id }, user);
    if (stored !== null) return reply(socket, { type: "ok", ref: frame.ref, seq: stored.target });
    if (this.#ports.now() < this.#sendingUntil) return refused(socket, frame, refuse.beingSent());
    if (!this.#isSignedOff(user)) return refused(socket, frame, refuse.notReady());
    const frozen = this.#open().freeze();
    if (frozen === null) return refused(socket, frame, refuse.nothingToSend());
    const { text, ...composed } = frozen;
    const { ref, id, mentions, replyTo } = frame;
    this.#sendingUntil = this.#ports.now() + CHECK_TIMEOUT;
    const command: SendCommand = {
      type: "send",
      id,
      text,
      composed,
      ...(mentions && { mentions }),
      ...(replyTo !== undefined && { replyTo }),
    };
    this.#ports.send(command, socket, ref, () => (this.#sendingUntil = 0));
  }

  #leave(socket: OpenSocket): void {
    if (socket.state.seat === undefined) return;
    this.#ports.connections.unseat(socket);
    this.tell();
  }

  // ---- how it stands

  #composing(): Composing {
    const people = this.#seats().map(({ user, seat: { at, ready } }) => ({ at, user, ready }));
    const prompt = this.#open();
    return { people, signOff: prompt.asksForSignOff, hasWords: prompt.hasWords() };
  }

  /** Each person once: who is ready on one device is ready. */
  #isSignedOff(sender: UserId): boolean {
    if (!this.#open().asksForSignOff) return true;
    const seats = this.#seats();
    const ready = new Set(seats.filter(({ seat }) => seat.ready).map(({ user }) => user));
    return seats.every(
      ({ user }) => user === sender || ready.has(user) || !mayWrite(this.#ports.store, user),
    );
  }

  /** Whether anybody was ready. */
  #takeBackReady(): boolean {
    let was = false;
    for (const socket of this.#ports.connections.all()) {
      const { seat } = socket.state;
      if (seat === undefined || !seat.ready) continue;
      was = true;
      this.#ports.connections.update(socket, { seat: { ...seat, ready: false } });
    }
    return was;
  }

  #seats(): (SocketState & { seat: NonNullable<SocketState["seat"]> })[] {
    return [...this.#ports.connections.all()]
      .flatMap(({ state }) => (state.seat === undefined ? [] : [{ ...state, seat: state.seat }]))
      .sort((a, b) => a.seat.at - b.seat.at);
  }

  #freeSeat(): Seat {
    const taken = new Set(this.#seats().map(({ seat }) => seat.at));
    let at = 1;
    while (taken.has(at)) at += 1;
    return at;
  }

  #toSeats(frame: Composed, except?: OpenSocket): void {
    const own = except?.state.seat?.at;
    this.#ports.connections.broadcast(
      JSON.stringify(frame),
      ({ seat }) => seat !== undefined && seat.at !== own,
    );
  }

  #open(): SharedPrompt {
    this.#prompt ??= new SharedPrompt(this.#ports.store, readRoom(this.#ports.store).id);
    return this.#prompt;
  }

  #change<Result>(work: () => Result): Result {
    try {
      return this.#ports.transaction(work);
    } catch (error) {
      this.forget();
      throw error;
    }
  }
}

function refused(socket: OpenSocket, { ref }: Answered, { refused: code, message }: Refusal): void {
  reply(socket, { type: "error", ref, code, message });
}
