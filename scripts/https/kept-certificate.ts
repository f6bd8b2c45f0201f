import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAuthority, makeServer, type Pair } from "./issue.ts";
import type { Names } from "./names.ts";
import { beyondPrivate } from "./private-networks.ts";

/** With how much of its time left a certificate is made anew. Milliseconds. */
const SOON = 30 * 24 * 60 * 60_000;

interface Kept {
  /** What devices are told to trust: it stays, whatever address of a private network this machine is given. */
  authority: Pair & { names: Names };
  server: Pair & { names: Names };
}

/**
 * The certificate under which this data folder is served, for these names: the one that is there, or a new one where that ends
 * soon or says other names.
 */
export function keptCertificate(data: string, title: string, names: Names, now = new Date()): Kept {
  const path = join(data, "https.json");
  const kept: Partial<Kept> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const beyond = beyondPrivate(names);
  const authority = isGood(kept.authority, beyond, now)
    ? kept.authority
    : { ...makeAuthority(title, beyond, now), names: beyond };
  if (authority === kept.authority && isGood(kept.server, names, now))
    return { authority, server: kept.server };
  const made = { authority, server: { ...makeServer(title, authority, names, now), names } };
  mkdirSync(data, { recursive: true });
  // In one step: a key without its certificate would be good for nothing.
  writeFileSync(`${path}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}

function isGood(kept: Kept["server"] | undefined, names: Names, now: Date): kept is Kept["server"] {
  if (kept === undefined) return false;
  const { validToDate } = new X509Certificate(kept.certificate);
  const covers = (have: readonly string[], want: readonly string[]) =>
    want.every((name) => have.includes(name));
  return +validToDate - +now > SOON && covers(kept.names.dns, names.dns) && covers(kept.names.ip, names.ip);
}
