import { A } from "@solidjs/router";
import { createResource, createSignal, Match, Switch } from "solid-js";
import { accountPaths, type SignInHelp } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { t } from "../../words/auth.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { EmailField } from "./credentials.tsx";

/** `/forgot-password`: asks for a mail, or says who can make a link where no mail is sent. */
export default function ForgotPasswordPage() {
  const [help, { refetch }] = createResource(() => call<SignInHelp>("GET", accountPaths.help));
  return (
    <AuthFrame title={t("forgotTitle")} foot={<A href="/sign-in">{t("backToSignIn")}</A>}>
      <Loaded resource={help} onRetry={() => void refetch()}>
        {(known) => (
          <Switch fallback={<ByOwner />}>
            <Match when={known().mail}>
              <ByMail />
            </Match>
          </Switch>
        )}
      </Loaded>
    </AuthFrame>
  );
}

function ByMail() {
  const [email, setEmail] = createSignal("");
  const [asked, setAsked] = createSignal(false);
  const form = createSubmit(async () => {
    await call("POST", accountPaths.resetMail, { email: email() });
    setAsked(true);
  });
  return (
    <Switch
      fallback={
        <form class="form" onSubmit={form.onSubmit}>
          <p>{t("forgotByMail")}</p>
          <EmailField value={email()} onValue={setEmail} />
          <FormError message={form.error()} />
          <button class="button button--primary" disabled={form.busy()}>
            {t("sendLink")}
          </button>
        </form>
      }
    >
      <Match when={asked()}>
        <div class="form" role="status">
          <p>{t.rich("resetMailSent", { email: <b class="name">{email()}</b> })}</p>
          <p>{t("noResetMail")}</p>
        </div>
      </Match>
    </Switch>
  );
}

function ByOwner() {
  return (
    <div class="form">
      <p>{t("forgotByOwner")}</p>
      <p>{t("ownersFindResetLink")}</p>
    </div>
  );
}
