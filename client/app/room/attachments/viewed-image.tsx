import { createSignal, Show } from "solid-js";
import { t } from "../../../words/room-attachments.ts";

/** One image in the space that is left. A press shows it in its own size, and the next press all of it again. */
export function ViewedImage(props: { name: string; path: string; isZoomed: boolean; onZoom: () => void }) {
  const [failed, setFailed] = createSignal(false);
  return (
    <div class="viewer__space" classList={{ "viewer__space--zoomed": props.isZoomed }}>
      <Show
        when={!failed()}
        fallback={
          <p class="viewer__facts" role="alert">
            {t("notShown")}
          </p>
        }
      >
        <img
          class="viewer__image"
          src={props.path}
          alt={props.name}
          draggable={false}
          onClick={() => props.onZoom()}
          onError={() => setFailed(true)}
        />
      </Show>
    </div>
  );
}
