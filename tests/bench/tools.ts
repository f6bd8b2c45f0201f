/**
 * `npm run bench:tools`: what watching an answer with ten calls of tools costs, against one with the same words and no call. Both are asked in
 * turns in one room. Bytes and frames are those of one watcher; CPU is of the server, for all watchers. The results are in
 * docs/measurements.md.
 */
import { buildServer } from "../../scripts/build.ts";
import { median } from "./load.ts";
import { startParley } from "./target.ts";

const SOCKETS = 200;
const CALLS = 10;
const ROUNDS = Number(process.argv[2] ?? 7);
/** Words between two calls, and milliseconds between two words. */
const [WORDS, EVERY] = [40, 12];
/** The promise, for the work that a watcher costs: CPU of the server, and frames to handle. Bytes are printed beside it. */
const MOST = 1.1;

interface Watched {
  cpu: number;
  bytes: number;
  frames: number;
}

const words = (count: number): object => ({ say: "word and more ", times: count, every: EVERY });
const withCalls = Array.from({ length: CALLS }, () => [
  words(WORDS),
  { call: "current_time", args: {} },
]).flat();
const scripts = { plain: [words(WORDS * (CALLS + 1))], calls: [...withCalls, words(WORDS)] };

await buildServer();
const parley = await startParley(SOCKETS / 2, 2);
const [asker, watcher] = parley.sockets;
if (asker?.ask === undefined || watcher === undefined) throw new Error("nobody watches");
let [bytes, frames] = [0, 0];
let ended = Promise.withResolvers<void>();
watcher.onFrame((frame) => {
  bytes += frame.length;
  frames += 1;
  if (frame.includes('"turn.ended"')) ended.resolve();
});

async function watch(script: object): Promise<Watched> {
  [bytes, frames] = [0, 0];
  ended = Promise.withResolvers<void>();
  const before = parley.cpu();
  asker?.ask?.(script);
  await ended.promise;
  return { cpu: parley.cpu() - before, bytes, frames };
}

const measured: Record<keyof typeof scripts, Watched[]> = { plain: [], calls: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of ["plain", "calls"] as const) {
    const watched = await watch(scripts[name]);
    // The first round is a warm-up.
    if (round > 0) measured[name].push(watched);
  }
}
await parley.stop();

const middle = (name: keyof typeof scripts, of: keyof Watched) =>
  median(measured[name].map((each) => each[of]));
const ratio = (of: keyof Watched) => middle("calls", of) / middle("plain", of);
for (const figure of ["bytes", "frames", "cpu"] as const) {
  const [calls, plain] = [middle("calls", figure), middle("plain", figure)].map((value) => value.toFixed(0));
  console.log(`${figure}: ${ratio(figure).toFixed(2)} (${calls} with ${CALLS} calls, ${plain} without)`);
}
const isKept = ratio("cpu") <= MOST && ratio("frames") <= MOST;
console.log(`${isKept ? "kept" : "missed"}: a watcher of calls costs at most ${MOST} times as much`);
process.exit(isKept ? 0 : 1);
