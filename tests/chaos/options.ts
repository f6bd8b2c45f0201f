import { parseArgs } from "node:util";
import { seeds } from "./seeds.ts";

export interface Options {
  seed: number;
  /** Duration of the run. Null means until the minima are reached: about two minutes on two idle cores. */
  minutes: number | null;
  people: number;
  rooms: number;
}

/** A run with less than this proves nothing, and fails. */
export const MINIMA = { kills: 25, cuts: 500, sends: 20_000, resends: 500 };

/** A run without `--minutes` stops after this time, because a busy machine is slower. */
export const DEFAULT_MINUTES = 6;

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: "string" },
      minutes: { type: "string" },
      people: { type: "string", default: "10" },
      rooms: { type: "string", default: "3" },
    },
  });
  return {
    seed: seedFrom(values.seed),
    minutes: values.minutes === undefined ? null : Number(values.minutes),
    people: Number(values.people),
    rooms: Number(values.rooms),
  };
}

/** A number, or the name of a seed that found a bug. */
function seedFrom(given: string | undefined): number {
  if (given === undefined) return Math.floor(Math.random() * 2 ** 32);
  const seed = seeds[given]?.seed ?? Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`no seed is called ${given}`);
  return seed;
}
