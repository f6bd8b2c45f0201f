import { createUniqueId, Show, splitProps, type JSX } from "solid-js";
import "./field.css";

interface FieldProps extends Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "value"> {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A labelled input. Screen readers read its hint and error with it. */
export function Field(props: FieldProps) {
  const [own, input] = splitProps(props, ["label", "value", "onValue", "hint", "error"]);
  const id = createUniqueId();
  const describedBy = () => (own.error ? `${id}-error` : own.hint ? `${id}-hint` : undefined);
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {own.label}
      </label>
      <input
        {...input}
        id={id}
        class="field__input"
        value={own.value}
        onInput={(event) => own.onValue(event.currentTarget.value)}
        aria-invalid={own.error ? "true" : undefined}
        aria-describedby={describedBy()}
      />
      <Show
        when={own.error}
        fallback={
          <Show when={own.hint}>
            <p id={`${id}-hint`} class="field__hint">
              {own.hint}
            </p>
          </Show>
        }
      >
        <p id={`${id}-error`} class="field__error">
          {own.error}
        </p>
      </Show>
    </div>
  );
}
