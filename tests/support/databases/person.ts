/** A client of few lines, without the SDK: it speaks to servers of every version. */
import { setTimeout as delay } from "node:timers/promises";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";

/** A frame or body of a server of any version. */
export type Answer = Record<string, unknown>;
export type Frame = { type: string } & Answer;

export const TIMEOUT_MS = 20_000;

export class Person {
  readonly id: string;
  readonly #origin: string;
  readonly #cookie: string;

  constructor(origin: string, id: string, cookie: string) {
    this.#origin = origin;
    this.id = id;
    this.#cookie = cookie;
  }

  static async signUp(origin: string, name: string): Promise<Person> {
    const response = await fetch(`${origin}/api/auth/sign-up/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ name, email: `${name}@parley.example`, password: "correct horse battery" }),
    });
    const { user } = await response.json();
    const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]);
    return new Person(origin, user.id, cookie.join("; "));
  }

  async call(
    method: string,
    path: string,
    body?: object | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${this.#origin}/api${path}`, {
      method,
      headers: {
        origin: this.#origin,
        cookie: this.#cookie,
        "content-type": isBytes ? "application/octet-stream" : "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (answer.ok !== true) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.data;
  }

  async open(organization: string, room?: string): Promise<Line> {
    const { ticket } = await this.call(
      "POST",
      `/organizations/${organization}/tickets`,
      room === undefined ? {} : { room },
    );
    const path = room === undefined ? "inbox/socket" : `rooms/${room}/socket`;
    const address = `${this.#origin.replace("http", "ws")}/api/organizations/${organization}/${path}?ticket=${ticket}`;
    return Line.open(address, this.id);
  }
}

/** A socket that has sent hello. */
export class Line {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  readonly #user: string;
  #ref = 0;

  constructor(socket: WebSocket, user: string) {
    this.#socket = socket;
    this.#user = user;
    socket.addEventListener("message", ({ data }) => {
      const frame: Frame = JSON.parse(String(data));
      this.frames.push(frame);
      if (frame.type === "mark") socket.send(JSON.stringify({ type: "ack", mark: frame["mark"] }));
    });
    socket.addEventListener("close", ({ code, reason }) =>
      this.frames.push({ type: "closed", code, reason }),
    );
  }

  static async open(address: string, user: string): Promise<Line> {
    const socket = new WebSocket(address);
    const line = new Line(socket, user);
    await new Promise((done) => socket.addEventListener("open", done, { once: true }));
    socket.send(
      JSON.stringify({
        type: "hello",
        version: PROTOCOL_VERSION,
        device: newId("dev"),
        since: null,
        epoch: null,
      }),
    );
    await line.until(({ type }) => type === "welcome" || type === "inbox");
    return line;
  }

  async until(found: (frame: Frame) => boolean, from = 0): Promise<Frame> {
    const ends = Date.now() + TIMEOUT_MS;
    for (;;) {
      const frame = this.frames.slice(from).find(found);
      if (frame !== undefined) return frame;
      const closed = this.frames.find(({ type }) => type === "closed");
      if (closed !== undefined || Date.now() > ends)
        throw new Error(`nothing came; last: ${JSON.stringify(closed ?? this.frames.at(-1))}`);
      await delay(5);
    }
  }

  async say(frame: Frame): Promise<Frame> {
    const ref = ++this.#ref;
    const from = this.frames.length;
    this.#socket.send(JSON.stringify({ ...frame, ref }));
    const answer = await this.until((each) => each["ref"] === ref && each.type !== "events", from);
    if (answer.type === "error") throw new Error(`${frame.type}: ${JSON.stringify(answer)}`);
    return answer;
  }

  signal(frame: Frame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a message and returns its seq. */
  async send(text: string, more: Answer = {}): Promise<number> {
    const id = newMessageId();
    const from = this.frames.length;
    this.#socket.send(JSON.stringify({ type: "send", ref: ++this.#ref, id, text, ...more }));
    const { seq } = await this.event(
      (each) => sentMessage(each)?.["id"] === id && each["by"] === this.#user,
      from,
    );
    return Number(seq);
  }

  async event(found: (event: Answer) => boolean, from = 0): Promise<Answer> {
    let event: Answer | undefined;
    await this.until((frame) => {
      if (frame.type === "error") throw new Error(JSON.stringify(frame));
      if (frame.type !== "events" || !Array.isArray(frame["events"])) return false;
      event = frame["events"].find(found);
      return event !== undefined;
    }, from);
    return event ?? {};
  }
}

function sentMessage(event: Answer): Answer | undefined {
  const message = event["message"];
  return typeof message === "object" && message !== null ? { ...message } : undefined;
}

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const body = (): string =>
  [...crypto.getRandomValues(new Uint8Array(25))].map((byte) => ALPHABET[byte % 32]).join("");
export const newId = (kind: string): string => `${kind}_0${body()}`;
const newMessageId = (): string => `msg_01jd${body().slice(0, 22)}`;
