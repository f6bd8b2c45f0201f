import { createSignal, Show } from "solid-js";
import { paths, type CreateOrganization, type OrganizationSummary } from "../../../shared/api.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { Field } from "../../ui/field.tsx";
import { call } from "../../parts/lib/http.ts";
import { signUp } from "../../parts/contexts/auth-api.ts";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { EmailField, PasswordField } from "./credentials.tsx";
import { t } from "../../words/auth.ts";

/** Without an invitation the person creates an organization. With an invitation the caller's `onDone` joins the person to it. */
export function SignUpForm(props: {
  founds: boolean;
  /** The person has sent the form. */
  onBegin?: () => void;
  onDone: (organization: OrganizationSummary | null) => Promise<void> | void;
}) {
  const [name, setName] = createSignal("");
  const [email, setEmail] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [organization, setOrganization] = createSignal("");
  // The account may exist although the second step failed. A retry must not sign up a second time.
  let hasAccount = false;
  const form = createSubmit(async () => {
    props.onBegin?.();
    if (!hasAccount) await signUp({ name: name().trim(), email: email(), password: password() });
    hasAccount = true;
    const founded = props.founds ? await found({ name: organization().trim() }) : null;
    await props.onDone(founded);
  });
  return (
    <form class="form" onSubmit={form.onSubmit}>
      <Field
        label={t("yourName")}
        name="name"
        autocomplete="name"
        maxLength={MAX_NAME_LENGTH}
        required
        value={name()}
        onValue={setName}
      />
      <EmailField value={email()} onValue={setEmail} />
      <PasswordField value={password()} onValue={setPassword} isNew />
      <Show when={props.founds}>
        <Field
          label={t("organization")}
          name="organization"
          autocomplete="organization"
          maxLength={MAX_NAME_LENGTH}
          hint={t("organizationHint")}
          required
          value={organization()}
          onValue={setOrganization}
        />
      </Show>
      <FormError message={form.error()} />
      <button class="button button--primary" disabled={form.busy()}>
        {form.busy() ? t("pleaseWait") : t(props.founds ? "createOrganization" : "createAccountAndJoin")}
      </button>
    </form>
  );
}

const found = (organization: CreateOrganization): Promise<OrganizationSummary> =>
  call("POST", paths.organizations, organization);
