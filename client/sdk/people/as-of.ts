import type { PersonStatus } from "../../../shared/protocol/frames.ts";

/** Without what has ended by `now` (server clock, milliseconds): nobody is told when a status runs out. */
export function asOf(person: PersonStatus, now: number): PersonStatus {
  const { status, quiet, ...rest } = person;
  return {
    ...rest,
    ...(status !== undefined && lasts(status, now) && { status }),
    ...(quiet !== undefined && lasts(quiet, now) && { quiet }),
  };
}

const lasts = ({ until }: { until?: number }, now: number): boolean => until === undefined || until > now;
