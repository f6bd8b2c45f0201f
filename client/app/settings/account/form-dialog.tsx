import type { JSX } from "solid-js";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { Dialog } from "../../../ui/dialog.tsx";

/** A dialog with a form. It closes when `onSave` resolves, and shows the error when it throws. */
export function FormDialog(props: {
  title: string;
  save: string;
  danger?: boolean;
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
            Cancel
          </button>
          <button
            class="button"
            classList={{ "button--primary": !props.danger, "button--danger": props.danger ?? false }}
            disabled={form.busy()}
          >
            {props.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
