import { createUniqueId, onCleanup, onMount, type JSX } from "solid-js";
import { IconButton } from "./icon-button.tsx";
import "./dialog.css";

/** A modal dialog of the platform: it traps focus, closes on Escape and restores focus. Open while it is mounted. */
export function Dialog(props: { title: string; onClose: () => void; children: JSX.Element }) {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  // The platform restores focus only if the dialog is closed before it leaves the document.
  onCleanup(() => element?.close());
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={(event) => event.target === element && element?.close()}
    >
      <div class="dialog__sheet">
        <header class="dialog__header">
          <h2 id={titleId} class="dialog__title">
            {props.title}
          </h2>
          <IconButton icon="close" label="Close" onClick={() => element?.close()} />
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
