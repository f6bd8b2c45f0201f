import { A, Navigate, useNavigate, useSearchParams } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import { paths, type Start } from "../../../shared/api.ts";
import { callForAnybody } from "../../parts/lib/http.ts";
import { localPath } from "../../parts/lib/local-path.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { t } from "../../words/auth.ts";

/** `/sign-in?next=<path>`: leads on whoever is signed in already. */
export default function SignInPage() {
  const session = useSession();
  const [search] = useSearchParams();
  const ended = () => {
    const state = session.state();
    return state.type === "anonymous" && state.ended;
  };
  const navigate = useNavigate();
  // Nobody can sign in on a server without accounts.
  onMount(async () => {
    const start = await callForAnybody<Start>("GET", paths.start).catch(() => undefined);
    if (start?.isNew === true && session.state().type === "anonymous")
      navigate("/sign-up", { replace: true });
  });
  const next = () => localPath(search["next"], location.origin);
  return (
    <Show when={session.state().type !== "known"} fallback={<Navigate href={next()} />}>
      <AuthFrame
        title={t("signIn")}
        lead={
          <Show when={ended()} fallback={t("welcomeBack")}>
            {t("sessionEnded")}
          </Show>
        }
        foot={t.rich("newHere", { create: <A href="/sign-up">{t("createAnOrganization")}</A> })}
      >
        <SignInForm onDone={() => session.enter(next())} />
      </AuthFrame>
    </Show>
  );
}
