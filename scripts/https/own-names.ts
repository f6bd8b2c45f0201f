import { hostname, networkInterfaces } from "node:os";
import type { Names } from "./names.ts";

/** Names and addresses of this machine for browsers: localhost, its name in the network, its IPv4 addresses. */
export function ownNames(): Names {
  const name = hostname().toLowerCase();
  const names = name.includes(".") ? [name] : [name, `${name}.local`];
  const addresses = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address)
    .sort();
  return {
    dns: [...new Set(["localhost", ...names.filter((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name))])],
    ip: [...new Set(["127.0.0.1", "::1", ...addresses])],
  };
}

/** Origins of the app at a port: localhost first, addresses for other machines last. */
export const originsOf = ({ dns, ip }: Names, port: number): string[] =>
  [...dns, ...ip].map((host) => new URL(`https://${host.includes(":") ? `[${host}]` : host}:${port}`).origin);
