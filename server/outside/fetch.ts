/** The only access to the public internet. Every address is checked here, and so is every redirect. */
import { FETCH_TIMEOUT, MAX_FETCHED_BYTES, MAX_REDIRECTS } from "../../shared/limits.ts";
import { isPublicAddress, isPublicHost } from "./public-host.ts";

export interface OutsideSettings {
  /** Our own origins, separated by commas. They are refused, so that nobody can make the server call itself. */
  ownOrigins: string;
  /** Origins that are allowed without any check, separated by commas. Empty except in tests. */
  allow: string;
  /**
   * URL of a DNS-over-HTTPS server that answers in JSON; empty for none. It finds names that resolve to a private network. A
   * name may change between this check and the fetch, so private services must not be reachable from the Worker at all.
   */
  resolver: string;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface Fetched {
  bytes: Uint8Array;
  /** Without parameters, in lower case. */
  type: string;
  /** The address after redirects. */
  address: string;
}

/** Null if the address is not allowed, does not answer in time, or returns something other than a document. */
export async function fetchOutside(
  address: string,
  settings: OutsideSettings,
  ask: Fetch = (input, init) => fetch(input, init),
): Promise<Fetched | null> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT);
  try {
    return await follow(address, settings, (input, init) => ask(input, { ...init, signal }));
  } catch (error) {
    console.warn("fetch failed", { error: String(error) });
    return null;
  }
}

async function follow(address: string, settings: OutsideSettings, ask: Fetch): Promise<Fetched | null> {
  let next = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const url = URL.canParse(next) ? new URL(next) : null;
    if (url === null || !(await mayAsk(url, settings, ask))) return null;
    const answer = await ask(url.href, { method: "GET", redirect: "manual", headers: HEADERS });
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    if (location === null) return readAnswer(answer, url.href);
    await answer.body?.cancel();
    if (!URL.canParse(location, url.href)) return null;
    next = new URL(location, url.href).href;
  }
  return null;
}

/** Requests carry no data of the person who asks: no cookies, no IP address. */
const HEADERS = {
  accept: "text/html, application/pdf, application/json;q=0.9, text/*;q=0.8",
  "user-agent": "Parley (reads a page that somebody added to a library)",
};

async function mayAsk(
  url: URL,
  { allow, ownOrigins, resolver }: OutsideSettings,
  ask: Fetch,
): Promise<boolean> {
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  if (url.username !== "" || url.password !== "") return false;
  if (listOf(allow).includes(url.origin)) return true;
  // `URL` leaves out the default port of the scheme.
  if (url.port !== "" && url.port !== "80" && url.port !== "443") return false;
  if (!isPublicHost(url.hostname) || isOwn(url, ownOrigins)) return false;
  return resolver === "" || leadsOutside(url.hostname, resolver, ask);
}

const listOf = (origins: string): string[] => origins.split(",").map((origin) => origin.trim());

function isOwn(url: URL, ownOrigins: string): boolean {
  const host = url.hostname.replace(/\.$/, "");
  return listOf(ownOrigins).some((origin) => URL.canParse(origin) && new URL(origin).hostname === host);
}

/** Checks that every address of the name is public. If the resolver fails, the name is refused. */
async function leadsOutside(hostname: string, resolver: string, ask: Fetch): Promise<boolean> {
  if (hostname.startsWith("[") || /^[\d.]+$/.test(hostname)) return true;
  const found = await Promise.all(["A", "AAAA"].map((type) => resolve(hostname, type, resolver, ask)));
  const addresses = found.flat();
  return addresses.length > 0 && addresses.every(isPublicAddress);
}

const ADDRESS_RECORDS = [1, 28];

async function resolve(name: string, type: string, resolver: string, ask: Fetch): Promise<string[]> {
  const url = `${resolver}?name=${encodeURIComponent(name)}&type=${type}`;
  const answer = await ask(url, { headers: { accept: "application/dns-json" }, redirect: "manual" });
  if (!answer.ok) throw new Error(`the resolver answered ${answer.status}`);
  const body: { Answer?: { type: number; data: string }[] } = await answer.json();
  return (body.Answer ?? [])
    .filter((record) => ADDRESS_RECORDS.includes(record.type))
    .map(({ data }) => data);
}

const DOCUMENT_TYPE = /^(?:text\/[a-z0-9.+-]+|application\/(?:pdf|json|xhtml\+xml|[a-z0-9.-]+\+json))$/;

async function readAnswer(answer: Response, address: string): Promise<Fetched | null> {
  const type = answer.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const declared = Number(answer.headers.get("content-length") ?? 0);
  const isDocument = answer.ok && DOCUMENT_TYPE.test(type) && declared <= MAX_FETCHED_BYTES;
  const bytes = isDocument && answer.body !== null ? await readBounded(answer.body) : null;
  if (bytes === null) await answer.body?.cancel().catch(() => undefined);
  return bytes === null ? null : { bytes, type, address };
}

/** Null as soon as there is too much data, whatever length was declared. */
async function readBounded(body: ReadableStream): Promise<Uint8Array | null> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const chunk: unknown = value;
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > MAX_FETCHED_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
