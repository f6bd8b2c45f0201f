import { exports } from "cloudflare:workers";
import type { Envelope } from "../../../shared/api.ts";
import { checkDescribed } from "./described.ts";

export const ORIGIN = "https://parley.example";

export interface Answer<Data> {
  status: number;
  body: Envelope<Data>;
  text: string;
  headers: Headers;
}

/** A browser on the app's page: it sends the right Origin and keeps cookies. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  /** Additional headers of every request. */
  headers: Record<string, string> = {};
  /** Null for a program. */
  readonly origin: string | null = ORIGIN;

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** A second browser with a copy of the same cookies. */
  copy(): Visitor {
    const other = new Visitor();
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value);
    return other;
  }

  get = <Data>(path: string) => this.send<Data>("GET", path);
  post = <Data>(path: string, body: unknown = {}) => this.send<Data>("POST", path, body);
  delete = <Data>(path: string) => this.send<Data>("DELETE", path);

  /** `more`: headers of this request alone. */
  async send<Data>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer<Data>> {
    const headers = new Headers({ ...this.headers, ...more });
    if (this.origin !== null && !headers.has("origin")) headers.set("origin", this.origin);
    if (this.cookie !== "") headers.set("cookie", this.cookie);
    if (body !== undefined) headers.set("content-type", "application/json");
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await exports.default.fetch(`${ORIGIN}${path}`, init);
    this.#keepCookies(response.headers);
    const text = await response.text();
    checkDescribed({ method, path, sent: body, status: response.status, headers: response.headers, text });
    return { status: response.status, body: parse(text), text, headers: response.headers };
  }

  /** The data of an answer; throws if the request was refused. */
  async must<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
    const { body, text, status } = await answer;
    if (status >= 400 || !body.ok) throw new Error(`${status} ${text}`);
    return body.data;
  }

  #keepCookies(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1);
      if (value === "" || /max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), value);
    }
  }
}

function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The code of a refusal, or `ok`. */
export function codeOf(answer: Answer<unknown>): string {
  return answer.body.ok ? "ok" : answer.body.error.code;
}
