import { A, useLocation } from "@solidjs/router";
import { createSignal, Match, Switch } from "solid-js";
import { accountPaths } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { PasswordField } from "./credentials.tsx";
import { t } from "../../words/auth.ts";

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
          title={t("setNewPassword")}
          lead={t("signedOutEverywhere")}
          foot={<A href="/sign-in">{t("backToSignIn")}</A>}
        >
          <form class="form" onSubmit={form.onSubmit}>
            <PasswordField value={password()} onValue={setPassword} isNew />
            <FormError message={form.error()} />
            <button class="button button--primary" disabled={form.busy()}>
              {t("setPassword")}
            </button>
          </form>
        </AuthFrame>
      }
    >
      <Match when={token === ""}>
        <AuthFrame
          title={t("linkNotWhole")}
          lead={t("openFromMailOrMessage")}
          foot={<A href="/forgot-password">{t("askForNewLink")}</A>}
        >
          {null}
        </AuthFrame>
      </Match>
      <Match when={done()}>
        <AuthFrame title={t("passwordSet")} lead={t("signInWithPassword")}>
          <a class="button button--primary" href="/sign-in">
            {t("signIn")}
          </a>
        </AuthFrame>
      </Match>
    </Switch>
  );
}
