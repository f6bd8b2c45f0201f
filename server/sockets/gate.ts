/** Processes every frame of a socket: size, parsing, `hello`, rate limit, dispatch, and the handling of all errors. */
import type { Connection } from "partyserver";
import { MAX_BAD_FRAMES_PER_MINUTE, REFUSAL_RATE } from "../../shared/limits.ts";
import { CLOSE, type CloseCode } from "../../shared/protocol/codes.ts";
import {
  type Ack,
  type ErrorFrame,
  type Hello,
  PROTOCOL_VERSION,
  type Ref,
} from "../../shared/protocol/frames.ts";
import type { Parsed } from "../../shared/protocol/parse.ts";
import { tryClose, type Connections, type OpenSocket, trySend, type SocketState } from "./connections.ts";
import { EarlyFrames } from "./early-frames.ts";
import { type FrameData, frameSize, isTooLarge } from "./frame-size.ts";
import { DISK_MESSAGE, DISK_RETRY, type DiskFault, diskFault, isDamage } from "../storage/storage-fault.ts";
import { type RateKind, FrameRates, TOO_OFTEN } from "./rates.ts";
import { scopesOfBits } from "./scope-bits.ts";
import { decodePrincipal, PRINCIPAL_HEADER } from "./socket-principal.ts";
import { takeToken } from "./token-bucket.ts";

/** Close code and reason of a socket. */
export interface Closing {
  close: CloseCode;
  reason: string;
}

/** The parts that differ between objects: the frame types and their handlers. Times are in milliseconds of the server's clock. */
export interface Protocol<Frame extends { type: string; ref?: Ref }> {
  /** Called when a socket opens. Returns a reason to close it, or null. */
  connect(state: SocketState, now: number): Closing | null;
  parse(data: FrameData): Parsed<Frame | Hello | Ack>;
  /** Sends the welcome and the start state. Also called for each further `hello` on the same socket. */
  hello(socket: OpenSocket, hello: Hello, now: number): Closing | null;
  /** The socket has acknowledged a mark. */
  caughtUp(socket: OpenSocket): void;
  rate(frame: Frame): RateKind;
  receive(frame: Frame, socket: OpenSocket, now: number): void | Promise<void>;
  /** Logs an unexpected error, with the object's name. */
  report(error: unknown): void;
}

/** Implements the rules FRAME-1 to FRAME-12 of `docs/protocol.md`. */
export class Gate<Frame extends { type: string; ref?: Ref }> {
  readonly #connections: Connections;
  readonly #protocol: Protocol<Frame>;
  readonly #rates: FrameRates;
  readonly #early = new WeakMap<OpenSocket, EarlyFrames<Frame | Ack>>();

  /** `rates`: shared with what people do in this object without a socket. */
  constructor(connections: Connections, protocol: Protocol<Frame>, rates = new FrameRates()) {
    this.#connections = connections;
    this.#protocol = protocol;
    this.#rates = rates;
  }

  /** For `onConnect`. It never throws, because partyserver sends the stack of an error there to the client. */
  connect(connection: Connection<SocketState>, request: Request): void {
    try {
      this.#letIn(connection, request, Date.now());
    } catch (error) {
      this.#protocol.report(error);
      this.gone(connection);
      tryClose(connection, CLOSE.tryAgain, "Try again later.");
    }
  }

  /** For `onMessage`. */
  message(connection: Connection<SocketState>, data: FrameData): void {
    const socket = this.#connections.get(connection.id);
    // This side has already closed the socket, and the client does not know it yet.
    if (socket === undefined) return;
    const now = Date.now();
    socket.lastFrameAt = now;
    if (isTooLarge(data)) {
      return this.#close(socket, { close: CLOSE.tooLarge, reason: "A frame has at most 64 KiB." });
    }
    const parsed = this.#protocol.parse(data);
    if (!parsed.ok) return this.#refuseBad(parsed, socket, now);
    const { frame } = parsed;
    if (isHello(frame)) return this.#greet(frame, socket, now);
    if (socket.state.device === null) return this.#keep(frame, frameSize(data), socket);
    this.#take(frame, socket, now);
  }

  /** For `onClose` and `onError`. */
  gone(connection: Connection<SocketState>): void {
    try {
      this.#connections.remove(connection.id);
    } catch (error) {
      this.#protocol.report(error);
    }
  }

