/** Connects the shared composer to a session's sockets. Each update is stored, answered and sent in one synchronous step. */
import { assertNever } from "../../../shared/assert-never.ts";
import type { MessageId, UserId } from "../../../shared/ids.ts";
import { PRESENCE_WINDOW, WRITING_FOR } from "../../../shared/limits.ts";
import { allowed, can, type Role, type RoomKind } from "../../../shared/permissions.ts";
import type {
  ComposeCaret,
  ComposeFrame,
  ComposeOpen,
  ComposeReady,
  ComposeSend,
  ComposeSignOff,
  ComposeUpdate,
  Composing,
} from "../../../shared/protocol/composer-frames.ts";
import type { Caller } from "../../rules/room/actor.ts";
import type { Command, SendCommand } from "../../rules/room/commands/command.ts";
import { type FrozenPrompt, SharedPrompt } from "../../rules/room/composer.ts";
import type { Done } from "../../rules/room/effects.ts";
import { type Refusal, refuse } from "../../rules/room/errors.ts";
import { roleOf } from "../../rules/room/rows/member-row.ts";
import { findWritten } from "../../rules/room/messages/row.ts";
import { kindOf, readRoom } from "../../rules/room/rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { callerOf } from "./caller-of.ts";
import { reply } from "./reply.ts";
import { ComposerParticipants } from "./composer-participants.ts";
import { type Connections, isDevice, type OpenSocket } from "../../sockets/connections.ts";

export interface RoomComposerPorts {
  now: () => number;
  store: SqlStore;
  connections: Connections;
  transaction: <Result>(work: () => Result) => Result;
  /** Checks and sends the message. `refused` is called if the command was refused before the rules decided. */
  send: (command: SendCommand, socket: OpenSocket, ref: number, refused: () => void) => void | Promise<void>;
}

/** Maximum time for the check of a message, ms. After it, other people can send again. */
const CHECK_TIMEOUT = 15_000;

/** Value of `retryAfter` while the outcome of another message is unknown, ms. */
const RETRY = 500;

interface Sending {
  id: MessageId;
  user: UserId;
  frozen: FrozenPrompt;
  /** Server clock, milliseconds. */
  until: number;
}

type Answered = Exclude<ComposeFrame, ComposeCaret>;

export class RoomComposer {
  readonly #ports: RoomComposerPorts;
  readonly #participants: ComposerParticipants;
  #kind: RoomKind | null = null;
  #prompt: SharedPrompt | null = null;
  /** The prompt that somebody is sending, until the outcome is known. Nobody else can send until then. */
  #sending: Sending | null = null;
  #telling: ReturnType<typeof setTimeout> | null = null;
  /** When the state was last sent to everyone, server clock, milliseconds. */
  #toldAt = -Infinity;

  constructor(ports: RoomComposerPorts) {
    this.#ports = ports;
    this.#participants = new ComposerParticipants(ports.connections, ports.now);
  }

  receive(socket: OpenSocket, frame: ComposeFrame): void | Promise<void> {
    const { store } = this.#ports;
    const caller = callerOf(socket);
    const role = roleOf(store, caller.user);
    if (role === null) return;
    if (frame.type === "compose.caret") return this.#participants.moved(socket, frame.caret);
    const refusal = this.#refusal(socket, frame, { ...caller, role });
    if (refusal !== null) return refused(socket, frame, refusal);
    return this.#answer(socket, frame);
  }

  /** Sends the composer's state to a new socket, if there is any. */
  greet(socket: OpenSocket): void {
    if (!this.#isSession()) return;
    const composing = this.#composing();
    if (composing.people.length > 0 || composing.signOff || composing.hasWords)
      reply(socket, { type: "composing", ...composing });
  }

  gone({ state }: OpenSocket): void {
    if (state.participant !== undefined) this.tell();
  }

  /** Sends the composer's state to everyone in the room. Changes within one window are sent together. */
  tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      this.#toldAt = this.#ports.now();
      const encoded = JSON.stringify({ type: "composing", ...this.#composing() });
      this.#ports.connections.broadcast(encoded, isDevice);
    }, PRESENCE_WINDOW);
  }

  /** A message consumed text from the composer. */
  tellTaken(epoch: number, update: string): void {
    this.#sending = null;
    this.#participants.taken(epoch, update);
    this.#participants.takeBackReady();
    this.tell();
  }

  /** Runs `handle`. For a message from the composer, it also deletes the text from the prompt in the same transaction. */
  around(command: Command, handle: () => Done | Refusal): Done | Refusal {
    if (command.type !== "send" || command.composed === undefined) return handle();
    const { composed } = command;
    const sending = this.#sending;
    // The check took too long, and another person has started to send in the meantime.
    if (sending?.frozen !== composed) return refuse.nothingToSend();
    const outcome = handle();
    if ("refused" in outcome) {
      sending.until = 0;
      return outcome;
    }
    const update = this.#open().consume(composed);
    if (update === null) throw new Error("the words of a sent prompt could not be taken out");
    const { epoch } = composed;
    return { ...outcome, effects: [...outcome.effects, { type: "composed", epoch, update }] };
  }

  /** Drops the state in memory after a rollback. */
  forget(): void {
    this.#prompt?.forget();
  }

  // ---- frames

