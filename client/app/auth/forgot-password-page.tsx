import { A } from "@solidjs/router";
import { createResource, createSignal, Match, Switch } from "solid-js";
import { accountPaths, type SignInHelp } from "../../../shared/account.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { EmailField } from "./credentials.tsx";

/** `/forgot-password`: asks for a mail, or says who can make a link where no mail is sent. */
export default function ForgotPasswordPage() {
  const [help, { refetch }] = createResource(() => call<SignInHelp>("GET", accountPaths.help));
  return (
    <AuthFrame title="Forgot your password?" foot={<A href="/sign-in">Back to sign-in</A>}>
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
          <p>We send you a link with which you set a new password.</p>
          <EmailField value={email()} onValue={setEmail} />
          <FormError message={form.error()} />
          <button class="button button--primary" disabled={form.busy()}>
            Send link
          </button>
        </form>
      }
    >
      <Match when={asked()}>
        <div class="form" role="status">
          <p>
            If an account has the address <b class="name">{email()}</b> and the address is confirmed, a link
            is on its way. It works for one hour.
          </p>
          <p>No mail? Look into the spam folder, or ask an owner of your organization for a link.</p>
        </div>
      </Match>
    </Switch>
  );
}

function ByOwner() {
  return (
    <div class="form">
      <p>This server sends no mail. Ask an owner of your organization for a link to set a new password.</p>
      <p>
        Owners find it under Settings, People, in the menu beside your name. The link works once, for 24
        hours.
      </p>
    </div>
  );
}
