import { A, useLocation } from "@solidjs/router";
import { createSignal, Match, Switch } from "solid-js";
import { accountPaths } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { AuthFrame } from "./auth-frame.tsx";

/** `/confirm-email#<token>`: a button, because programs that look through mail open every address in it. */
export default function ConfirmEmailPage() {
  const location = useLocation();
  const token = location.hash.slice(1);
  const [email, setEmail] = createSignal<string>();
  const form = createSubmit(async () => {
    const confirmed = await call<{ email: string }>("POST", accountPaths.confirm, { token });
    history.replaceState(history.state, "", "/confirm-email");
    setEmail(confirmed.email);
  });
  return (
    <Switch
      fallback={
        <AuthFrame title="Confirm your e-mail address" foot={<A href="/">Go to Parley</A>}>
          <form class="form" onSubmit={form.onSubmit}>
            <FormError message={form.error()} />
            <button class="button button--primary" disabled={form.busy()}>
              Confirm address
            </button>
          </form>
        </AuthFrame>
      }
    >
      <Match when={email()}>
        {(confirmed) => (
          <AuthFrame
            title="Your address is confirmed"
            lead={<>Your account has the address {confirmed()}.</>}
          >
            <a class="button button--primary" href="/">
              Go to Parley
            </a>
          </AuthFrame>
        )}
      </Match>
      <Match when={token === ""}>
        <AuthFrame
          title="This link is not whole"
          lead="Open it again from the mail that you got."
          foot={<A href="/">Go to Parley</A>}
        >
          {null}
        </AuthFrame>
      </Match>
    </Switch>
  );
}
