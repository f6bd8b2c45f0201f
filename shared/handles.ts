/** Handles: what tells members of an organization apart whose names are equal or look alike. Written with an `@` before them. */
import { MAX_HANDLE_LENGTH } from "./limits.ts";

/** Letters and digits of ASCII, with `-`, `_` and `.` between them. */
const HANDLE = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

/** The handle as it is stored: in lower case, without the `@`. Null if it is none. */
export function cleanHandle(written: string): string | null {
  const handle = written.trim().replace(/^@/, "").toLowerCase();
  return HANDLE.test(handle) && handle.length >= 2 && handle.length <= MAX_HANDLE_LENGTH ? handle : null;
}

/**
 * Two handles with the same key look alike, and an organization has only one of them: `0` is like `o`, `1` like `l`, `rn` like `m`, `vv` like
 * `w`, and signs make no difference.
 */
export function handleKey(handle: string): string {
  return handle
    .replace(/[._-]/g, "")
    .replaceAll("0", "o")
    .replaceAll("1", "l")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}

/** A handle made from a name, maybe not a free one. Null if the name has no letters or digits of ASCII. */
export function handleFromName(name: string): string | null {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Room for a number behind it.
  const made = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, MAX_HANDLE_LENGTH - 8);
  return cleanHandle(made.replace(/-$/, ""));
}
