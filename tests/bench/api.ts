/**
 * `npm run bench:api -- 5 200`: the HTTP API, in 5 rounds and with 200 readers of one room.
 * - Ten routes beside a bare Hono handler that makes the same reads of D1 in the same workerd and sends the same answer. The bare handler runs twice:
 *   the second is the control.
 * - From the question to the first piece of the answer, through each protocol and on the room's socket.
 * - Readers of one room: CPU of a message for each stream of server-sent events, and for each socket.
 */
import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { makeApi } from "../../client/sdk/api/index.ts";
import { parseMark } from "../../client/sdk/parse-mark.ts";
import { paths, type Ticket } from "../../shared/api.ts";
import { makeId, makeMessageId, type RoomId } from "../../shared/ids.ts";
import { keyPaths, MAX_KEY_REQUESTS, type MadeKey, type Service } from "../../shared/keys.ts";
import { MAX_SOCKETS_PER_PERSON } from "../../shared/limits.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { makeCast, postAs } from "../chaos/world/cast.ts";
import { printTable } from "../eval/print-table.ts";
import { workerdCpu } from "./cpu.ts";
import { median } from "./load.ts";
import { startWorker } from "./start-worker.ts";
import { open } from "./target.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
const READERS = Number(process.argv[3] ?? 200);
/** Requests in one turn, and how many of them are under way at once. */
const REQUESTS = 200;
const AT_ONCE = 8;
/** Readers of one account: below the limit of the room. */
const OF_ONE = MAX_SOCKETS_PER_PERSON / 2;
const MESSAGES = 20;
const ROOMS = 40;

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const worker = await startWorker("api-worker.ts", {
  LOCAL_AI: "scripted",
  BETTER_AUTH_SECRET: "only-in-benches-0123456789abcdefghijkl",
});
const { origin } = worker.origin;
try {
  const { organization, owner } = await makeCast(origin, { people: 1, rooms: 0 });
  const makeKey = (more: object = {}): Promise<MadeKey> =>
    postAs(origin, owner, keyPaths.all(organization), {
      ...{
        name: "Bench",
        scopes: ["read", "write", "invite", "manage"],
        days: 1,
        perMinute: MAX_KEY_REQUESTS,
      },
      ...more,
    });
  const { secret } = await makeKey();
  const api = makeApi({ server: origin, key: secret, fetch });
  // Reads of one room by one account are limited, so requests take rooms in turn.
  const rooms: string[] = [];
  const seqs: number[] = [];
  for (let n = 0; n < ROOMS; n++) {
    const body = { kind: "group" as const, name: `Room ${n}`, members: [] };
    const { id: room } = await api("POST /rooms", { body });
    rooms.push(room);
    for (let i = 0; i < 20; i++) {
      const text = `message ${i}`;
      const { message } = await api("POST /rooms/{room}/messages", { path: { room }, body: { text } });
      if (i === 0) seqs.push(message.seq);
    }
  }
  const [room = ""] = rooms;
  await api("POST /libraries", { body: { name: "Handbook" } });

  await measureRoutes(makeKey, rooms, seqs);
  await measureFirstPieces(secret);
  await measureReaders(room as RoomId);

  async function measureFirstPieces(key: string): Promise<void> {
    const text = `#script ${JSON.stringify([{ say: "Good morning." }])}`;
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const ask =
      (address: string, body: object, more: Record<string, string> = {}) =>
      async () => {
        const stop = new AbortController();
        const begun = performance.now();
        const request = { method: "POST", headers: { ...headers, ...more }, body: JSON.stringify(body) };
        const response = await fetch(origin + address, { ...request, signal: stop.signal });
        let all = "";
        for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          all += piece;
          if (!all.includes("Good")) continue;
          const took = performance.now() - begun;
          await delay(100);
          stop.abort();
          return took;
        }
        throw new Error(`${address} gave no answer: ${response.status} ${all.slice(0, 300)}`);
      };
    let turn = 0;
    const ui = () => ({
      id: "ui",
      messages: [{ id: `m${turn++}`, role: "user", parts: [{ type: "text", text }] }],
    });
    // Sessions that exist already, as in a conversation that goes on.
    const { session } = await api("POST /chat", { body: { message: text } });
    const { session: own } = await api("POST /chat", { body: { message: text } });
    const socket = await openSocket(key, own as RoomId);
    const agent = socket.welcome.match(/agent_[0-9a-z]{26}/)?.[0];
    const bySocket = async (): Promise<number> => {
      const { promise, resolve } = Promise.withResolvers<number>();
      const begun = performance.now();
      socket.onFrame = (frame) => {
        if (!frame.includes('"part"') && !frame.includes("Good morning.")) return;
        if (frame.includes("#script") && !frame.includes('"part"')) return;
        resolve(performance.now() - begun);
      };
      const id = makeMessageId(Date.now(), random);
      socket.send({ type: "send", ref: ++turn, id, text, mentions: [agent] });
      const took = await promise;
      await delay(100);
      return took;
    };
    const completions = { model: "parley", messages: [{ role: "user", content: text }], stream: true };
    const ways: [name: string, measure: () => Promise<number>][] = [
      ["the room's socket", bySocket],
      ["the same once more", bySocket],
      ["`POST /api/chat`, streamed", ask("/api/chat", { message: text, session, stream: true })],
      ["`POST /api/chat` of `useChat`", () => ask("/api/chat", ui())()],
      [
        "`POST /v1/chat/completions`",
        ask("/v1/chat/completions", completions, { "x-parley-session": "bench" }),
      ],
    ];
    const times = ways.map((): number[] => []);
    for (let round = 0; round <= ROUNDS * 2; round++)
      for (const [i, [, measure]] of ways.entries()) {
        const took = await measure();
        if (round > 0) times[i]?.push(took);
        await delay(500);
      }
    socket.close();
    printTable(
      `from the question to the first piece of the answer, ${ROUNDS * 2} times each; load average ${load()}`,
      ["through", "p50", "longest"],
      ways.map(([name], i) => [name, ms(median(times[i] ?? [])), ms(Math.max(...(times[i] ?? [])))]),
    );
  }

  async function measureReaders(hall: RoomId): Promise<void> {
    const keys = await Promise.all(
      Array.from({ length: Math.ceil(READERS / OF_ONE) }, async (_, n) => {
        const body = { name: `Reader ${n}`, role: "member" };
        const service = await postAs<Service>(origin, owner, keyPaths.services(organization), body);
        await api("POST /rooms/{room}/members", { path: { room: hall }, body: { user: service.id } });
        return (await makeKey({ scopes: ["read", "write"], service: service.id })).secret;
      }),
    );
    const keyOf = (n: number): string => keys[n % keys.length] ?? "";
    let received = 0;
    const count = (text: string): void => void (received += text.split('"message.sent"').length - 1);
    const openStream = async (n: number): Promise<() => void> => {
      const stop = new AbortController();
      const headers = { authorization: `Bearer ${keyOf(n)}` };
      const address = `${origin}/api/v1/rooms/${hall}/events`;
      const response = await fetch(address, { headers, signal: stop.signal });
      if (!response.ok) throw new Error(await response.text());
      const read = async (): Promise<void> => {
        for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          // The type stands in the line `event` and in the data.
          count(piece.replaceAll('"type":"message.sent"', '"message.sent"'));
        }
      };
      read().catch(() => undefined);
      return () => stop.abort();
    };
    const openReader = async (n: number): Promise<() => void> => {
      const socket = await openSocket(keyOf(n), hall);
      socket.onFrame = count;
      return socket.close;
    };
    const cpuOf = async (openOne: ((n: number) => Promise<() => void>) | null): Promise<number> => {
      const closers: (() => void)[] = [];
      for (let n = 0; openOne !== null && n < READERS; n++) closers.push(await openOne(n));
      await delay(2_000);
      received = 0;
      const before = workerdCpu(process.pid);
      for (let n = 0; n < MESSAGES; n++) {
        await api("POST /rooms/{room}/messages", { path: { room: hall }, body: { text: `to all ${n}` } });
        await delay(250);
      }
      const until = performance.now() + 30_000;
      while (received < closers.length * MESSAGES && performance.now() < until) await delay(50);
      if (received !== closers.length * MESSAGES)
        throw new Error(`${received} of ${closers.length * MESSAGES} arrived`);
      const spent = (workerdCpu(process.pid) - before) / MESSAGES;
      for (const close of closers) close();
      await delay(1_000);
      return spent;
    };
    const nobody: number[] = [];
    const bySocket: number[] = [];
    const byStream: number[] = [];
    for (let round = 0; round < Math.max(2, Math.floor(ROUNDS / 2)); round++) {
      nobody.push(await cpuOf(null));
      bySocket.push(await cpuOf(openReader));
      byStream.push(await cpuOf(openStream));
    }
    const [alone, sockets, streams] = [nobody, bySocket, byStream].map(median);
    const each = (value = NaN): string => `${(((value - (alone ?? NaN)) / READERS) * 1_000).toFixed(0)} µs`;
    printTable(
      `a message to ${READERS} readers of one room, CPU of the whole server; load average ${load()}`,
      ["readers", "CPU of a message", "for each reader"],
      [
        ["nobody", ms(alone ?? NaN), "-"],
        [`${READERS} sockets`, ms(sockets ?? NaN), each(sockets)],
        [`${READERS} event streams`, ms(streams ?? NaN), each(streams)],
      ],
    );
  }

  async function openSocket(key: string, place: RoomId) {
    const ticket = await fetch(origin + paths.tickets(organization), {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ room: place }),
    });
    const { data } = (await ticket.json()) as { data: Ticket };
    const address = `${origin.replace("http", "ws")}${paths.roomSocket(organization, place)}`;
    const socket = await open(`${address}?ticket=${data.ticket}`);
    const welcomed = new Promise<string>((resolve) =>
      socket.addEventListener("message", ({ data: frame }) => resolve(String(frame)), { once: true }),
    );
    const device = makeId("dev", random);
    const send = (frame: object): void => socket.send(JSON.stringify(frame));
    send({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null });
    const opened = {
      welcome: await welcomed,
      send,
      onFrame: (_frame: string): void => undefined,
      close: () => socket.close(),
    };
    socket.addEventListener("message", ({ data: frame }) => {
      const mark = parseMark(String(frame));
      if (mark !== null) send({ type: "ack", mark });
      opened.onFrame(String(frame));
    });
    return opened;
  }
} finally {
  await worker.stop();
}

