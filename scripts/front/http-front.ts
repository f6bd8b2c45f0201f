/**
 * The HTTP server before workerd. It answers broken requests with 400 and one line in the log, and tells the Worker the address of the
 * client, as Cloudflare's edge does in production. After an upgrade it forwards the bytes unchanged.
 */
import {
  createServer,
  request as openRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect } from "node:net";
import { pipeline, type Duplex } from "node:stream";
import { headersFor, refusalOf } from "./front-headers.ts";

/** All headers of a request, bytes. A browser sends a few KiB; cookies of the same host are most of it. */
const MAX_HEADER_BYTES = 32 * 1_024;
/** Longer than browsers keep an idle connection, so that the browser closes it and no request is lost, ms. */
const KEEP_ALIVE_MS = 75_000;

const HOST = "127.0.0.1";

/** `target` is workerd's port; until it is known, connections are closed. `say` writes a line to the log. */
export function createFront(target: () => number | null, say: (line: string) => void): Server {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A slow upload may take longer than Node's default of five minutes.
    requestTimeout: 0,
    // A missing Host is refused here, with a line in the log.
    requireHostHeader: false,
    noDelay: true,
  };
  const server = createServer(options, (incoming, response) => {
    const port = target();
    const refusal = refusalOf(incoming);
    if (port === null) return incoming.socket.destroy();
    if (refusal !== null) return refuse(incoming.socket, refusal);
    forward(port, incoming, response);
  });
  server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const port = target();
    const refusal = refusalOf(incoming);
    if (port === null) return socket.destroy();
    if (refusal !== null) return refuse(socket, refusal);
    forwardUpgrade(port, incoming, socket, head);
  });
  server.on("connect", (_incoming: IncomingMessage, socket: Duplex) => refuse(socket, "CONNECT"));
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The client has closed the connection between two requests.
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    refuse(socket, error.code ?? error.message);
  });
  return server;

  function refuse(socket: Duplex, why: string): void {
    say(`Refused a broken request: ${why}`);
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 11\r\n\r\nBad Request");
  }
}

/** One connection to workerd for each request: on loopback it costs less than finding out whether a kept one still lives. */
function forward(port: number, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url: path } = incoming;
  const outgoing = openRequest({
    host: HOST,
    port,
    method,
    path,
    // Without its length Node would announce a body that may be empty.
    headers: [...headersFor(incoming), ...(hasBody(incoming) ? [] : ["content-length", "0"])],
    agent: false,
  });
  outgoing.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    pipeline(answer, response, () => {});
  });
  outgoing.on("error", () => {
    // Workerd may answer and close before it has read the whole body.
    if (response.headersSent || response.destroyed) return;
    response.writeHead(502).end("The server is not running.");
  });
  response.on("close", () => response.writableFinished || outgoing.destroy());
  incoming.on("error", () => outgoing.destroy());
  incoming.pipe(outgoing);
}

/** By RFC 9112, 6.3. */
const hasBody = ({ headers, method }: IncomingMessage): boolean =>
  method === "GET" || method === "HEAD" || "content-length" in headers || "transfer-encoding" in headers;

function forwardUpgrade(port: number, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const inner = connect({ port, host: HOST, noDelay: true });
  const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
  const headers = headersFor(incoming, "upgrade");
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`);
  inner.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  inner.write(head);
  // Either side may close the connection at any time.
  pipeline(socket, inner, socket, () => {});
}

/** Headers that describe one connection are Node's to write. */
function endToEnd(raw: string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const [name = "", value = ""] = raw.slice(i, i + 2);
    if (!/^(?:connection|keep-alive|transfer-encoding)$/i.test(name)) kept.push(name, value);
  }
  return kept;
}