  #letIn(connection: Connection<SocketState>, request: Request, now: number): void {
    const header = request.headers.get(PRINCIPAL_HEADER);
    if (header === null) return tryClose(connection, CLOSE.unauthenticated, "Sign in first.");
    const principal = decodePrincipal(header);
    if (!scopesOfBits(principal.scopes).has("read")) {
      return tryClose(connection, CLOSE.forbidden, "This access may not read.");
    }
    const state: SocketState = { ...principal, connectedAt: now, device: null, activity: "active" };
    const closing = this.#protocol.connect(state, now);
    if (closing !== null) return tryClose(connection, closing.close, closing.reason);
    this.#connections.expectHello(this.#connections.add(connection, state));
  }

  // ---- hello

  #greet(hello: Hello, socket: OpenSocket, now: number): void {
    if (hello.version !== PROTOCOL_VERSION) {
      return this.#close(socket, {
        close: CLOSE.upgradeRequired,
        reason: "This client speaks another version.",
      });
    }
    if (this.#rates.take("hello", socket.state.user, now) > 0) return this.#closeTooFast(socket);
    const { device } = socket.state;
    this.#connections.greeted(socket, hello.device);
    try {
      const closing = this.#protocol.hello(socket, hello, now);
      if (closing !== null) return this.#close(socket, closing);
    } catch (error) {
      // The socket has not been welcomed, so its frames are kept until another `hello`.
      if (device === null) this.#connections.ungreeted(socket);
      return this.#failed(error, socket, undefined);
    }
    this.#handOn(socket, now);
  }

  /** Keeps a frame that arrives before `hello`. Only its shape has been checked. */
  #keep(frame: Frame | Ack, bytes: number, socket: OpenSocket): void {
    const early = this.#early.get(socket) ?? new EarlyFrames();
    this.#early.set(socket, early);
    if (early.keep(frame, bytes)) return;
    this.#close(socket, { close: CLOSE.malformed, reason: "A socket begins with hello." });
  }

  #handOn(socket: OpenSocket, now: number): void {
    const frames = this.#early.get(socket)?.frames ?? [];
    this.#early.delete(socket);
    for (const frame of frames) {
      // An earlier frame may have closed the socket.
      if (this.#connections.get(socket.id) === socket) this.#take(frame, socket, now);
    }
  }

  // ---- after hello

  #take(frame: Frame | Ack, socket: OpenSocket, now: number): void {
    if (isAck(frame)) return this.#acknowledge(frame, socket, now);
    const { ref } = frame;
    try {
      const kind = this.#protocol.rate(frame);
      const wait = this.#rates.take(kind, socket.state.user, now);
      if (wait > 0) return this.#refuseTooFast(kind, ref, wait, socket, now);
      const fault = diskFault();
      if (fault !== null && isWriting(frame, kind, fault)) return refuseForDisk(fault, ref, socket);
      const answered = this.#protocol.receive(frame, socket, now);
      if (answered instanceof Promise) answered.catch((error: unknown) => this.#failed(error, socket, ref));
    } catch (error) {
      this.#failed(error, socket, ref);
    }
  }

  /** An acknowledgement of a mark that was sent does not count against a rate limit. Any other one counts as a signal. */
  #acknowledge({ mark }: Ack, socket: OpenSocket, now: number): void {
    if (socket.window.acknowledge(mark)) return this.#guard(socket, () => this.#protocol.caughtUp(socket));
    const wait = this.#rates.take("signal", socket.state.user, now);
    if (wait > 0) this.#refuseTooFast("signal", undefined, wait, socket, now);
  }

  #guard(socket: OpenSocket, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#failed(error, socket, undefined);
    }
  }

  // ---- refusals

  /** `now` is the server clock, milliseconds. */
  #refuseBad({ code, ref }: Extract<Parsed, { ok: false }>, socket: OpenSocket, now: number): void {
    socket.badFrames = [...socket.badFrames.filter((at) => at > now - 60_000), now];
    if (socket.badFrames.length >= MAX_BAD_FRAMES_PER_MINUTE) {
      return this.#close(socket, { close: CLOSE.malformed, reason: "Too many frames that make no sense." });
    }
    const message =
      code === "bad_json" ? "This frame is no JSON." : "This frame has no shape that is known here.";
    answerError(socket, { code, message }, ref);
  }

  #refuseTooFast(kind: RateKind, ref: Ref | undefined, wait: number, socket: OpenSocket, now: number): void {
    if (takeToken(socket.refusals, REFUSAL_RATE, now) > 0) return this.#closeTooFast(socket);
    // A dropped signal is not answered either.
    if (kind === "signal" && ref === undefined) return;
    answerError(socket, { code: "rate_limited", message: TOO_OFTEN, retryAfter: wait }, ref);
  }

  #failed(error: unknown, socket: OpenSocket, ref: Ref | undefined): void {
    this.#protocol.report(error);
    if (this.#connections.get(socket.id) !== socket) return;
    if (isDamage(error)) return this.#close(socket, { close: CLOSE.damaged, reason: "The data is damaged." });
    answerError(socket, { code: "internal", message: "Something went wrong." }, ref);
  }

  #closeTooFast(socket: OpenSocket): void {
    this.#close(socket, { close: CLOSE.tooFast, reason: "Too many frames." });
  }

  #close(socket: OpenSocket, { close, reason }: Closing): void {
    this.#guard(socket, () => this.#connections.close(socket, close, reason));
  }
}

/** Rates of frames that store something. */
const WRITING: readonly RateKind[] = ["command", "ask", "steer", "compose"];
/** Frames that store a few bytes at most, for which a full disk has a reserve (`scripts/watch-disk.ts`). */
const SMALL: readonly string[] = ["read", "delivered", "watch", "draft.open"];

function isWriting({ type }: { type: string }, kind: RateKind, fault: DiskFault): boolean {
  if (SMALL.includes(type)) return fault === "storage_read_only";
  return WRITING.includes(kind);
}

function refuseForDisk(fault: DiskFault, ref: Ref | undefined, socket: OpenSocket): void {
  if (ref === undefined) return;
  answerError(socket, { code: fault, message: DISK_MESSAGE[fault], retryAfter: DISK_RETRY }, ref);
}

const isHello = <Frame extends { type: string }>(frame: Frame | Hello | Ack): frame is Hello =>
  frame.type === "hello";

const isAck = <Frame extends { type: string }>(frame: Frame | Ack): frame is Ack => frame.type === "ack";

function answerError(
  socket: OpenSocket,
  error: Pick<ErrorFrame, "code" | "message" | "retryAfter">,
  ref: Ref | undefined,
): void {
  const frame: ErrorFrame = { type: "error", ...(ref === undefined ? {} : { ref }), ...error };
  trySend(socket, JSON.stringify(frame));
}
