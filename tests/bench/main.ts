/**
 * `npm run bench`: the room against a minimal hand-written chat, as ratios of one interleaved run. The baseline runs twice: the
 * second copy is the control, and its distance from 1 is the noise of the machine.
 */
import { buildServer } from "../../scripts/build.ts";
import { type Load, makeLoader, type Measured, median } from "./load.ts";
import { makeStreamer, type Streamed } from "./stream.ts";
import { startBaseline, startParley, type Target } from "./target.ts";

const SOCKETS = 200;
/** `npm run bench -- 5 lone`: number of rounds, and one scenario only. */
const ROUNDS = Number(process.argv[2] ?? 5);
const ONLY = process.argv[3];

interface Scenario {
  load: Load;
  people: number;
  sockets: number;
}

/** 50 ms apart: longer than any join window, so that no messages are joined. */
const apart: Load = { messages: 100, every: 50 };
/** Not a multiple of any interval in the server. */
const alone: Load = { messages: 12, every: 787 };
const busy: Load = { messages: 900, every: 1_000 / 300 };

/** Medians over the rounds of one run, in which the targets take turns. */
interface Result {
  parley: Measured;
  baseline: Measured;
  control: Measured;
}

async function measure({ load, people, sockets }: Scenario): Promise<Result> {
  const targets: Target[] = [];
  try {
    targets.push(await startParley(people, sockets / people));
    targets.push(await startBaseline("baseline", sockets));
    targets.push(await startBaseline("control", sockets));
    const loaders = targets.map(makeLoader);
    const results: Measured[][] = targets.map(() => []);
    for (let round = 0; round <= ROUNDS; round++) {
      const order = [...loaders.keys()];
      for (const i of round % 2 === 0 ? order : order.reverse()) {
        const measured = await loaders[i]?.(load);
        // The first round is a warm-up.
        if (round > 0 && measured !== undefined) results[i]?.push(measured);
      }
    }
    const [parley = [], baseline = [], control = []] = results;
    return { parley: middle(parley), baseline: middle(baseline), control: middle(control) };
  } finally {
    for (const target of targets) await target.stop();
  }
}

function middle(rounds: Measured[]): Measured {
  return {
    cpu: median(rounds.map(({ cpu }) => cpu)),
    latency: {
      p50: median(rounds.map(({ latency }) => latency.p50)),
      p99: median(rounds.map(({ latency }) => latency.p99)),
    },
  };
}

function row(
  name: string,
  aim: string,
  [parley = NaN, baseline = NaN, control = NaN]: number[],
  unit: string,
): void {
  const cells = [
    name,
    aim,
    (parley / baseline).toFixed(2),
    (control / baseline).toFixed(2),
    `${parley.toFixed(2)} ${unit}`,
    `${baseline.toFixed(2)} ${unit}`,
  ];
  console.log(`| ${cells.join(" | ")} |`);
}

async function fanOut(): Promise<void> {
  const many = await measure({ load: apart, people: 10, sockets: SOCKETS });
  const few = await measure({ load: apart, people: 10, sockets: SOCKETS / 10 });
  const perSocket = (which: keyof Result): number =>
    ((many[which].cpu - few[which].cpu) / (SOCKETS - SOCKETS / 10)) * 1_000;
  row(
    "each further client, not joined",
    "1.08",
    (["parley", "baseline", "control"] as const).map(perSocket),
    "us",
  );
  row(
    "a message, not joined, and the inboxes of 10 people",
    "-",
    which(many, ({ cpu }) => cpu),
    "ms",
  );
}

async function loneMessage(): Promise<void> {
  const lone = await measure({ load: alone, people: 10, sockets: SOCKETS });
  row(
    "a lone message, until the last has it (p50)",
    "1.1",
    which(lone, ({ latency }) => latency.p50),
    "ms",
  );
}

async function busyRoom(): Promise<void> {
  const joined = await measure({ load: busy, people: 20, sockets: SOCKETS });
  row(
    "300 messages/s, joined",
    "0.45",
    which(joined, ({ cpu }) => cpu),
    "ms",
  );
  const p99 = which(joined, ({ latency }) => latency.p99);
  row("300 messages/s, until the last has it (p99; aim 35 ms)", "-", p99, "ms");
}

function which({ parley, baseline, control }: Result, of: (measured: Measured) => number): number[] {
  return [parley, baseline, control].map(of);
}

/** 333 words per second for six seconds. */
async function measureStream(watchers: number): Promise<Streamed[]> {
  const targets: Target[] = [];
  try {
    targets.push(await startParley(10, watchers / 10));
    targets.push(await startBaseline("baseline", watchers));
    targets.push(await startBaseline("control", watchers));
    const streamers = targets.map(makeStreamer);
    const results: Streamed[][] = targets.map(() => []);
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, stream] of streamers.entries()) {
        const streamed = await stream(2_000, 3);
        if (round > 0) results[i]?.push(streamed);
      }
    }
    return results.map((rounds) => ({
      cpu: median(rounds.map(({ cpu }) => cpu)),
      bytes: median(rounds.map(({ bytes }) => bytes)),
      spread: median(rounds.map(({ spread }) => spread)),
    }));
  } finally {
    for (const target of targets) await target.stop();
  }
}

async function streamedAnswer(): Promise<void> {
  const many = await measureStream(100);
  const few = await measureStream(10);
  const perWatcher = many.map(({ cpu }, i) => ((cpu - (few[i]?.cpu ?? Number.NaN)) / 90 / 2_000) * 1_000);
  row("333 words/s, each further watcher, per word", "0.3", perWatcher, "us");
  row(
    "333 words/s to 100, with model and SDK, a second",
    "-",
    many.map(({ cpu }) => cpu / 6),
    "ms",
  );
  row(
    "its bytes to one watcher",
    "0.1",
    many.map(({ bytes }) => bytes / 1_024),
    "KiB",
  );
  row(
    "its first word, first to last watcher",
    "-",
    many.map(({ spread }) => spread),
    "ms",
  );
}

const scenarios = { fan: fanOut, lone: loneMessage, busy: busyRoom, stream: streamedAnswer };

await buildServer();
console.log(`${SOCKETS} sockets, ${ROUNDS} rounds; CPU is the server's, per message\n`);
console.log("| what | aim | Parley / baseline | control / baseline | Parley | baseline |");
console.log("|---|---|---|---|---|---|");
for (const [name, run] of Object.entries(scenarios)) {
  if (ONLY === undefined || ONLY === name) await run();
}
