import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import { pipeline } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import type { Pair } from "./issue.ts";
import { answerPlain } from "./trust-page.ts";

export interface Front {
  port: number;
  /** Where what arrives is passed on to, on this machine. Until then nobody is let in. */
  leadTo(port: number): void;
}

/** How long somebody may be connected without a word. Milliseconds. */
const SILENCE = 10_000;
/** The first octet of whoever speaks TLS. */
const HANDSHAKE = 0x16;

/**
 * Listens on all interfaces. TLS ends here and its content goes on as it is, byte for byte; who speaks plain HTTP at the same port is
 * told how to trust the authority, and given it.
 */
export async function openFront(port: number, authority: Pair, server: Pair): Promise<Front> {
  let target: number | null = null;
  const secure = createTlsServer({ key: server.key, cert: server.certificate }, (socket) => {
    if (target === null) return socket.destroy();
    const inner = connect({ port: target, host: "127.0.0.1", noDelay: true });
    // Either end may go at any time.
    pipeline(socket, inner, socket, () => {});
  });
  secure.on("tlsClientError", () => {});
  const plain = createHttpServer((request, response) => answerPlain(authority, request, response));

  const front = createServer({ noDelay: true }, (socket) => {
    socket.setTimeout(SILENCE, () => socket.destroy());
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
  await new Promise<void>((resolve, reject) => front.once("error", reject).listen(port, resolve));
  const address = front.address();
  if (address === null || typeof address === "string") throw new Error("No port to listen on.");
  return {
    port: address.port,
    leadTo: (port) => {
      target = port;
    },
  };
}

const isHandshake = (first: Buffer | string) => typeof first !== "string" && first[0] === HANDSHAKE;
