import { createSignal, createUniqueId, onCleanup, onMount, Show } from "solid-js";
import type { Attachment } from "../../../../shared/attachments.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/room-attachments.ts";
import { t as inUi } from "../../../words/ui.ts";
import { createPictures } from "./create-pictures.ts";
import { measureWords } from "./measure-words.ts";
import { onSwipe } from "./on-swipe.ts";
import { ViewedImage } from "./viewed-image.tsx";
import "./image-viewer.css";

/**
 * Shows the room's images one after the other, as large as the window allows. Escape, the close button and a click beside the image
 * close it, and the focus goes back to where it was.
 */
export default function ImageViewer(props: {
  file: Attachment;
  path: (file: Attachment) => string;
  onClose: () => void;
}) {
  const titleId = createUniqueId();
  const pictures = createPictures(props.file);
  const [isZoomed, setIsZoomed] = createSignal(false);
  let element: HTMLDialogElement | undefined;
  onMount(() => element?.showModal());
  // The dialog is closed before it leaves the document, because only closing returns the focus.
  onCleanup(() => element?.close());

  function step(by: -1 | 1): void {
    if (by === -1 ? !pictures.hasPrevious() : !pictures.hasNext()) return;
    setIsZoomed(false);
    void pictures.step(by);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") setIsZoomed(true);
    else if (event.key === "-") setIsZoomed(false);
    else if (!isZoomed() && event.key === "ArrowLeft") step(-1);
    else if (!isZoomed() && event.key === "ArrowRight") step(1);
    else return;
    event.preventDefault();
  }
  return (
    <dialog
      ref={element}
      class="viewer"
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={({ target }) => closeOutside(target)}
      onKeyDown={onKeyDown}
    >
      <header class="viewer__header">
        <div class="viewer__texts">
          <h2 id={titleId} class="viewer__title one-line" dir="auto">
            {pictures.shown().name}
          </h2>
          <p class="viewer__facts" role="status">
            <Show when={pictures.count()}>{(count) => <>{count()} · </>}</Show>
            {measureWords(pictures.shown())}
          </p>
        </div>
        <IconButton
          icon="search"
          size={20}
          label={t("zoom")}
          title={t("zoom")}
          pressed={isZoomed()}
          onClick={() => setIsZoomed(!isZoomed())}
        />
        <a
          class="icon-button"
          href={props.path(pictures.shown())}
          download={pictures.shown().name}
          aria-label={inUi("download")}
          title={inUi("download")}
        >
          <Icon name="download" size={20} />
        </a>
        <IconButton
          icon="close"
          size={20}
          label={inUi("close")}
          title={inUi("close")}
          onClick={() => element?.close()}
        />
      </header>
      <div class="viewer__stage" ref={(stage) => onSwipe(stage, (by) => !isZoomed() && step(by))}>
        <Show when={pictures.shown().id} keyed>
          <ViewedImage
            name={pictures.shown().name}
            path={props.path(pictures.shown())}
            isZoomed={isZoomed()}
            onZoom={() => setIsZoomed(!isZoomed())}
          />
        </Show>
        <Show when={pictures.count()}>
          <StepButton
            to="back"
            label={t("previous")}
            isThere={pictures.hasPrevious()}
            onStep={() => step(-1)}
          />
          <StepButton to="forward" label={t("next")} isThere={pictures.hasNext()} onStep={() => step(1)} />
        </Show>
      </div>
    </dialog>
  );

  function closeOutside(target: EventTarget): void {
    if (target === element || (target instanceof Element && target.classList.contains("viewer__space")))
      element?.close();
  }
}

/** It stays where there is no further image, because a disabled button loses the focus. */
function StepButton(props: { to: "back" | "forward"; label: string; isThere: boolean; onStep: () => void }) {
  return (
    <button
      type="button"
      class={`icon-button viewer__step viewer__step--${props.to}`}
      aria-label={props.label}
      aria-disabled={!props.isThere}
      onClick={() => props.onStep()}
    >
      <Icon name={props.to} size={28} />
    </button>
  );
}
