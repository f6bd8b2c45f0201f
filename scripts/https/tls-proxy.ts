import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import { pipeline } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import type { Pair } from "./issue.ts";
import { answerPlain } from "./trust-page.ts";

export interface TlsProxy {
  port: number;
  /** The local port to forward connections to. Until it is set, connections are closed. */
  forwardTo(port: number): void;
}

/** Timeout of a connection that sends nothing, ms. */
const SILENCE_TIMEOUT_MS = 10_000;
/** First byte of a TLS connection. */
const HANDSHAKE = 0x16;

/**
 * Listens on all interfaces. TLS ends here, and its content is forwarded unchanged. A plain HTTP request to the same port gets
 * a page with the authority's certificate and instructions to trust it.
 */
export async function openTlsProxy(port: number, authority: Pair, server: Pair): Promise<TlsProxy> {
  let target: number | null = null;
  const secure = createTlsServer({ key: server.key, cert: server.certificate }, (socket) => {
    if (target === null) return socket.destroy();
    const inner = connect({ port: target, host: "127.0.0.1", noDelay: true });
    // Either side may close the connection at any time.
    pipeline(socket, inner, socket, () => {});
  });
  secure.on("tlsClientError", () => {});
  const plain = createHttpServer((request, response) => answerPlain(authority, request, response));

  const listener = createServer({ noDelay: true }, (socket) => {
    socket.setTimeout(SILENCE_TIMEOUT_MS, () => socket.destroy());
    socket.once("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.setTimeout(0);
      socket.pause();
      socket.unshift(first);
      if (isHandshake(first)) return secure.emit("connection", socket);
      plain.emit("connection", socket);
      socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => listener.once("error", reject).listen(port, resolve));
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("No port to listen on.");
  return {
    port: address.port,
    forwardTo: (port) => {
      target = port;
    },
  };
}

const isHandshake = (first: Buffer | string) => typeof first !== "string" && first[0] === HANDSHAKE;
