/** The only access to the public internet. Every address is checked here, and so is every redirect. */
import { FETCH_TIMEOUT, MAX_FETCHED_BYTES, MAX_REDIRECTS } from "../../shared/limits.ts";
import type { SendError } from "../../shared/webhooks.ts";
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
  const bytes = isDocument && answer.body !== null ? await readBounded(answer.body, MAX_FETCHED_BYTES) : null;
  if (bytes === null) await answer.body?.cancel().catch(() => undefined);
  return bytes === null ? null : { bytes, type, address };
}

/** Null as soon as there is too much data, whatever length was declared. */
async function readBounded(body: ReadableStream, most: number): Promise<Uint8Array | null> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const chunk: unknown = value;
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > most) {
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

export interface SentOutside {
  status: number;
  retryAfter: string | null;
  /** The beginning of the answer. */
  answer: string;
}

/**
 * Sends a body to an address that somebody has chosen. The address is https, or one of `allow`. Redirects are refused, because a receiver is the address
 * that was chosen and no other. At most `most` characters of the answer are read. The time limit is for all of it.
 */
export async function sendOutside(
  address: string,
  {
    headers,
    body,
    timeout,
    most,
  }: {
    headers: Record<string, string>;
    body: string | Uint8Array<ArrayBuffer>;
    timeout: number;
    most: number;
  },
  settings: OutsideSettings,
  ask: Fetch = (input, init) => fetch(input, init),
): Promise<SentOutside | SendError> {
  const limit = new AbortController();
  // `AbortSignal.timeout` would keep the calling object awake until its time is over, also after the answer.
  const timer = setTimeout(() => limit.abort(), timeout);
  const within: Fetch = (input, init) => ask(input, { ...init, signal: limit.signal });
  try {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !isReceiver(url, settings) || !(await mayAsk(url, settings, within)))
      return "refused";
    const answer = await within(url.href, { method: "POST", redirect: "manual", headers, body });
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      return "redirected";
    }
    const { status } = answer;
    return {
      status,
      retryAfter: answer.headers.get("retry-after"),
      answer: await readBeginning(answer, most),
    };
  } catch (error) {
    return limit.signal.aborted ? "timeout" : unreachable(error);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(error: unknown): SendError {
  console.warn("an address was not reached", { error: String(error) });
  return "unreachable";
}

/** Whether webhooks may be sent there, as far as the address says. What its name resolves to is checked with each request. */
export function isReceiver(url: URL, { allow }: Pick<OutsideSettings, "allow">): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (listOf(allow).includes(url.origin)) return true;
  return url.protocol === "https:" && url.port === "" && isPublicHost(url.hostname);
}

/** The answer was given with its status: what goes wrong while its text is read changes nothing. */
async function readBeginning({ body }: Response, most: number): Promise<string> {
  if (body === null) return "";
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    while (text.length < most) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += value;
    }
    await reader.cancel();
  } catch {
    return text.slice(0, most);
  }
  return text.slice(0, most).toWellFormed();
}

/** Maximum answer of a service, bytes: some lines of JSON. */
const MAX_SERVICE_ANSWER = 64 * 1024;

/** Sends JSON to an address that this code names, and returns the JSON that it answers. Null if it does not answer in time, or no JSON. */
export async function postOutside(
  address: string,
  body: Record<string, string>,
  ask: Fetch = (input, init) => fetch(input, init),
): Promise<unknown> {
  try {
    const answer = await ask(address, {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(FETCH_TIMEOUT),
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    const bytes = answer.body === null ? null : await readBounded(answer.body, MAX_SERVICE_ANSWER);
    if (bytes === null) throw new Error("its answer is empty or too long");
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    console.warn("a service was not reached", { error: String(error) });
    return null;
  }
}

/** Why a request of a client was not made, or its answer not read. The message is for nobody. */
export class OutsideRefusal extends Error {
  readonly reason: "refused" | "redirected" | "too_large";

  constructor(reason: OutsideRefusal["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * A `fetch` for the client of a protocol, which sends what it likes to one address that somebody has chosen, and to no other. The address is https,
 * or one of `allow`. Redirects are refused. At most `most` bytes are read of all answers together. Throws `OutsideRefusal`.
 */
export function fetchAt(
  address: string,
  { most }: { most: number },
  settings: OutsideSettings,
  ask: Fetch = (input, init) => fetch(input, init),
): Fetch {
  let left = most;
  const url = URL.canParse(address) ? new URL(address) : null;
  return async (input, init) => {
    if (url === null || input !== url.href || !isReceiver(url, settings)) throw new OutsideRefusal("refused");
    const { signal = null } = init;
    if (!(await mayAsk(url, settings, (other, own) => ask(other, { ...own, signal }))))
      throw new OutsideRefusal("refused");
    const answer = await ask(url.href, { ...init, redirect: "manual" });
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      throw new OutsideRefusal("redirected");
    }
    if (answer.body === null) return answer;
    const { status, headers } = answer;
    return new Response(answer.body.pipeThrough(counted()), { status, headers });
  };

  function counted(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform(chunk, controller) {
        left -= chunk.length;
        if (left < 0) controller.error(new OutsideRefusal("too_large"));
        else controller.enqueue(chunk);
      },
    });
  }
}
