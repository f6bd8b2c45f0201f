/** A server that receives messages and sends them to everyone: Parley, or the baseline. */
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseMark } from "../../client/sdk/parse-mark.ts";
import { startServer } from "../../scripts/serve.ts";
import { paths } from "../../shared/api.ts";
import { PING_INTERVAL } from "../../shared/limits.ts";
import { makeId, makeMessageId } from "../../shared/ids.ts";
import { PING, PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { type Account, makeCast, ticketFor } from "../chaos/world/cast.ts";
import { workerdCpu } from "./cpu.ts";

export interface Target {
  name: string;
  sockets: BenchSocket[];
  /** CPU time of its server so far, milliseconds. */
  cpu: () => number;
  stop: () => Promise<void>;
}

export interface BenchSocket {
  socket: WebSocket;
  /** Sends one message of `text`. */
  send: (text: string) => void;
  /** Makes the server stream this many short words to everyone, `every` milliseconds apart. */
  stream: (tokens: number, every: number) => void;
  /** Only of Parley: asks the agent with this script of its model (`server/local/README.md`). */
  ask?: (steps: object) => void;
  /** Called with each received frame. */
  onFrame: (listener: (frame: string) => void) => void;
  /** Called with the texts of the messages in a frame. */
  onMessages: (listener: (texts: string[]) => void) => void;
}

/** In memory if possible, because the speed of a busy disk is not compared here. */
export function newDataFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-bench-"));
}

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

export interface BaselineServer {
  origin: string;
  cpu: () => number;
  stop: () => Promise<void>;
}

/** `module`: another bundle with a class `Baseline`, instead of the one next to this file. */
export async function startBaselineServer(module?: string): Promise<BaselineServer> {
  const data = newDataFolder();
  const child = fork(join(import.meta.dirname, "baseline-process.ts"), {
    env: { ...process.env, PARLEY_BENCH_DATA: data, ...(module && { PARLEY_BENCH_MODULE: module }) },
    // A separate session like Parley's: a kernel that schedules sessions as groups preempts other sessions more often.
    detached: true,
  });
  const { origin } = await new Promise<{ origin: string }>((resolve, reject) => {
    child.once("message", (message: { origin: string }) => resolve(message));
    child.once("exit", (code) => reject(new Error(`the baseline ended with ${code}`)));
  });
  const pid = child.pid ?? Number.NaN;
  return {
    origin,
    cpu: () => workerdCpu(pid),
    async stop() {
      child.disconnect();
      await new Promise((resolve) => child.once("exit", resolve));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function startBaseline(name: string, sockets: number): Promise<Target> {
  const { origin, cpu, stop } = await startBaselineServer();
  const opened = await Promise.all(
    Array.from({ length: sockets }, async (): Promise<BenchSocket> => {
      const socket = await open(origin.replace("http", "ws"));
      return {
        socket,
        send: (text) => socket.send(JSON.stringify({ id: makeMessageId(Date.now(), random), text })),
        stream: (tokens, every) => socket.send(JSON.stringify({ tokens, every })),
        onFrame: (listener) => socket.addEventListener("message", ({ data }) => listener(String(data))),
        onMessages: (listener) => socket.addEventListener("message", ({ data }) => listener(textsIn(data))),
      };
    }),
  );
  return {
    name,
    sockets: opened,
    cpu,
    async stop() {
      for (const { socket } of opened) socket.close();
      await stop();
    },
  };
}

/** `people` with `devices` each, all members of one room and after hello. */
export async function startParley(people: number, devices: number): Promise<Target> {
  const data = newDataFolder();
  const vars = { LOCAL_AI: "scripted" };
  const server = await startServer({ port: 0, data, quiet: true, vars });
  const cast = await makeCast(server.origin, { people, rooms: 1 });
  const [room] = cast.rooms;
  if (room === undefined) throw new Error("the cast has no room");

  const openDevice = async (account: Account): Promise<BenchSocket> => {
    const ticket = await ticketFor(server.origin, account, cast.organization, room);
    const address = `${server.origin.replace("http", "ws")}${paths.roomSocket(cast.organization, room)}`;
    const socket = await open(`${address}?ticket=${ticket}`);
    socket.addEventListener("message", ({ data }) => {
      const mark = parseMark(String(data));
      if (mark !== null) socket.send(JSON.stringify({ type: "ack", mark }));
    });
    const welcomed = new Promise<string>((resolve) =>
      socket.addEventListener("message", ({ data }) => resolve(String(data)), { once: true }),
    );
    const device = makeId("dev", random);
    socket.send(
      JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null }),
    );
    const agent = (await welcomed).match(/agent_[0-9a-z]{26}/)?.[0];
    let ref = 0;
    const ask = (steps: object): void => {
      ref += 1;
      const text = `#script ${JSON.stringify(steps)}`;
      const id = makeMessageId(Date.now(), random);
      socket.send(JSON.stringify({ type: "send", ref, id, text, mentions: [agent] }));
    };
    return {
      socket,
      send(text) {
        ref += 1;
        socket.send(JSON.stringify({ type: "send", ref, id: makeMessageId(Date.now(), random), text }));
      },
      stream: (tokens, every) => ask([{ say: "word $i ", times: tokens, every }]),
      ask,
      onFrame: (listener) => socket.addEventListener("message", ({ data }) => listener(String(data))),
      onMessages: (listener) =>
        socket.addEventListener("message", ({ data }) => {
          if (String(data).startsWith('{"type":"error"')) throw new Error(`refused: ${data}`);
          listener(textsIn(data));
        }),
    };
  };

  const opened: BenchSocket[] = [];
  for (const account of [cast.owner, ...cast.members]) {
    for (let n = 0; n < devices; n++) opened.push(await openDevice(account));
  }
  const pings = setInterval(() => opened.forEach(({ socket }) => socket.send(PING)), PING_INTERVAL);
  // Neighbours in the list are different people, so that people take turns.
  const sockets = opened.map((_, i) => opened[(i % people) * devices + Math.floor(i / people)] ?? opened[0]);
  return {
    name: "Parley",
    sockets: sockets.filter((each) => each !== undefined),
    cpu: () => workerdCpu(server.pid),
    async stop() {
      clearInterval(pings);
      for (const { socket } of opened) socket.close();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The load generator shares two cores with the server, so it searches for its texts instead of parsing. */
function textsIn(data: unknown): string[] {
  return Array.from(String(data).matchAll(/"text":"([^"]+)"/g), (match) => match[1] ?? "");
}

export function open(address: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => resolve(socket), { once: true });
    socket.addEventListener("error", () => reject(new Error(`${address} did not open`)), { once: true });
  });
}
