import { A, useLocation } from "@solidjs/router";
import { createSignal, Match, Switch } from "solid-js";
import { accountPaths } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { PasswordField } from "./credentials.tsx";

/** `/reset-password#<token>`: sets a new password and ends every session of the person. */
export default function ResetPasswordPage() {
  const location = useLocation();
  const token = location.hash.slice(1);
  const [password, setPassword] = createSignal("");
  const [done, setDone] = createSignal(false);
  const form = createSubmit(async () => {
    await call("POST", accountPaths.reset, { token, password: password() });
    // Out of the history of the browser. It is used up.
    history.replaceState(history.state, "", "/reset-password");
    setDone(true);
  });
  return (
    <Switch
      fallback={
        <AuthFrame
          title="Set a new password"
          lead="You are signed out on all devices then."
          foot={<A href="/sign-in">Back to sign-in</A>}
        >
          <form class="form" onSubmit={form.onSubmit}>
            <PasswordField value={password()} onValue={setPassword} isNew />
            <FormError message={form.error()} />
            <button class="button button--primary" disabled={form.busy()}>
              Set password
            </button>
          </form>
        </AuthFrame>
      }
    >
      <Match when={token === ""}>
        <AuthFrame
          title="This link is not whole"
          lead="Open it again from the mail or the message that you got."
          foot={<A href="/forgot-password">Ask for a new link</A>}
        >
          {null}
        </AuthFrame>
      </Match>
      <Match when={done()}>
        <AuthFrame title="Your password is set" lead="Sign in with it now.">
          <a class="button button--primary" href="/sign-in">
            Sign in
          </a>
        </AuthFrame>
      </Match>
    </Switch>
  );
}
