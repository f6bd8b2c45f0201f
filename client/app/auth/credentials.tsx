import { Field } from "../../ui/field.tsx";

/** The minimum length that better-auth itself requires, in characters. */
const MIN_PASSWORD_LENGTH = 8;

export function EmailField(props: { value: string; onValue: (value: string) => void }) {
  return (
    <Field
      label="E-mail"
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
      label="Password"
      type="password"
      name="password"
      autocomplete={props.isNew ? "new-password" : "current-password"}
      minLength={props.isNew ? MIN_PASSWORD_LENGTH : undefined}
      hint={props.isNew ? `At least ${MIN_PASSWORD_LENGTH} characters.` : undefined}
      required
      value={props.value}
      onValue={props.onValue}
    />
  );
}
