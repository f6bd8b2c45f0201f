import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAuthority, makeServer, type Pair } from "./issue.ts";
import type { Names } from "./names.ts";
import { outsidePrivate } from "./private-networks.ts";

/** A certificate is renewed if it expires within this time, ms. */
const RENEWAL_MS = 30 * 24 * 60 * 60_000;

interface Kept {
  /** The authority that devices trust. It stays the same when this machine gets another private address. */
  authority: Pair & { names: Names };
  server: Pair & { names: Names };
}

/** The certificate of this data folder for these names. Creates a new one if the existing one expires soon or has other names. */
export function keptCertificate(data: string, title: string, names: Names, now = new Date()): Kept {
  const path = join(data, "https.json");
  const kept: Partial<Kept> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const beyond = outsidePrivate(names);
  const authority = isGood(kept.authority, beyond, now)
    ? kept.authority
    : { ...makeAuthority(title, beyond, now), names: beyond };
  if (authority === kept.authority && isGood(kept.server, names, now))
    return { authority, server: kept.server };
  const made = { authority, server: { ...makeServer(title, authority, names, now), names } };
  mkdirSync(data, { recursive: true });
  // In one step, because a key without its certificate is useless.
  writeFileSync(`${path}.new`, JSON.stringify(made, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}

function isGood(kept: Kept["server"] | undefined, names: Names, now: Date): kept is Kept["server"] {
  if (kept === undefined) return false;
  const { validToDate } = new X509Certificate(kept.certificate);
  const covers = (have: readonly string[], want: readonly string[]) =>
    want.every((name) => have.includes(name));
  return (
    +validToDate - +now > RENEWAL_MS && covers(kept.names.dns, names.dns) && covers(kept.names.ip, names.ip)
  );
}
