import type { JSX } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "./form-error.tsx";
import { createSubmit } from "./create-submit.ts";

/** A dialog with a form. It closes when `onSave` resolves, and shows the error when it throws. */
export function FormDialog(props: {
  title: string;
  /** Labels of the two buttons. */
  save: string;
  cancel: string;
  danger?: boolean;
  /** Something is missing, so that it cannot be saved yet. */
  disabled?: boolean;
  /** `stay`: there is something else to show. */
  onSave: () => Promise<unknown>;
  onClose: () => void;
  children: JSX.Element;
}) {
  const form = createSubmit(async () => {
    if ((await props.onSave()) !== "stay") props.onClose();
  });
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        {props.children}
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {props.cancel}
          </button>
          <button
            class="button"
            classList={{ "button--primary": !props.danger, "button--danger": props.danger ?? false }}
            disabled={form.busy() || (props.disabled ?? false)}
          >
            {props.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
