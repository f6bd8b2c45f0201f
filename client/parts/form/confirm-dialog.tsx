import type { JSX } from "solid-js";
import { Dialog } from "../../ui/dialog.tsx";
import { FormError } from "./form-error.tsx";
import { createSubmit } from "./create-submit.ts";

/** Asks before something that cannot be taken back. What `onConfirm` throws is shown in it, and it stays open. */
export function ConfirmDialog(props: {
  title: string;
  /** What follows from it. */
  children: JSX.Element;
  /** Names of the two buttons. */
  confirm: string;
  refuse: string;
  /** Closes it when all is done, or at once where the page tells what went wrong. */
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
