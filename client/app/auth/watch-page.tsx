import { A, useLocation, useNavigate } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import { paths, type Me, type SharedRoom, type ShareToken } from "../../../shared/api.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { call, messageOf } from "../../parts/lib/http.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignedInAs } from "./signed-in-as.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { t } from "../../words/auth.ts";

/** `/watch#<token>`: leads into a room that someone has shared. A person who is not signed in signs in first. */
export default function WatchPage() {
  const session = useSession();
  const location = useLocation();
  const token = () => decodeURIComponent(location.hash.slice(1));
  const me = () => {
    const state = session.state();
    return state.type === "known" ? state.me : undefined;
  };
  return (
    <Switch
      fallback={
        <AuthFrame title={t("openingConversation")}>
          <Spinner label={t("loading")} />
        </AuthFrame>
      }
    >
      <Match when={session.state().type === "anonymous"}>
        <AuthFrame title={t("sharedWithYou")} lead={t("signInToOpen")}>
          <SignInForm onDone={() => session.enter(location.pathname + location.hash)} />
        </AuthFrame>
      </Match>
      <Match when={me()}>{(known) => <Open token={token()} me={known()} />}</Match>
    </Switch>
  );
}

function Open(props: { token: string; me: Me }) {
  const navigate = useNavigate();
  const session = useSession();
  const [error, setError] = createSignal<string>();
  onMount(async () => {
    try {
      const body: ShareToken = { token: props.token };
      const { organization, room } = await call<SharedRoom>("POST", paths.shareOpen, body);
      await session.refresh();
      navigate(`/${organization}/${room}`, { replace: true });
    } catch (thrown) {
      setError(messageOf(thrown));
    }
  });
  return (
    <Show
      when={error()}
      fallback={
        <AuthFrame title={t("openingConversation")} lead={<SignedInAs me={props.me} />}>
          <Spinner label={t("loading")} />
        </AuthFrame>
      }
    >
      {(message) => (
        <AuthFrame
          title={t("linkDoesNotWork")}
          lead={t("linkDoesNotWorkAbout", { problem: message() })}
          foot={<A href="/">{t("goToParley")}</A>}
        >
          <SignedInAs me={props.me} />
          <button type="button" class="button" onClick={() => void session.signOut()}>
            {t("useAnotherAccount")}
          </button>
        </AuthFrame>
      )}
    </Show>
  );
}
