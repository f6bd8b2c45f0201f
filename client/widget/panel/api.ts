import type { Envelope } from "../../../shared/api.ts";
import type { VisitorId, WidgetId } from "../../../shared/ids.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import type { PanelStore } from "./store.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface Api {
  /** `path` is below `/api/widget/:widget`. Rejects with `ParleyError`, also without a network. */
  call: <Data>(method: Method, path: string, body?: object, key?: string) => Promise<Data>;
  /** The headers of a request for a room's files. A browser may also hold the cookie of a person, so they say for whom it is. */
  headersFor: (visitor: VisitorId) => Record<string, string>;
}

export function createApi(widget: WidgetId, store: PanelStore): Api {
  /** None where the browser sends a cookie. */
  const headers = (): Record<string, string> => {
    const token = store.read("token");
    return token === "" ? {} : { authorization: `Bearer ${token}` };
  };
  return {
    headersFor: (visitor) => ({ ...headers(), "x-parley-for": visitor }),
    call(method, path, body, key) {
      // A request that changes something is JSON, also without anything to say.
      const sent = body ?? (method === "POST" ? {} : undefined);
      return request(`/api/widget/${widget}${path}`, {
        method,
        headers: {
          ...headers(),
          ...(sent && { "content-type": "application/json" }),
          ...(key !== undefined && { "idempotency-key": key }),
        },
        ...(sent && { body: JSON.stringify(sent) }),
      });
    },
  };
}

async function request<Data>(path: string, init: RequestInit): Promise<Data> {
  let envelope: Envelope<Data>;
  try {
    const response = await fetch(path, { credentials: "same-origin", ...init });
    envelope = await response.json();
  } catch {
    throw new ParleyError("unavailable", "");
  }
  if (envelope.ok) return envelope.data;
  throw new ParleyError(envelope.error.code, envelope.error.message, envelope.error.retryAfter);
}
