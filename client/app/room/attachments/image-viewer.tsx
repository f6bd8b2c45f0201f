import { createSignal, createUniqueId, onCleanup, onMount, Show } from "solid-js";
import type { Attachment } from "../../../../shared/attachments.ts";
import { sizeWords } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import "./image-viewer.css";

/** Shows one image as large as the window allows. Escape, the close button and a click beside the image close it. */
export default function ImageViewer(props: { file: Attachment; path: string; onClose: () => void }) {
  const titleId = createUniqueId();
  const [failed, setFailed] = createSignal(false);
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  // The dialog is closed before it leaves the document, because only closing returns the focus.
  onCleanup(() => element?.close());
  const facts = () => {
    const { width, height, bytes } = props.file;
    return [width === undefined ? "" : `${width} × ${height}`, sizeWords(bytes)].filter(Boolean).join(" · ");
  };
  return (
    <dialog
      ref={element}
      class="viewer"
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={({ target }) => target instanceof HTMLImageElement || closeOutside(target)}
    >
      <header class="viewer__header">
        <div class="viewer__texts">
          <h2 id={titleId} class="viewer__title one-line" dir="auto">
            {props.file.name}
          </h2>
          <p class="viewer__facts">{facts()}</p>
        </div>
        <a
          class="icon-button"
          href={props.path}
          download={props.file.name}
          aria-label="Download"
          title="Download"
        >
          <Icon name="download" size={20} />
        </a>
        <IconButton icon="close" size={20} label="Close" title="Close" onClick={() => element?.close()} />
      </header>
      <div class="viewer__space">
        <Show
          when={!failed()}
          fallback={
            <p class="viewer__facts" role="alert">
              This image cannot be shown.
            </p>
          }
        >
          <img class="viewer__image" src={props.path} alt={props.file.name} onError={() => setFailed(true)} />
        </Show>
      </div>
    </dialog>
  );

  function closeOutside(target: EventTarget): void {
    if (target === element || (target instanceof Element && target.classList.contains("viewer__space")))
      element?.close();
  }
}
