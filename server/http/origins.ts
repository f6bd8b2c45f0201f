/** Host names of the loopback interface. `self` applies only to these, because no remote server can serve a page from them. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** The origins whose pages may use the API. Scheme, host and port must match exactly. */
export function allowedOrigins(list: string, requestUrl: string): string[] {
  return list.split(",").flatMap((entry) => {
    const origin = entry.trim();
    if (origin !== "self") return origin === "" ? [] : [origin];
    const url = new URL(requestUrl);
    return LOOPBACK.includes(url.hostname) ? [url.origin] : [];
  });
}

export function isAllowedOrigin(list: string, requestUrl: string, origin: string | undefined): boolean {
  return origin !== undefined && allowedOrigins(list, requestUrl).includes(origin);
}
