import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { root } from "./root.ts";
import { makeVapidKeys } from "./vapid.ts";

/** The folder of all local data: `.data` in the repository, or the value of PARLEY_DATA. */
export function dataFolder(): string {
  return resolve(root, process.env["PARLEY_DATA"] ?? ".data");
}

/** The file with this data folder's secrets, as `NAME=value` lines. Created on first use; only its owner can read it. */
export function secretsFile(data: string): string {
  const path = join(data, "secrets.env");
  if (!existsSync(path)) {
    mkdirSync(data, { recursive: true });
    writeFileSync(path, `BETTER_AUTH_SECRET=${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  }
  // A folder of an earlier version has no keys for pushes yet.
  if (parseEnv(readFileSync(path, "utf8"))["VAPID_PRIVATE"] === undefined) {
    const keys = Object.entries(makeVapidKeys()).map(([name, value]) => `${name}=${value}\n`);
    appendFileSync(path, keys.join(""));
  }
  return path;
}

export function readSecrets(data: string): Record<string, string> {
  const entries = Object.entries(parseEnv(readFileSync(secretsFile(data), "utf8")));
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
