import { createSignal } from "solid-js";
import { signIn } from "../../parts/contexts/auth-api.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { EmailField, PasswordField } from "./credentials.tsx";

export function SignInForm(props: { email?: string; onDone: () => Promise<unknown> | void }) {
  const [email, setEmail] = createSignal(props.email ?? "");
  const [password, setPassword] = createSignal("");
  const form = createSubmit(async () => {
    await signIn({ email: email(), password: password() });
    await props.onDone();
  });
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <EmailField value={email()} onValue={setEmail} />
      <PasswordField value={password()} onValue={setPassword} isNew={false} />
      <FormError message={form.error()} />
      <button class="button button--primary" disabled={form.busy()}>
        {form.busy() ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}
