import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import "./form.css";

/** An error of the whole form. Screen readers announce it when it appears. */
export function FormError(props: { message: string | undefined }) {
  return (
    <div role="alert">
      <Show when={props.message}>
        <p class="form-error">
          <Icon name="warning" /> <span>{props.message}</span>
        </p>
      </Show>
    </div>
  );
}
