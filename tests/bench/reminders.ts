/**
 * `npm run bench:reminders`: 10,000 reminders of 1,000 people that become due within one minute. It prints how late the consumer of the queue has
 * each, and fails if one is early or missing, or if the last comes more than a minute after its time. The results are in docs/measurements.md.
 */
import { setTimeout as delay } from "node:timers/promises";
import { workerdCpu } from "./cpu.ts";
import { startWorker } from "./start-worker.ts";

const PEOPLE = 1_000;
const EACH = 10;
/** Making all of them takes less. Milliseconds from the start. */
const FROM = Number(process.argv[2] ?? 60_000);
const MINUTE = 60_000;

const worker = await startWorker("reminders-worker.ts");
let isKept = false;
try {
  const began = Date.now();
  await worker.ask("/", { people: PEOPLE, each: EACH, from: FROM, to: FROM + MINUTE });
  const madeIn = Date.now() - began;
  if (madeIn > FROM) throw new Error(`making them took ${madeIn} ms: give more than ${FROM}`);
  await delay(FROM - madeIn);
  const before = workerdCpu(process.pid);
  let told: { late: number[]; missing: number };
  const end = Date.now() + 3 * MINUTE;
  do {
    await delay(1_000);
    told = (await worker.ask("/told", {})) as typeof told;
  } while (told.missing > 0 && Date.now() < end);
  const late = told.late.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(late[Math.floor(share * (late.length - 1))] ?? NaN);
  const early = late.filter((each) => each < 0).length;
  console.log(`made ${PEOPLE * EACH} in ${madeIn} ms`);
  console.log(`late by ${at(0.5)} ms (middle), ${at(0.95)} ms (95 of 100), ${at(1)} ms (last)`);
  console.log(`CPU ${((workerdCpu(process.pid) - before) / late.length).toFixed(2)} ms each`);
  isKept = early === 0 && told.missing === 0 && at(1) <= MINUTE;
  console.log(`${isKept ? "kept" : "missed"}: ${early} early, ${told.missing} not told`);
} finally {
  await worker.stop();
}
process.exit(isKept ? 0 : 1);
