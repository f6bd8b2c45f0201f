import type {
  CommandFrame,
  ComposeReady,
  ComposeSend,
  ComposeSignOff,
  ErrorFrame,
  HeldMessageFrame,
  Ok,
  PageFrame,
  QueryFrame,
  ContextReceiptFrame,
  ReadReceiptsFrame,
  Ref,
  StepsFrame,
} from "../../shared/protocol/frames.ts";
import { isDiskFault, isTransient } from "../../shared/protocol/codes.ts";
import { stoppedError } from "./close-reason.ts";
import { ParleyError } from "./parley-error.ts";
import { Timer } from "./timer.ts";
import { withResolvers } from "./with-resolvers.ts";

export type WithoutRef<Frame> = Frame extends unknown ? Omit<Frame, "ref"> : never;
export type Request = WithoutRef<
  Exclude<CommandFrame, { type: "send" }> | QueryFrame | ComposeReady | ComposeSignOff | ComposeSend
>;
export type Answer = Ok | PageFrame | HeldMessageFrame | ContextReceiptFrame | ReadReceiptsFrame | StepsFrame;

/** Timeout of a command over all sockets on which it was tried, ms. */
export const REQUEST_TIMEOUT = 30_000;
const DEFAULT_RETRY = 1_000;

/** Any command, and its answer. */
type AnyRequest = { type: string };
type AnyAnswer = { type: string; ref: Ref };

export interface RequestsPort<Asked extends AnyRequest = Request> {
  nextRef(): Ref;
  /** Returns whether the frame was sent. */
  send(frame: Asked & { ref: Ref }): boolean;
}

interface Open<Asked extends AnyRequest, Given extends AnyAnswer> {
  request: Asked;
  /** It was sent on some socket. */
  wasSent: boolean;
  take(answer: Given): void;
  resolve(answer: Given): void;
  reject(error: ParleyError): void;
  readonly timeout: Timer;
  readonly retry: Timer;
}

/**
 * Commands that wait for their answer. They have one effect however often they arrive, so a command without an answer is sent
 * again on the next socket. The exception is `ask`: each one that arrives may create an answer, which costs money.
 */
export class Requests<Asked extends AnyRequest = Request, Given extends AnyAnswer = Answer> {
  readonly #port: RequestsPort<Asked>;
  readonly #open = new Map<Ref, Open<Asked, Given>>();
  #connected = false;
  #stopped: number | null = null;

  constructor(port: RequestsPort<Asked>) {
    this.#port = port;
  }

  /**
   * `take` is called with the answer in the step in which it arrives. Code that awaits the promise runs later, perhaps after
   * the next frame, because several frames of one packet are processed without a pause.
   */
  ask(request: Asked, take: (answer: Given) => void = () => {}): Promise<Given> {
    if (this.#stopped !== null) return Promise.reject(stoppedError(this.#stopped));
    const { promise, resolve, reject } = withResolvers<Given>();
    const ref = this.#port.nextRef();
    const timers = { timeout: new Timer(), retry: new Timer() };
    const open = { request, wasSent: false, take, resolve, reject, ...timers };
    open.timeout.start(REQUEST_TIMEOUT, () => this.#expire(ref));
    this.#open.set(ref, open);
    this.#send(ref);
    return promise;
  }

  /** Whether the answer was for a command of this kind. */
  answered(frame: Given | ErrorFrame): boolean {
    if (frame.ref === undefined) return false;
    const open = this.#open.get(frame.ref);
    if (open === undefined) return false;
    if (isRefusal(frame) && isTransient(frame.code) && !isDiskFault(frame.code))
      this.#sendLater(frame.ref, open, frame.retryAfter);
    else this.#finish(frame.ref, open, frame);
    return true;
  }

  connected(): void {
    this.#connected = true;
    for (const [ref, open] of this.#open) if (!isUnderWay(open)) this.#send(ref);
  }

  disconnected(): void {
    this.#connected = false;
    for (const [ref, open] of [...this.#open]) {
      open.retry.stop();
      if (isUnderWay(open)) this.#finish(ref, open, unanswered());
    }
  }

  stopped(code: number): void {
    this.#stopped = code;
    for (const [ref, open] of this.#open) this.#finish(ref, open, stoppedError(code));
  }

  #send(ref: Ref): void {
    const open = this.#open.get(ref);
    if (open !== undefined && this.#connected) open.wasSent = this.#port.send({ ...open.request, ref });
  }

  #sendLater(ref: Ref, open: Open<Asked, Given>, retryAfter = DEFAULT_RETRY): void {
    open.wasSent = false;
    open.retry.start(retryAfter, () => this.#send(ref));
  }

  #finish(ref: Ref, open: Open<Asked, Given>, result: Given | ErrorFrame | ParleyError): void {
    this.#open.delete(ref);
    open.timeout.stop();
    open.retry.stop();
    if (result instanceof ParleyError) open.reject(result);
    else if (isRefusal(result)) open.reject(new ParleyError(result.code, result.message, result.retryAfter));
    else {
      open.take(result);
      open.resolve(result);
    }
  }

  #expire(ref: Ref): void {
    const open = this.#open.get(ref);
    if (open !== undefined) this.#finish(ref, open, unanswered());
  }
}

function isRefusal(frame: AnyAnswer | ErrorFrame): frame is ErrorFrame {
  return frame.type === "error";
}

/** Whether it must not be sent again. */
function isUnderWay({ request, wasSent }: { request: AnyRequest; wasSent: boolean }): boolean {
  return request.type === "ask" && wasSent;
}

function unanswered(): ParleyError {
  return new ParleyError("unavailable", "The room did not answer.");
}
