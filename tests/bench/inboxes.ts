/**
 * `npm run bench:inboxes`: the cost of notifying 200 inboxes of one message, without sending the message itself. Three rooms in
 * one process take turns: one of 200 people, one whose 200 inboxes ignore notifications, and one of two people. The second
 * minus the third is the room's share plus the cost of receiving the calls.
 */
import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { parseMark } from "../../client/sdk/parse-mark.ts";
import { makeId, makeMessageId } from "../../shared/ids.ts";
import { FAN_OUT_WINDOW, PING_INTERVAL } from "../../shared/limits.ts";
import { PING, PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { printTable } from "../eval/print-table.ts";
import { workerdCpu } from "./cpu.ts";
import { median } from "./load.ts";
import { startWorker, type BenchWorker } from "./start-worker.ts";

const PEOPLE = 200;
const ROUNDS = Number(process.argv[2] ?? 5);
/** Messages in one turn. The CPU clock has a resolution of 10 ms. */
const MESSAGES = 20;
/** Longer than the notification interval, so that each message is notified separately. Milliseconds. */
const MESSAGE_INTERVAL_MS = FAN_OUT_WINDOW + 87;

/** Time until 200 objects are awake, ms. */
const WAKE_UP_MS = 2_000;

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

interface Room {
  say: (text: string) => void;
  /** Messages that were received. */
  received: () => number;
  close: () => void;
}

async function enter(worker: BenchWorker, asked: { people: number; quiet: boolean }): Promise<Room> {
  const { room, principal } = (await worker.ask("/", asked)) as { room: string; principal: string };
  const query = new URLSearchParams({ room, principal });
  const socket = new WebSocket(`${worker.origin.href.replace("http", "ws")}?${query}`);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const device = makeId("dev", random);
  socket.send(JSON.stringify({ type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null }));
  await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
  let received = 0;
  socket.addEventListener("message", ({ data }) => {
    received += String(data).includes('"message.sent"') ? 1 : 0;
    const mark = parseMark(String(data));
    if (mark !== null) socket.send(JSON.stringify({ type: "ack", mark }));
  });
  const pings = setInterval(() => socket.send(PING), PING_INTERVAL);
  let ref = 0;
  return {
    say(text) {
      ref += 1;
      socket.send(JSON.stringify({ type: "send", ref, id: makeMessageId(Date.now(), random), text }));
    },
    received: () => received,
    close() {
      clearInterval(pings);
      socket.close();
    },
  };
}

/** CPU time per message, milliseconds. */
async function measure({ say, received }: Room): Promise<number> {
  // The inboxes were idle while other rooms had their turn, so they are woken first.
  say("good morning");
  await delay(WAKE_UP_MS);
  const before = workerdCpu(process.pid);
  const receivedBefore = received();
  for (let i = 0; i < MESSAGES; i++) {
    say(`message ${i} ${"x".repeat(80)}`);
    await delay(MESSAGE_INTERVAL_MS);
  }
  if (received() - receivedBefore !== MESSAGES)
    throw new Error(`${received() - receivedBefore} of ${MESSAGES} came back`);
  return (workerdCpu(process.pid) - before) / MESSAGES;
}

const worker = await startWorker("inboxes-worker.ts");
try {
  const rooms = [
    await enter(worker, { people: PEOPLE, quiet: false }),
    await enter(worker, { people: PEOPLE, quiet: true }),
    await enter(worker, { people: 2, quiet: false }),
    await enter(worker, { people: 2, quiet: false }),
  ];
  const results = rooms.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, room] of rooms.entries()) {
      const cpu = await measure(room);
      // The first round creates 400 objects and is a warm-up.
      if (round > 0) results[i]?.push(cpu);
    }
  }
  const [all = NaN, quiet = NaN, two = NaN, control = NaN] = results.map(median);
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  printTable(
    `one message, CPU of the whole server, medians of ${ROUNDS} rounds; load average ${loadavg()[0]?.toFixed(1)}`,
    ["what", "CPU"],
    [
      ["the room's share of telling 200 inboxes (aim 20 ms)", ms(quiet - two)],
      ["with what the inboxes do", ms(all - two)],
      ["the message itself, and two inboxes", ms(two)],
      ["the same, once more", ms(control)],
    ],
  );
  for (const room of rooms) room.close();
} finally {
  await worker.stop();
}
