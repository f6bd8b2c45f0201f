import { createClient, makeMemoryStorage, type Room } from "../../../client/sdk/index.ts";
import { paths, type Ticket } from "../../../shared/api.ts";
import { makeId, type RoomId, type WidgetId } from "../../../shared/ids.ts";
import type { NewConversation, Widget, WidgetSession } from "../../../shared/widget.ts";
import { call, type Home } from "./people.ts";

export const SHOP = "https://shop.example";

/** A widget of the organization, as an admin makes it. */
export const makeWidget = (home: Home): Promise<Widget> =>
  call<Widget>(home, `/api/organizations/${home.organization.id}/widgets`, {
    look: {
      name: "Morrow Bikes",
      colour: "#1f5c4d",
      corner: "round",
      side: "right",
      offset: { x: 20, y: 20 },
      icon: "chat",
      theme: "auto",
    },
    origins: [SHOP],
  });

/** A visitor without a browser: the SDK on tickets, as a company's own widget. */
export interface WidgetVisitor {
  id: RoomId;
  room: Room;
  session: WidgetSession;
  close: () => void;
}

export async function visit(
  origin: string,
  widget: WidgetId,
  about: { name: string; page: string; language?: string },
): Promise<WidgetVisitor> {
  const api = `${origin}/api/widget/${widget}`;
  const headers: Record<string, string> = { "content-type": "application/json", origin };
  async function ask<Data>(method: string, path: string, body: object): Promise<Data> {
    const response = await fetch(api + path, { method, headers, body: JSON.stringify(body) });
    const envelope = await response.json();
    if (!envelope.ok) throw new Error(`${path}: ${JSON.stringify(envelope.error)}`);
    return envelope.data;
  }
  const session = await ask<WidgetSession>("POST", "/session", {
    origin: SHOP,
    language: about.language ?? "de",
    timeZone: "Europe/Berlin",
    page: { url: `${SHOP}/bikes`, title: about.page, referrer: "https://search.example/e-bike" },
    keepsToken: true,
  });
  if (session.token === null) throw new Error("no token");
  headers["authorization"] = `Bearer ${session.token}`;
  headers["x-parley-for"] = session.visitor.id;
  await ask("PATCH", "/me", { name: about.name });
  const { room: id } = await ask<NewConversation>("POST", "/conversations", {});
  const client = createClient({
    origin,
    organization: session.organization,
    user: session.visitor.id,
    device: makeId("dev", (bytes) => crypto.getRandomValues(bytes)),
    storage: makeMemoryStorage(),
    socketUrl: async () => {
      const { ticket } = await ask<Ticket>("POST", "/tickets", { room: id });
      return `${origin.replace("http", "ws")}${paths.roomSocket(session.organization, id)}?ticket=${ticket}`;
    },
  });
  return { id, room: client.room(id), session, close: () => client.close() };
}
