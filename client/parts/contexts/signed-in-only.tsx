import { Navigate, useLocation } from "@solidjs/router";
import { Match, Switch, type Accessor, type JSX } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/ui.ts";
import { useSession } from "./session.tsx";

/** Shows its children to a signed-in person. Redirects everybody else to the sign-in page, which leads back here afterwards. */
export function SignedInOnly(props: { children: (me: Accessor<Me>) => JSX.Element }) {
  const session = useSession();
  const location = useLocation();
  const me = () => {
    const state = session.state();
    return state.type === "known" ? state.me : undefined;
  };
  const failure = () => {
    const state = session.state();
    return state.type === "failed" ? state.message : undefined;
  };
  const signIn = () => {
    const next =
      location.pathname === "/"
        ? ""
        : `?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`;
    return `/sign-in${next}`;
  };
  return (
    <Switch
      fallback={
        <Centered>
          <Spinner label={t("loading")} />
        </Centered>
      }
    >
      <Match when={me()}>{(known) => props.children(known)}</Match>
      <Match when={session.state().type === "anonymous"}>
        <Navigate href={signIn()} />
      </Match>
      <Match when={failure()}>
        {(message) => (
          <Centered>
            <StateMessage icon="warning" title={message()} live>
              <button type="button" class="button" onClick={() => void session.refresh()}>
                {t("tryAgain")}
              </button>
            </StateMessage>
          </Centered>
        )}
      </Match>
    </Switch>
  );
}

function Centered(props: { children: JSX.Element }) {
  return <main class="centered">{props.children}</main>;
}
