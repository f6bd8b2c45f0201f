/** Who the visitor is: the session, the requests that need it, and the client of the visitor's rooms. */
import { createSignal } from "solid-js";
import type { VisitorPage, WidgetSession, WidgetVisitor } from "../../../shared/widget.ts";
import { deviceId } from "../../parts/lib/device.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { createRooms } from "../../sdk/rooms.ts";
import type { OutboxStorage, Rooms } from "../../sdk/types.ts";
import type { Api } from "./api.ts";
import type { HostPage } from "./host-page.ts";
import { keepsCookies } from "./keeps-cookies.ts";
import { openSession } from "./session.ts";
import { panelLanguage } from "./start-language.ts";
import type { PanelStore } from "./store.ts";

interface SessionPorts {
  api: Api;
  store: PanelStore;
  host: HostPage;
  openStorage: (name: string) => Promise<OutboxStorage>;
  /** The session belongs to another visitor than before: what was open is not theirs. */
  changed: () => void;
  begun: (session: WidgetSession) => void;
}

export function createVisitorSession({ api, store, host, openStorage, changed, begun }: SessionPorts) {
  const [session, setSession] = createSignal<WidgetSession | null>(null);
  const [sessionProblem, setSessionProblem] = createSignal<unknown>(null);
  let page: VisitorPage = { url: location.href, title: "", referrer: "" };
  let identity: string | null = null;
  let continues: string | null = host.isAlone ? codeOf(location.hash) : null;
  let challenge: string | null = null;
  let opening: Promise<WidgetSession> | null = null;
  let client: Rooms | null = null;
  let clientOf = "";

  /** Resolves to the session; begins it when it is first needed. */
  function ready(): Promise<WidgetSession> {
    opening ??= begin().catch((error: unknown) => {
      opening = null;
      setSessionProblem(error);
      throw error;
    });
    return opening;
  }

  async function begin(): Promise<WidgetSession> {
    await host.started;
    const language = panelLanguage;
    const asked = { language, origin: host.origin(), page, identity, continues, challenge, keepsCookies };
    const found = await openSession(api, store, asked);
    continues = null;
    if (clientOf !== found.visitor.id) {
      changed();
      client?.close();
      client = makeClient(found, await openStorage(`parley:${found.organization}:${found.visitor.id}`));
      clientOf = found.visitor.id;
    }
    setSessionProblem(null);
    setSession(found);
    begun(found);
    return found;
  }

  /** The session again: after it has ended, or with another identity. */
  function renew(): Promise<WidgetSession> {
    opening = null;
    return ready();
  }

  /** The session again, with a challenge that the visitor has solved. */
  async function renewWith(solved: string): Promise<void> {
    challenge = solved;
    await renew().finally(() => (challenge = null));
  }

  /** A call that is made again, once, with a new session if the old one has ended. */
  async function ask<Data>(...request: Parameters<Api["call"]>): Promise<Data> {
    await ready();
    try {
      return await api.call<Data>(...request);
    } catch (error) {
      if (!(error instanceof ParleyError && error.code === "unauthenticated")) throw error;
      await renew();
      return api.call<Data>(...request);
    }
  }

  function makeClient({ organization, visitor }: WidgetSession, storage: OutboxStorage): Rooms {
    return createRooms({
      origin: location.origin,
      organization,
      user: visitor.id,
      device: deviceId(),
      storage,
      async socketUrl(target) {
        if (target.type !== "room") throw new ParleyError("forbidden", "");
        const { ticket } = await ask<{ ticket: string }>("POST", "/tickets", { room: target.room });
        const path = `/api/organizations/${organization}/rooms/${target.room}/socket`;
        return `${location.origin.replace("http", "ws")}${path}?ticket=${ticket}`;
      },
    });
  }

  async function changeVisitor(change: { name?: string; email?: string }): Promise<void> {
    const visitor = await ask<WidgetVisitor>("PATCH", "/me", change);
    const now = session();
    if (now !== null) setSession({ ...now, visitor });
  }

  /** Ends the session on this device. */
  async function end(): Promise<void> {
    await api.call("DELETE", "/session").catch(() => undefined);
    changed();
    client?.close();
    client = null;
    clientOf = "";
    opening = null;
    for (const name of ["token", "known", "view", "answered"] as const) store.write(name, "");
    setSession(null);
  }

  function setPage(next: VisitorPage): void {
    const isNew = next.url !== page.url || next.title !== page.title;
    page = next;
    if (isNew && session() !== null)
      void ask("POST", "/page", { url: next.url, title: next.title }).catch(() => undefined);
  }

  async function identify(token: string | null): Promise<void> {
    if (token === identity) return;
    identity = token;
    if (token !== null && opening !== null) await renew().catch(() => undefined);
  }

  return {
    ...{ session, sessionProblem, ready, renew, renewWith, ask, changeVisitor, end, setPage, identify },
    /** Whether the address continues a conversation of another device. */
    isLinked: () => continues !== null,
    client: () => client,
  };
}

/** Of a link that continues on another device, `…/chat#CODE` or `…/chat?room=…#continue=CODE`. It is taken out of the address at once. */
function codeOf(hash: string): string | null {
  const code = hash.slice(1).replace(/^continue=/, "");
  if (!/^[\w-]{20,}$/.test(code)) return null;
  history.replaceState(null, "", location.pathname);
  return code;
}
