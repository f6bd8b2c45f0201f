import { createSignal, Show } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { t } from "../../words/auth.ts";

/** Shown in a tab of `owner` after somebody else has signed in in this browser. `owner` can sign in again here, and goes on. */
export default function OtherPersonPage(props: { owner: Me; now: Me }) {
  const session = useSession();
  const [isBack, setBack] = createSignal(false);
  return (
    <AuthFrame
      title={t("otherIsSignedIn", { name: props.now.user.name })}
      lead={t.rich("openedForOther", {
        name: <span class="name">{props.owner.user.name}</span>,
        email: props.owner.user.email,
        again: <span class="name">{props.owner.user.name}</span>,
      })}
    >
      <div class="form">
        <button type="button" class="button button--primary" onClick={() => location.reload()}>
          {t("goOnAs", { name: props.now.user.name })}
        </button>
        <Show
          when={isBack()}
          fallback={
            <button type="button" class="button" onClick={() => setBack(true)}>
              {t("signInAs", { name: props.owner.user.name })}
            </button>
          }
        >
          <SignInForm email={props.owner.user.email} onDone={() => session.refresh()} />
        </Show>
      </div>
    </AuthFrame>
  );
}
