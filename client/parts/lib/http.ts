import type { Envelope } from "../../../shared/api.ts";
import { ParleyError } from "../../sdk/parley-error.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Calls `/api` with the session's cookie and opens the envelope. Throws `ParleyError`, also when there is no network. */
export async function call<Data>(method: Method, path: string, body?: object): Promise<Data> {
  const response = await send(method, path, body);
  const envelope = await readEnvelope<Data>(response);
  if (!envelope.ok) throw new ParleyError(envelope.error.code, envelope.error.message);
  return envelope.data;
}

export async function send(method: Method, path: string, body?: object): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new ParleyError("unavailable", "There is no connection to Parley. Please try again.");
  }
}

async function readEnvelope<Data>(response: Response): Promise<Envelope<Data>> {
  try {
    const envelope: Envelope<Data> = await response.json();
    return envelope;
  } catch {
    throw new ParleyError("unavailable", "Parley does not answer properly. Please try again in a moment.");
  }
}

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ParleyError ? error.message : "Something went wrong. Please try again.";
}
