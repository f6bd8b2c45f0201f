import { createUniqueId, onCleanup, onMount, type JSX } from "solid-js";
import { IconButton } from "./icon-button.tsx";
import "./dialog.css";

/** A modal of the platform's own: it traps focus, closes on Escape and gives focus back. Lives while it is mounted. */
export function Dialog(props: { title: string; onClose: () => void; children: JSX.Element }) {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  // Closing before it leaves the document is what gives the focus back.
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
