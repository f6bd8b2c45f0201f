import type { UserId } from "../../shared/ids.ts";

/** The key of the bytes of a person's picture. The server chooses `version` at random. */
export function avatarKey(user: UserId, version: string): string {
  return `people/${user}/${version}`;
}
