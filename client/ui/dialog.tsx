import { createUniqueId, onCleanup, onMount, type JSX } from "solid-js";
import { t } from "../words/ui.ts";
import { IconButton } from "./icon-button.tsx";
import "./dialog.css";

/**
 * A modal dialog of the platform: it traps focus, closes on Escape and restores focus. Open while it is mounted. `holds`: asked when the
 * person closes it; if true, it stays open.
 */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  holds?: () => boolean;
  children: JSX.Element;
}) {
  const titleId = createUniqueId();
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  let isUnmounted = false;
  onCleanup(() => {
    isUnmounted = true;
    // The platform restores focus only if the dialog is closed before it leaves the document.
    element?.close();
  });
  /** Of an unmounted dialog the event comes later: another one with the same `onClose` may be open by then. */
  const closed = () => {
    if (isUnmounted) return;
    // Not every browser lets a page refuse Escape, and none refuses it twice.
    if (props.holds?.()) element?.showModal();
    else props.onClose();
  };
  const leave = () => {
    if (!props.holds?.()) element?.close();
  };
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={titleId}
      onClose={closed}
      onCancel={(event) => event.target === element && props.holds?.() && event.preventDefault()}
      onClick={(event) => event.target === element && leave()}
    >
      <div class="dialog__sheet">
        <header class="dialog__header">
          <h2 id={titleId} class="dialog__title">
            {props.title}
          </h2>
          <IconButton icon="close" label={t("close")} onClick={leave} />
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
