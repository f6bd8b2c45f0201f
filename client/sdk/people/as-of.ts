import type { PersonStatus } from "../../../shared/protocol/frames.ts";

/**
 * Removes a status that has ended by `now` (server clock, milliseconds): the server sends no update when a status expires.
 *
 * @example
 * const grace = people.known.get(user);
 * const current = grace && asOf(grace, client.inbox().now());
 */
export function asOf(person: PersonStatus, now: number): PersonStatus {
  const { status, quiet, ...rest } = person;
  return {
    ...rest,
    ...(status !== undefined && lasts(status, now) && { status }),
    ...(quiet !== undefined && lasts(quiet, now) && { quiet }),
  };
}

const lasts = ({ until }: { until?: number }, now: number): boolean => until === undefined || until > now;
