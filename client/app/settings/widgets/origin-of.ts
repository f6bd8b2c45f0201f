const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/** What the address of a page would be as an origin; null if it cannot be one. */
export function originOf(typed: string): string | null {
  const text = typed.trim();
  const written = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(written)) return null;
  const { protocol, hostname, host, username, password } = new URL(written);
  if (username !== "" || password !== "" || !/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/.test(hostname)) return null;
  if (protocol !== "https:" && protocol !== "http:") return null;
  const isLocal = LOCAL.includes(hostname);
  return `${isLocal ? protocol : "https:"}//${host}`;
}
