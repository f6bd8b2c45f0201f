import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import { exports } from "cloudflare:workers";
import { ORIGIN, type Visitor } from "./visitor.ts";

export type Knock = { type: "refused"; status: number; text: string } | { type: "open"; socket: OpenSocket };

export interface OpenSocket {
  send(text: string): void;
  close(): void;
  /** Resolves to the next frame of this type. */
  frame(type: string): Promise<Record<string, unknown>>;
  /** How the socket was closed. */
  closed: Promise<{ code: number; reason: string }>;
  frames: Record<string, unknown>[];
}

/** Requests a socket with exactly these headers. */
export async function knock(path: string, headers: Record<string, string>): Promise<Knock> {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    headers: { upgrade: "websocket", ...headers },
  });
  if (response.webSocket === null)
    return { type: "refused", status: response.status, text: await response.text() };
  return { type: "open", socket: listen(response.webSocket) };
}

/** Opens a socket as the person's browser would. */
export async function connect(
  person: Visitor,
  path: string,
  headers: Record<string, string> = {},
): Promise<OpenSocket> {
  const knocked = await knock(path, { origin: ORIGIN, cookie: person.cookie, ...headers });
  if (knocked.type === "refused") throw new Error(`${knocked.status} ${knocked.text}`);
  return knocked.socket;
}

/** The close code of a refused socket. */
export async function closeCode(
  person: Visitor,
  path: string,
  headers: Record<string, string> = {},
): Promise<number> {
  return (await (await connect(person, path, headers)).closed).code;
}

function listen(webSocket: WebSocket): OpenSocket {
  const frames: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = () => waiting.forEach((look) => look());
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    webSocket.addEventListener("close", ({ code, reason }) => {
      ended = true;
      resolve({ code, reason });
      wake();
    });
  });
  webSocket.addEventListener("message", ({ data }) => {
    frames.push(JSON.parse(String(data)));
    wake();
  });
  webSocket.accept();

  const frame = (type: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const at = frames.findIndex((candidate) => candidate["type"] === type);
        if (at < 0 && !ended) return;
        waiting.delete(look);
        const found = frames[at];
        if (found === undefined) return reject(new Error(`closed before ${type}`));
        frames.splice(at, 1);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    frames,
    frame,
    closed,
    // The server may have closed the socket already; `closed` reports that.
    send: (text) => {
      if (webSocket.readyState === WebSocket.OPEN) webSocket.send(text);
    },
    close: () => webSocket.close(1000, "bye"),
  };
}

/** The first frame of a client that has no data yet. */
export const HELLO = JSON.stringify({
  type: "hello",
  version: PROTOCOL_VERSION,
  device: "dev_00000000000000000000000000",
  since: null,
  epoch: null,
});

/** A socket that was accepted. */
export async function openSocket(who: { headers: Record<string, string> }, path: string) {
  const knocked = await knock(path, who.headers);
  if (knocked.type === "refused") throw new Error(`${knocked.status} ${knocked.text}`);
  return knocked.socket;
}
