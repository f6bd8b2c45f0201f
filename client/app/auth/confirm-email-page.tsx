import { A, useLocation } from "@solidjs/router";
import { createSignal, Match, Switch } from "solid-js";
import { accountPaths } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { t } from "../../words/auth.ts";

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
        <AuthFrame title={t("confirmAddressTitle")} foot={<A href="/">{t("goToParley")}</A>}>
          <form class="form" onSubmit={form.onSubmit}>
            <FormError message={form.error()} />
            <button class="button button--primary" disabled={form.busy()}>
              {t("confirmAddress")}
            </button>
          </form>
        </AuthFrame>
      }
    >
      <Match when={email()}>
        {(confirmed) => (
          <AuthFrame title={t("addressConfirmed")} lead={t("accountHasAddress", { email: confirmed() })}>
            <a class="button button--primary" href="/">
              {t("goToParley")}
            </a>
          </AuthFrame>
        )}
      </Match>
      <Match when={token === ""}>
        <AuthFrame
          title={t("linkNotWhole")}
          lead={t("openFromMail")}
          foot={<A href="/">{t("goToParley")}</A>}
        >
          {null}
        </AuthFrame>
      </Match>
    </Switch>
  );
}
