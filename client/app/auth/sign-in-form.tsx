import { createSignal, Show } from "solid-js";
import { signIn } from "../../parts/contexts/auth-api.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { EmailField, PasswordField } from "./credentials.tsx";
import { t } from "../../words/auth.ts";

const SecondStepForm = lazyPart(() => import("./second-step-form.tsx"));

export function SignInForm(props: { email?: string; onDone: () => Promise<unknown> | void }) {
  const [email, setEmail] = createSignal(props.email ?? "");
  const [password, setPassword] = createSignal("");
  const [asksCode, setAsksCode] = createSignal(false);
  const form = createSubmit(async () => {
    const step = await signIn({ email: email(), password: password() });
    if (step === "code") setAsksCode(true);
    else await props.onDone();
  });
  return (
    <Show
      when={!asksCode()}
      fallback={<SecondStepForm onDone={props.onDone} onBack={() => setAsksCode(false)} />}
    >
      <form class="form" onSubmit={form.onSubmit}>
        <EmailField value={email()} onValue={setEmail} />
        <PasswordField value={password()} onValue={setPassword} isNew={false} />
        <FormError message={form.error()} />
        <button class="button button--primary" disabled={form.busy()}>
          {form.busy() ? t("signingIn") : t("signIn")}
        </button>
        <p class="auth__aside">
          <a href="/forgot-password">{t("forgotTitle")}</a>
        </p>
      </form>
    </Show>
  );
}