async function measureRoutes(
  makeKey: () => Promise<MadeKey>,
  rooms: readonly string[],
  seqs: readonly number[],
): Promise<void> {
  const routes: [name: string, path: string][] = [
    ["me", "/me"],
    ["rooms", "/rooms"],
    ["room", "/rooms/{room}"],
    ["members", "/rooms/{room}/members"],
    ["messages", "/rooms/{room}/messages"],
    ["message", "/rooms/{room}/messages/{message}"],
    ["files", "/rooms/{room}/files"],
    ["search-messages", "/search/messages?q=message"],
    ["libraries", "/libraries"],
    ["agents", "/agents"],
  ];
  const rows: string[][] = [];
  for (const [name, path] of routes) {
    const key = (await makeKey()).secret;
    const headers = { authorization: `Bearer ${key}` };
    let turn = 0;
    const next = (): string => {
      const at = turn++ % ROOMS;
      return `${origin}/api/v1${path.replace("{room}", rooms[at] ?? "").replace("{message}", String(seqs[at]))}`;
    };
    const record = async (): Promise<number> => {
      const response = await fetch(next(), {
        headers: { ...headers, "x-bench-record": name },
      });
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      return Number(response.headers.get("x-bench-reads"));
    };
    const cold = await record();
    // The key is known for a second: what a program that asks often gets.
    const warm = await record();
    if (cold - warm > 1) throw new Error(`${path}: checking a key took ${cold - warm} reads`);
    const ways = [
      () => fetch(next(), { headers }),
      () => fetch(`${origin}/bare/${name}`),
      () => fetch(`${origin}/bare/${name}`),
    ];
    const results = ways.map((): Turn[] => []);
    for (let round = 0; round <= ROUNDS; round++)
      for (const [i, way] of ways.entries()) {
        const turn = await run(way);
        if (round > 0) results[i]?.push(turn);
      }
    const perSecond = results.map((turns) => median(turns.map((turn) => turn.perSecond)));
    const p99 = results.map((turns) => median(turns.map((turn) => turn.p99)));
    const show = (i: number): string => `${perSecond[i]?.toFixed(0)}/s, ${ms(p99[i] ?? NaN)}`;
    const ratio = (i: number): string => ((perSecond[1] ?? NaN) / (perSecond[i] ?? NaN)).toFixed(2);
    rows.push([`\`GET ${path}\``, `${cold}, ${warm}`, show(0), show(1), ratio(0), ratio(2)]);
  }
  printTable(
    `requests a second and p99, ${AT_ONCE} at once, medians of ${ROUNDS} rounds of ${REQUESTS}; load average ${load()}`,
    ["route", "reads of D1: first, then", "Parley", "bare", "bare to Parley", "bare to control"],
    rows,
  );
}

interface Turn {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
}

async function run(request: () => Promise<Response>): Promise<Turn> {
  const times: number[] = [];
  const begun = performance.now();
  const work = async (): Promise<void> => {
    for (let n = 0; n < REQUESTS / AT_ONCE; n++) {
      const sent = performance.now();
      const response = await request();
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  times.sort((a, b) => a - b);
  const p99 = times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? NaN;
  return { perSecond: (times.length / (performance.now() - begun)) * 1_000, p99 };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? "";
}
