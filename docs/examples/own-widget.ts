import { createRooms, makeMemoryStorage, type Room } from "../../client/sdk/index.ts";
import { makeId, type WidgetId } from "../../shared/ids.ts";
import type { NewConversation, WidgetSession } from "../../shared/widget.ts";

export type Page = { origin: string; headers?: Record<string, string>; WebSocket?: typeof WebSocket };

/** A conversation of a widget without a panel: the page draws it. A browser says its page's origin itself; elsewhere `headers` do. */
export async function openOwnWidget(parley: string, widget: WidgetId, page: Page): Promise<Room> {
  let token = "";
  async function call<Data>(path: string, body: object): Promise<Data> {
    const who: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
    const headers = { "content-type": "application/json", ...who, ...page.headers };
    const request = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await (await fetch(`${parley}/api/widget/${widget}${path}`, request)).json();
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.data;
  }
  const here = { url: `${page.origin}/`, title: "", referrer: "" };
  const asked = { origin: page.origin, language: "en", timeZone: "UTC", page: here };
  const { organization, visitor, ...session } = await call<WidgetSession>("/session", asked);
  token = session.token ?? "";
  const { room } = await call<NewConversation>("/conversations", {});
  const socketUrl = async () => {
    const { ticket } = await call<{ ticket: string }>("/tickets", { room });
    const path = `/api/organizations/${organization}/rooms/${room}/socket`;
    return `${parley.replace("http", "ws")}${path}?ticket=${ticket}`;
  };
  const device = makeId("dev", (bytes) => crypto.getRandomValues(bytes));
  const own = { storage: makeMemoryStorage(), ...(page.WebSocket && { WebSocket: page.WebSocket }) };
  return createRooms({ origin: parley, organization, user: visitor.id, device, socketUrl, ...own }).room(
    room,
  );
}
