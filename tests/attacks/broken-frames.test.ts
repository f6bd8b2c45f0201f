/** Case 12: frames that no WebSocket library would send, written byte by byte to a real server. */
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildServer } from "../../scripts/build.ts";
import { type RunningServer, startServer } from "../../scripts/serve.ts";
import { paths } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { type Cast, makeCast, ticketFor } from "../chaos/world/cast.ts";

let server: RunningServer;
let cast: Cast;
let room: RoomId;
const data = mkdtempSync(join(tmpdir(), "parley-frames-"));

beforeAll(async () => {
  await buildServer();
  server = await startServer({ port: 0, data, quiet: true });
  cast = await makeCast(server.origin, { people: 2, rooms: 1 });
  const [first] = cast.rooms;
  if (first === undefined) throw new Error("the cast has no room");
  room = first;
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

const HELLO = JSON.stringify({
  type: "hello",
  version: PROTOCOL_VERSION,
  device: "dev_00000000000000000000000000",
  since: null,
  epoch: null,
});

/** Close code 1002 (protocol error) as two bytes of a close frame. */
const PROTOCOL_ERROR = "\u0003\u00ea";

const TEXT = 0x1;
const FIN = 0x80;

/** Builds one frame of RFC 6455. The mask is all zeros, so that the payload stays readable; `masked: false` leaves the mask out. */
function frame(first: number, payload: Buffer, masked = true): Buffer {
  const mask = masked ? 0x80 : 0;
  const length =
    payload.length < 126 ? [mask | payload.length] : [mask | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([first, ...length]), Buffer.alloc(masked ? 4 : 0), payload]);
}

const text = (payload: string): Buffer => frame(FIN | TEXT, Buffer.from(payload));

/** A raw TCP connection after a valid WebSocket handshake. */
class RawSocket {
  readonly #socket: Socket;
  received = "";
  closed = false;
  #look: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (bytes) => {
      this.received += bytes.toString("latin1");
      this.#look();
    });
    socket.on("close", () => {
      this.closed = true;
      this.#look();
    });
    socket.on("error", () => undefined);
  }

  static async open(): Promise<RawSocket> {
    const [member = cast.owner] = cast.members;
    const ticket = await ticketFor(server.origin, member, cast.organization, room);
    const raw = new RawSocket(connect(server.port, "127.0.0.1"));
    const lines = [
      `GET ${paths.roomSocket(cast.organization, room)}?ticket=${ticket} HTTP/1.1`,
      `Host: 127.0.0.1:${server.port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    raw.write(Buffer.from(`${lines.join("\r\n")}\r\n\r\n`));
    await raw.until(() => raw.received.includes("\r\n\r\n"));
    expect(raw.received).toContain("101 Switching Protocols");
    return raw;
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  end(): void {
    this.#socket.destroy();
  }

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (holds()) resolve();
      };
      this.#look();
    });
  }
}

/** Checks that the room still works: another person connects and is welcomed. */
async function roomGoesOn(): Promise<void> {
  const honest = await RawSocket.open();
  honest.write(text(HELLO));
  await honest.until(() => honest.received.includes('"type":"welcome"'));
  honest.end();
}

describe("broken frames", () => {
  test.each([
    ["a reserved opcode", frame(FIN | 0x3, Buffer.from("x"))],
    ["reserved bits", frame(FIN | 0x30 | TEXT, Buffer.from("x"))],
    ["a continuation of nothing", frame(FIN, Buffer.from("x"))],
    ["a control frame in pieces", frame(0x9, Buffer.from("x"))],
  ])("12, FRAME-1: %s is a protocol error (1002), and the room goes on", async (_, bytes) => {
    const rude = await RawSocket.open();
    rude.write(bytes);
    await rude.until(() => rude.received.includes(PROTOCOL_ERROR));
    rude.write(text(HELLO));
    rude.end();
    await roomGoesOn();
    expect(rude.received).not.toContain("welcome");
  });

  // The local runtime reads the frame as if it were masked. The test only checks that nobody else is affected.
  test("12, FRAME-1: a frame that is not masked disturbs nobody", async () => {
    const rude = await RawSocket.open();
    rude.write(frame(FIN | TEXT, Buffer.from(HELLO), false));
    await rude.until(() => rude.received.includes(PROTOCOL_ERROR) || rude.received.includes("welcome"));
    rude.end();
    await roomGoesOn();
  });

  test("12, FRAME-1: text that is no UTF-8 is answered or ends the connection, and the room goes on", async () => {
    const rude = await RawSocket.open();
    rude.write(frame(FIN | TEXT, Buffer.from([0x22, 0xff, 0xfe, 0x22])));
    await rude.until(() => rude.closed || rude.received.includes('"code":"bad_type"'));
    rude.end();
    await roomGoesOn();
  });

  test("12, FRAME-1: a message in honest pieces is one message", async () => {
    const slow = await RawSocket.open();
    slow.write(frame(TEXT, Buffer.from(HELLO.slice(0, 20))));
    slow.write(frame(0, Buffer.from(HELLO.slice(20, 40))));
    slow.write(frame(FIN, Buffer.from(HELLO.slice(40))));
    await slow.until(() => slow.received.includes('"type":"welcome"'));
    slow.end();
  });
});
