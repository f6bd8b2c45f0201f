import type { Envelope } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { t } from "../../words/problems.ts";
import { OwnProblem } from "./own-problem.ts";
import { problemText } from "./problem-text.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The person for whom this page was opened. Cookies are shared by all tabs, so another person may sign in in another tab. */
let person: UserId | null = null;
let onStranger = (): void => undefined;

/** From now on the server refuses a request with `other_person` if the cookie belongs to anybody else. Null: no check. */
export function callFor(user: UserId | null): void {
  person = user;
}

/** `listener` is called when an answer says that somebody else is signed in, or nobody. */
export function whenStranger(listener: () => void): void {
  onStranger = listener;
}

/** The person for whom requests are made now. What is sent later, such as an upload, keeps the person of its beginning. */
export const calledFor = (): UserId | null => person;

/** The header that names the person for whom a request is made. */
export function forWhom(user = person): Record<string, string> {
  return user === null ? {} : { "x-parley-for": user };
}

/** An address that the browser opens itself, such as a picture or a download. It names the person for whom it is opened. */
export function addressForMe(path: string): string {
  return person === null ? path : `${path}${path.includes("?") ? "&" : "?"}for=${person}`;
}

type SentHeaders = Record<string, string>;

/** Calls `/api` with the session cookie and returns the data of the envelope. Throws `ParleyError`, also without a network. */
export async function call<Data>(
  method: Method,
  path: string,
  body?: object,
  headers?: SentHeaders,
): Promise<Data> {
  return open<Data>(await send(method, path, body, headers), noteRefusal);
}

/** Like `call`, for whoever is signed in now. */
export async function callForAnybody<Data>(method: Method, path: string): Promise<Data> {
  return open<Data>(await request(method, path, {}));
}

/** Tells the page if this refusal says that its person is not signed in any more. */
export function noteRefusal(code: ErrorCode): void {
  if (person !== null && (code === "other_person" || code === "unauthenticated")) onStranger();
}

async function open<Data>(response: Response, refused = (_: ErrorCode): void => undefined): Promise<Data> {
  const envelope = await readEnvelope<Data>(response);
  if (envelope.ok) return envelope.data;
  refused(envelope.error.code);
  throw new ParleyError(envelope.error.code, envelope.error.message, envelope.error.retryAfter);
}

export async function send(
  method: Method,
  path: string,
  body?: object,
  headers?: SentHeaders,
  signal?: AbortSignal,
): Promise<Response> {
  return request(method, path, {
    headers: { ...forWhom(), ...(body && { "content-type": "application/json" }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

/** Asks for something whose answer is a stream of events. Throws `ParleyError` if it is refused. */
export async function callForEvents(path: string, body: object, signal: AbortSignal): Promise<Response> {
  const response = await send("POST", path, body, undefined, signal);
  return response.ok ? response : open<Response>(response, noteRefusal);
}

async function request(method: Method, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { method, credentials: "same-origin", ...init });
  } catch {
    throw new OwnProblem("unavailable", t("noConnection"));
  }
}

async function readEnvelope<Data>(response: Response): Promise<Envelope<Data>> {
  try {
    const envelope: Envelope<Data> = await response.json();
    return envelope;
  } catch {
    throw new OwnProblem("unavailable", t("notResponding"));
  }
}

/** The text to show for any thrown value. */
export function messageOf(error: unknown): string {
  if (error instanceof OwnProblem) return error.message;
  return error instanceof ParleyError ? problemText(error) : t("wentWrong");
}
