import { createUniqueId, Show, splitProps, type JSX } from "solid-js";
import "./field.css";

interface TextAreaProps extends Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "value"> {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A labelled field with several lines. */
export function TextArea(props: TextAreaProps) {
  const [own, input] = splitProps(props, ["label", "value", "onValue", "hint", "error"]);
  const id = createUniqueId();
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {own.label}
      </label>
      <textarea
        {...input}
        id={id}
        dir="auto"
        class="field__input field__area"
        value={own.value}
        onInput={(event) => own.onValue(event.currentTarget.value)}
        aria-invalid={own.error ? "true" : undefined}
        aria-describedby={own.error || own.hint ? `${id}-about` : undefined}
      />
      <Show when={own.error ?? own.hint}>
        {(about) => (
          <p id={`${id}-about`} class={own.error ? "field__error" : "field__hint"}>
            {about()}
          </p>
        )}
      </Show>
    </div>
  );
}