  #refusal({ state }: OpenSocket, { type }: Answered, who: Caller & { role: Role }): Refusal | null {
    if (!this.#isSession()) return refuse.noComposer();
    if (type === "compose.open" || type === "compose.close") return null;
    if (type === "compose.signoff")
      return allowed(who, "manage", "session") ? null : refuse.notAllowed("change this");
    if (!allowed(who, "write", "session")) return refuse.notAllowed("write here");
    // After a lost connection a client repeats its command on a new socket, which may not be a participant yet.
    return state.participant === undefined && type !== "compose.send" ? refuse.noPlace() : null;
  }

  #answer(socket: OpenSocket, frame: Answered): void | Promise<void> {
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
    const opened = this.#open().open(epoch, vector);
    if (opened === null)
      return reply(socket, { type: "error", ref, code: "bad_type", message: "That is no state vector." });
    const { at, isNew } = this.#participants.take(socket);
    reply(socket, { type: "compose", ...opened, at });
    for (const other of this.#participants.all()) {
      if (other.caret !== null && other.at !== at)
        reply(socket, { type: "caret", at: other.at, caret: other.caret });
    }
    reply(socket, { type: "ok", ref });
    if (isNew) this.tell();
  }

  #update(socket: OpenSocket, { ref, epoch, update, caret }: ComposeUpdate): void {
    const prompt = this.#open();
    const hadWords = prompt.hasWords();
    const written = this.#change(() => prompt.write(socket.state.user, epoch, update));
    if (written.type === "refused")
      return reply(socket, { type: "error", ref, code: written.code, message: written.message });
    reply(socket, { type: "ok", ref });
    if (!written.isNew) return;
    this.#participants.wrote(socket, epoch, update, caret);
    const wasReady = this.#participants.takeBackReady();
    if (wasReady || hadWords !== prompt.hasWords() || this.#isToldLongAgo()) this.tell();
  }

  #ready(socket: OpenSocket, frame: ComposeReady): void {
    const { ref, on, hash } = frame;
    if (on && hash !== this.#open().hash()) return refused(socket, frame, refuse.otherWords());
    if (this.#participants.setReady(socket, on)) this.tell();
    reply(socket, { type: "ok", ref });
  }

  #signOff(socket: OpenSocket, { ref, on }: ComposeSignOff): void {
    const prompt = this.#open();
    const isNew = prompt.asksForSignOff !== on;
    if (isNew) this.#change(() => prompt.askForSignOff(on));
    reply(socket, { type: "ok", ref });
    if (isNew) this.tell();
  }

  #send(socket: OpenSocket, frame: ComposeSend): void | Promise<void> {
    const { store } = this.#ports;
    const { user } = socket.state;
    const stored = findWritten(store, { type: "send", id: frame.id }, user);
    if (stored !== null) return reply(socket, { type: "ok", ref: frame.ref, seq: stored.target });
    const now = this.#ports.now();
    if (this.#sending !== null && now < this.#sending.until) {
      const isAgain = this.#sending.id === frame.id && this.#sending.user === user;
      return refused(socket, frame, isAgain ? refuse.stillChecked() : refuse.beingSent());
    }
    if (!this.#isSignedOff(user)) return refused(socket, frame, refuse.notReady());
    const frozen = this.#open().freeze();
    if (frozen === null) return refused(socket, frame, refuse.nothingToSend());
    const { text, mentionRanges, ...composed } = frozen;
    const { ref, id, mentions, replyTo } = frame;
    this.#sending = { id, user, frozen: composed, until: now + CHECK_TIMEOUT };
    const command: SendCommand = {
      type: "send",
      id,
      text,
      composed,
      ...(mentions ? { mentions } : { mentionRanges }),
      ...(replyTo !== undefined && { replyTo }),
    };
    return this.#ports.send(command, socket, ref, () => {
      if (this.#sending?.frozen === composed) this.#sending = null;
    });
  }

  /** Others take the word "writing" for `WRITING_FOR`, so it is said again while somebody goes on writing. */
  #isToldLongAgo(): boolean {
    return this.#ports.now() - this.#toldAt >= WRITING_FOR / 2;
  }

  #leave(socket: OpenSocket): void {
    if (socket.state.participant === undefined) return;
    this.#ports.connections.leaveComposer(socket);
    this.tell();
  }

  // ---- state of the composer

  #composing(): Composing {
    const prompt = this.#open();
    return {
      people: this.#participants.people(),
      signOff: prompt.asksForSignOff,
      hasWords: prompt.hasWords(),
    };
  }

  /** Counts each person once: being ready on one device is enough. */
  #isSignedOff(sender: UserId): boolean {
    if (!this.#open().asksForSignOff) return true;
    const participants = this.#participants.people();
    const ready = new Set(participants.filter((participant) => participant.ready).map(({ user }) => user));
    return participants.every(({ user }) => user === sender || ready.has(user) || !this.#mayWrite(user));
  }

  #mayWrite(user: UserId): boolean {
    const role = roleOf(this.#ports.store, user);
    return role !== null && can(role, "write", "session");
  }

  /** Cached, because the kind of a room never changes. */
  #isSession(): boolean {
    this.#kind ??= kindOf(this.#ports.store);
    return this.#kind === "session";
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
  const retry = code === "unavailable" ? { retryAfter: RETRY } : {};
  reply(socket, { type: "error", ref, code, message, ...retry });
}
