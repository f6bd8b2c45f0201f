import { createSignal, onMount, Show } from "solid-js";
import { showCode, showRecoveryCode } from "../../parts/contexts/second-factor-api.ts";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { Field } from "../../ui/field.tsx";
import { t } from "../../words/auth.ts";

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. */
export default function SecondStepForm(props: { onDone: () => Promise<unknown> | void; onBack: () => void }) {
  const [usesApp, setUsesApp] = createSignal(true);
  const [code, setCode] = createSignal("");
  let form: HTMLFormElement | undefined;
  const focus = () => form?.querySelector("input")?.focus();
  onMount(focus);
  const step = createSubmit(async () => {
    await (usesApp() ? showCode(code()) : showRecoveryCode(code()));
    await props.onDone();
  });
  function change(): void {
    setUsesApp(!usesApp());
    setCode("");
    focus();
  }
  return (
    <form ref={form} class="form" onSubmit={step.onSubmit}>
      <Show
        when={usesApp()}
        fallback={
          <Field
            label={t("recoveryCode")}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={40}
            hint={t("recoveryCodeHint")}
            value={code()}
            onValue={setCode}
          />
        }
      >
        <Field
          label={t("code")}
          autocomplete="one-time-code"
          inputmode="numeric"
          required
          maxLength={12}
          hint={t("codeHint")}
          value={code()}
          onValue={setCode}
        />
      </Show>
      <FormError message={step.error()} />
      <button class="button button--primary" disabled={step.busy()}>
        {step.busy() ? t("signingIn") : t("signIn")}
      </button>
      <div class="auth__choices">
        <button type="button" class="button button--quiet" onClick={change}>
          {usesApp() ? t("useRecoveryCode") : t("useAuthenticatorApp")}
        </button>
        <button type="button" class="button button--quiet" onClick={() => props.onBack()}>
          {t("back")}
        </button>
      </div>
    </form>
  );
}
