import { createContext, createSignal, onMount, useContext, type ParentProps } from "solid-js";
import { paths, type Me } from "../../../shared/api.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { signOut } from "./auth-api.ts";
import { callFor, callForAnybody, messageOf } from "../lib/http.ts";
import { readCachedMe, cacheMe } from "./cached-me.ts";
import { showToast } from "../lib/toasts.ts";
import { forgetOnDevice } from "../storage/open-storage.ts";

export type SessionState =
  | { type: "loading" }
  | { type: "failed"; message: string }
  /** `ended`: a session existed and the server has ended it. */
  | { type: "anonymous"; ended: boolean }
  | { type: "known"; me: Me };

export interface Session {
  state: () => SessionState;
  /** Asks the server again who is signed in. */
  refresh: () => Promise<Me | null>;
  signOut: () => Promise<void>;
  /** The server closed a socket with 4401: the session is no longer valid. */
  end: () => void;
}

const SessionContext = createContext<Session>();

export function SessionProvider(props: ParentProps) {
  const session = createSession();
  onMount(() => void session.refresh());
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionProvider above it");
  return session;
}

/** Remembers who is signed in now. Deletes stored data of the previous person and of organizations that the person has left. */
function forgetPerson(now: Me | null): void {
  const before = readCachedMe();
  cacheMe(now);
  if (before === null) return;
  const kept = now?.user.id === before.user.id ? now.organizations.map(({ id }) => id) : [];
  const left = before.organizations.map(({ id }) => id).filter((id) => !kept.includes(id));
  void forgetOnDevice(left, before.user.id);
  void import("../storage/shown-notifications.ts").then(
    ({ closeAllShown }) => closeAllShown(left),
    // The import fails if the module was never loaded and there is no network. Then it has shown no notifications either.
    () => undefined,
  );
}

function createSession(): Session {
  const [state, setSignal] = createSignal<SessionState>({ type: "loading" });
  const setState = (next: SessionState): void => {
    callFor(next.type === "known" ? next.me.user.id : null);
    setSignal(next);
  };
  const end = () => {
    forgetPerson(null);
    setState({ type: "anonymous", ended: true });
  };
  async function refresh(): Promise<Me | null> {
    try {
      const me = await callForAnybody<Me>("GET", paths.me);
      forgetPerson(me);
      setState({ type: "known", me });
      return me;
    } catch (error) {
      const remembered = readCachedMe();
      if (error instanceof ParleyError && error.code === "unauthenticated") {
        forgetPerson(null);
        setState({ type: "anonymous", ended: false });
      } else if (state().type !== "known" && remembered !== null) {
        // Without a network the remembered person is used. The server is asked again when the network returns.
        setState({ type: "known", me: remembered });
        addEventListener("online", () => void refresh(), { once: true });
      } else if (state().type !== "known") {
        // A known person stays signed in: a short network failure must not close the workspace.
        setState({ type: "failed", message: messageOf(error) });
      }
      return null;
    }
  }
  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch (error) {
      return showToast({ text: messageOf(error), isProblem: true });
    }
    forgetPerson(null);
    setState({ type: "anonymous", ended: false });
  }
  return { state, refresh, signOut: leave, end };
}
