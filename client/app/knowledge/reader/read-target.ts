import type { Target } from "./split-text.ts";

/** Reads a passage from `?from=120&to=240&version=1`; undefined if the query names no valid passage. */
export function readTarget(search: Record<string, string | string[] | undefined>): Target | undefined {
  const number = (name: string) => {
    const value = search[name];
    return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  };
  const target = { from: number("from"), to: number("to"), version: number("version") };
  return target.to > target.from && target.version > 0 ? target : undefined;
}
