import { Field } from "../../ui/field.tsx";
import { t } from "../../words/auth.ts";

/** The minimum length that better-auth itself requires, in characters. */
const MIN_PASSWORD_LENGTH = 8;

export function EmailField(props: { value: string; onValue: (value: string) => void }) {
  return (
    <Field
      label={t("email")}
      type="email"
      name="email"
      autocomplete="username"
      required
      value={props.value}
      onValue={props.onValue}
    />
  );
}

export function PasswordField(props: { value: string; onValue: (value: string) => void; isNew: boolean }) {
  return (
    <Field
      label={t("password")}
      type="password"
      name="password"
      autocomplete={props.isNew ? "new-password" : "current-password"}
      minLength={props.isNew ? MIN_PASSWORD_LENGTH : undefined}
      hint={props.isNew ? t("passwordLength", { least: MIN_PASSWORD_LENGTH }) : undefined}
      required
      value={props.value}
      onValue={props.onValue}
    />
  );
}
