/** Names of tools of other servers, as models call them: `mcp_<server>_<tool>`. */
import { fold } from "../../knowledge/words/fold.ts";
import { MAX_TOOL_NAME } from "../../../shared/limits.ts";

const PREFIX = "mcp_";
const MAX_SHORT = 16;
/** Characters of the digest that tell apart names which become the same. */
const DIGEST = 8;

/** The short name of a server: without `_`, so that no two servers and tools share a name. `taken`: of the organization's other servers. */
export function shortOf(name: string, taken: readonly string[]): string {
  const letters = fold(name.normalize("NFKD").toLowerCase()).replace(/[^a-z0-9]/g, "");
  const short = letters.slice(0, MAX_SHORT) || "server";
  for (let count = 2; ; count++) {
    const found = count === 2 && !taken.includes(short) ? short : `${short.slice(0, MAX_SHORT - 2)}${count}`;
    if (!taken.includes(found)) return found;
  }
}

/** `nameDigest`: SHA-256 of the name, as hex. A name that is not one for models gets a part of it, so that no other tool can take its place. */
export function toolIdOf(short: string, name: string, nameDigest: string): string {
  const start = `${PREFIX}${short}_`;
  if (
    /^[A-Za-z0-9_]+$/.test(name) &&
    start.length + name.length <= MAX_TOOL_NAME &&
    !/_[0-9a-f]{8}$/.test(name)
  )
    return start + name;
  const room = MAX_TOOL_NAME - start.length - DIGEST - 1;
  return `${start}${name.replace(/[^A-Za-z0-9_]/g, "_").slice(0, room)}_${nameDigest.slice(0, DIGEST)}`;
}
