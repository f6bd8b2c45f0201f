import { useNavigate } from "@solidjs/router";
import {
  createContext,
  createSignal,
  onCleanup,
  onMount,
  Show,
  useContext,
  type ParentProps,
} from "solid-js";
import { paths, type Me } from "../../../shared/api.ts";
import { ParleyError } from "../../sdk/parley-error.ts";
import { keepClock } from "../../ui/clock.ts";
import { keepLanguage } from "../../words/language.ts";
import { signOut } from "./auth-api.ts";
import { callFor, callForAnybody, messageOf, whenStranger } from "../lib/http.ts";
import { lazyPart } from "../lib/lazy-part.tsx";
import { readCachedMe, cacheMe, whenMeChanges } from "./cached-me.ts";
import { stateFor, type SessionState } from "./page-owner.ts";
import type { SignOutChoice } from "./sign-out-dialog.tsx";
import { showToast } from "../lib/toasts.ts";
import { countKeptNotes, forgetKeptNotes } from "../notes/note-storage.ts";
import { countWaiting, forgetOnDevice } from "../storage/open-storage.ts";

const SignOutDialog = lazyPart(() => import("./sign-out-dialog.tsx"));

export interface Session {
  state: () => SessionState;
  /** Asks the server again who is signed in. */
  refresh: () => Promise<Me | null>;
  /** Somebody has signed in on this page. Goes on to `path`: in a new page, if this one was somebody's before. */
  enter: (path: string) => Promise<void>;
  /** Resolves when the person is signed out, or wants to stay because messages wait. */
  signOut: () => Promise<void>;
  /** The server closed a socket with 4401: the session is no longer valid. */
  end: () => void;
}

const SessionContext = createContext<Session>();

export function SessionProvider(props: ParentProps) {
  const [waiting, setWaiting] = createSignal<{
    count: number;
    hasNotes: boolean;
    decide: (choice: SignOutChoice) => void;
  }>();
  const session = createSession(
    (count, hasNotes) =>
      new Promise((resolve) => {
        const decide = (choice: SignOutChoice): void => {
          setWaiting(undefined);
          resolve(choice);
        };
        setWaiting({ count, hasNotes, decide });
      }),
  );
  onMount(() => void session.refresh());
  return (
    <SessionContext.Provider value={session}>
      {props.children}
      <Show when={waiting()}>{(asked) => <SignOutDialog {...asked()} />}</Show>
    </SessionContext.Provider>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionProvider above it");
  return session;
}

/** Deletes what this device stores of a person's conversations in organizations that are not among `kept`. */
async function forgetPerson(person: Me, kept: Me | null, isAll = false): Promise<void> {
  const left = person.organizations
    .map(({ id }) => id)
    .filter((id) => !kept?.organizations.some((one) => one.id === id));
  // The import fails if the module was never loaded and there is no network. Then it has shown no notifications either.
  const shown = import("../storage/shown-notifications.ts").then(({ closeAllShown }) => closeAllShown(left));
  if (isAll) forgetKeptNotes(left, person.user.id);
  await Promise.all([forgetOnDevice(left, person.user.id, isAll), shown.catch(() => undefined)]);
}

function signedIn(state: SessionState): Me | null {
  if (state.type === "known") return state.me;
  return state.type === "other" ? state.now : null;
}

function createSession(ask: (count: number, hasNotes: boolean) => Promise<SignOutChoice>): Session {
  const navigate = useNavigate();
  const [state, setSignal] = createSignal<SessionState>({ type: "loading" });
  /** The person to whom this page belongs. */
  let owner: Me | null = null;
  /** The server ends the sockets before it has answered the sign-out. */
  let isLeaving = false;
  /** The page speaks another language than its person, and is being loaded again. */
  let isLoadedAgain = false;

  function setState(next: SessionState): void {
    if (next.type === "known") {
      const isFirst = owner === null;
      owner = next.me;
      if (next.me.display !== undefined) {
        keepClock(next.me.display.timeFormat);
        // A page that is open already would lose what the person is at.
        isLoadedAgain = keepLanguage(next.me.display.language) && isFirst;
        if (isLoadedAgain) return location.reload();
      }
    }
    callFor(next.type === "anonymous" ? null : (owner?.user.id ?? null));
    setSignal(next);
  }
  /** Shows who is signed in, and then forgets who is not: closing a workspace stores its latest changes. */
  function take(now: Me | null): void {
    const before = readCachedMe() ?? owner;
    // A person who has signed out here has no session that ended.
    if (now !== null || state().type !== "anonymous") setState(stateFor(owner, now));
    // Somebody else may be signed in here by now. Their data is not this page's.
    if (now === null && before?.user.id !== (owner ?? before)?.user.id) return;
    cacheMe(now);
    if (before !== null) void forgetPerson(before, before.user.id === now?.user.id ? now : null);
  }
  /** Another tab, or this page before it was frozen, may know better who is signed in. */
  function compare(): void {
    const shown = state();
    const cached = readCachedMe();
    if (shown.type === "loading" || cached?.user.id === signedIn(shown)?.user.id) return;
    // Shown at once, also without a network. The server has the last word.
    if (shown.type === "known") setState(stateFor(owner, cached));
    void refresh();
  }
  async function refresh(): Promise<Me | null> {
    try {
      const me = await callForAnybody<Me>("GET", paths.me);
      take(me);
      return me;
    } catch (error) {
      const remembered = readCachedMe();
      const shown = state().type;
      if (error instanceof ParleyError && error.code === "unauthenticated") take(null);
      else if ((shown === "loading" || shown === "failed") && remembered !== null) {
        // Without a network the remembered person is used. The server is asked again when the network returns.
        setState(stateFor(owner, remembered));
        addEventListener("online", () => void refresh(), { once: true });
      } else if (shown === "loading" || shown === "failed") {
        // A known person stays signed in: a short network failure must not close the workspace.
        setState({ type: "failed", message: messageOf(error) });
      }
      return null;
    }
  }
  async function enter(path: string): Promise<void> {
    if (owner === null || state().type === "known") {
      await refresh();
      if (!isLoadedAgain) return navigate(path, { replace: true });
    }
    // In the language of who is signed in now; and nothing that this page still holds of somebody else may reach them.
    history.replaceState(null, "", path);
    location.reload();
  }
  async function leave(): Promise<void> {
    const person = owner;
    if (person === null) return;
    const organizations = person.organizations.map(({ id }) => id);
    const notes = countKeptNotes(organizations, person.user.id);
    const count = (await countWaiting(organizations, person.user.id)) + notes;
    const choice = count === 0 ? "keep" : await ask(count, notes > 0);
    if (choice === "stay") return;
    isLeaving = true;
    try {
      await signOut();
    } catch (error) {
      isLeaving = false;
      if (error instanceof ParleyError && error.code === "other_person") return void refresh();
      return showToast({ text: messageOf(error), isProblem: true });
    }
    isLeaving = false;
    setState({ type: "anonymous", ended: false });
    cacheMe(null);
    await forgetPerson(person, null, choice === "delete");
  }
  function end(): void {
    if (isLeaving) return;
    take(null);
    void refresh();
  }

  whenStranger(() => void refresh());
  onCleanup(whenMeChanges(compare));
  return { state, refresh, enter, signOut: leave, end };
}
