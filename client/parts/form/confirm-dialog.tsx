import type { JSX } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "./form-error.tsx";
import { createSubmit } from "./create-submit.ts";

/** Asks for confirmation before an action that cannot be undone. If `onConfirm` throws, the error is shown and the dialog stays open. */
export function ConfirmDialog(props: {
  title: string;
  /** The consequences of the action. */
  children: JSX.Element;
  /** Labels of the two buttons. */
  confirm: string;
  refuse: string;
  /** Resolves when the dialog may close: after the action is complete, or at once if the page itself reports errors. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}) {
  const form = createSubmit(() => props.onConfirm());
  return (
    <Dialog title={props.title} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <p>{props.children}</p>
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => props.onClose()}>
            {props.refuse}
          </button>
          <button class="button button--danger" disabled={form.busy()}>
            {props.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
