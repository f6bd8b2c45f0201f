import type { OpenWidgetSession, VisitorPage, WidgetSession } from "../../../shared/widget.ts";
import type { Api } from "./api.ts";
import type { PanelStore } from "./store.ts";

export interface SessionFacts {
  language: OpenWidgetSession["language"];
  /** Of the page that holds the panel. */
  origin: string;
  page: VisitorPage;
  identity: string | null;
  /** The code of a link that continues here. */
  continues: string | null;
  /** The answer to the widget's challenge. */
  challenge: string | null;
  /** Whether the browser seems to keep cookies for the panel's frame. */
  keepsCookies: () => boolean;
}

/**
 * Begins or renews the visitor's session. Where the browser keeps no cookie for a frame, the first call asks for a token, which the panel keeps and
 * sends itself: it may bring what works once. If a new session's cookie was dropped all the same, a second call finds that out, and gets a token.
 */
export async function openSession(api: Api, store: PanelStore, facts: SessionFacts): Promise<WidgetSession> {
  const token = store.read("token");
  const visit: OpenWidgetSession = {
    origin: facts.origin,
    language: facts.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page: facts.page,
  };
  const first = await api.call<WidgetSession>("POST", "/session", {
    ...visit,
    ...(token !== "" && { token }),
    ...((token !== "" || !facts.keepsCookies()) && { keepsToken: true }),
    ...(facts.identity !== null && { identity: facts.identity }),
    ...(facts.challenge !== null && { challenge: facts.challenge }),
    ...(facts.continues !== null && { continue: facts.continues }),
  });
  if (first.isKnown || first.token !== null) return keep(first);
  // Without identity, challenge and link: each of them may work once, and the first call has used it.
  const second = await api.call<WidgetSession>("POST", "/session", { ...visit, keepsToken: true });
  return keep(second);

  function keep(session: WidgetSession): WidgetSession {
    // A token that the server no longer sends is replaced by a cookie.
    store.write("token", session.token ?? "");
    return session;
  }
}
