import { createServer as createHttpServer, type Server } from "node:http";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import type { Pair } from "./issue.ts";
import { answerPlain } from "./trust-page.ts";

/** Timeout of a connection that sends nothing, ms. */
const SILENCE_TIMEOUT_MS = 10_000;
/** First byte of a TLS connection. */
const HANDSHAKE = 0x16;

/**
 * Listens on all interfaces. TLS ends here, and the front gets its content. A plain HTTP request to the same port gets a page with the
 * authority's certificate and instructions to trust it. Resolves to the port.
 */
export async function listenWithTls(
  port: number,
  { authority, server, front }: { authority: Pair; server: Pair; front: Server },
): Promise<number> {
  const secure = createTlsServer({ key: server.key, cert: server.certificate }, (socket) =>
    front.emit("connection", socket),
  );
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
  return address.port;
}

const isHandshake = (first: Buffer | string) => typeof first !== "string" && first[0] === HANDSHAKE;
