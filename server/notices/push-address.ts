/** Which addresses a browser may give for its pushes. */
import type { NewPushDevice } from "../../shared/notices.ts";
import { decodeBase64Url } from "../directory/encodings.ts";
import { isReceiver } from "../outside/fetch.ts";

/** Settings of the Worker that say which push services there are. */
export interface PushHosts {
  /** Host names, separated by commas; `*.` stands for any name before it. */
  PUSH_HOSTS: string;
  /** Origins that are allowed without any check. Empty except in tests. */
  OUTSIDE_ALLOW: string;
}

/** The address is https, of a known push service, without a name, a password or a port. */
export function isPushAddress(address: string, { PUSH_HOSTS, OUTSIDE_ALLOW }: PushHosts): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (!isReceiver(url, { allow: OUTSIDE_ALLOW })) return false;
  if (OUTSIDE_ALLOW.split(",").some((origin) => origin.trim() === url.origin)) return true;
  return PUSH_HOSTS.split(",").some((host) => isHost(url.hostname, host.trim()));
}

export function isHost(hostname: string, pattern: string): boolean {
  if (pattern === "") return false;
  return pattern.startsWith("*.") ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}

/** A point of the curve P-256 without compression, and 16 bytes (RFC 8291). Whether the point is on the curve is checked when it is used. */
export function areKeys({ p256dh, auth }: NewPushDevice["keys"]): boolean {
  const [point, secret] = [bytesOf(p256dh), bytesOf(auth)];
  return point?.length === 65 && point[0] === 4 && secret?.length === 16;
}

function bytesOf(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]{1,100}={0,2}$/.test(text)) return null;
  try {
    return decodeBase64Url(text.replace(/=+$/, ""));
  } catch {
    return null;
  }
}
