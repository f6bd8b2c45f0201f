import type { IncomingMessage } from "node:http";

/** Headers that say where a request came from. Only the server before the Worker knows that. */
const ADDRESS =
  /^(?:cf-.*|true-client-ip|x-real-ip|x-client-ip|x-cluster-client-ip|x-forwarded(?:-.*)?|forwarded|via)$/i;
/** Headers of one connection (RFC 9110, 7.6.1). */
const CONNECTION = /^(?:connection|keep-alive|proxy-.*|te|trailer|upgrade|expect)$/i;
/** A name or an address, and perhaps a port (RFC 9112, 3.2). */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/i;

/** Why the request is refused, as words for the log; null if it is not. */
export function refusalOf({ rawHeaders, url = "" }: IncomingMessage): string | null {
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "host");
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined) return `${hosts.length} Host headers`;
  if (!HOST.test(host) || !URL.canParse(`http://${host}/`))
    return `Host ${JSON.stringify(host.slice(0, 80))}`;
  if (!url.startsWith("/") || !URL.canParse(`http://${host}${url}`))
    return `address ${JSON.stringify(withoutSecret(url).slice(0, 80))}`;
  return null;
}

/** The address of an incoming webhook has its secret. */
const withoutSecret = (url: string): string => url.replace(/(\/?hooks\/in\/+)[^/?#\s]+/gi, "$1…");

/** The headers for the Worker, as a flat list. What the client says about addresses is replaced by its real one. */
export function headersFor(incoming: IncomingMessage, kind: "request" | "upgrade" = "request"): string[] {
  const { rawHeaders, socket } = incoming;
  const headers = ["cf-connecting-ip", addressOf(socket.remoteAddress ?? "unknown")];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = rawHeaders.slice(i, i + 2);
    if (ADDRESS.test(name) || (kind === "request" && CONNECTION.test(name))) continue;
    headers.push(name, value);
  }
  return headers;
}

/** IPv4 on a socket that listens to IPv6 too looks like `::ffff:192.0.2.1`. */
const addressOf = (remote: string): string => remote.replace(/^::ffff:(?=[0-9.]+$)/i, "");
