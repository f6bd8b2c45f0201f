import { Show } from "solid-js";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-forks.ts";
import "./forks.css";

/** In place of the composer, while the person looks at a version that the others do not see. New messages would not go there. */
export default function PeekBar() {
  const room = useRoom();
  function end(): void {
    room.endPeek();
    room.focusComposer.now();
  }
  async function show(): Promise<void> {
    if (await room.attempt(room.showPeeked)) room.focusComposer.now();
  }
  return (
    <div class="peek" role="group" aria-label={t("onlyYou")}>
      <p class="peek__text" role="status">
        {t("onlyYou")}
      </p>
      <div class="peek__actions">
        <button type="button" class="button button--small" onClick={end}>
          {t("back")}
        </button>
        <Show when={room.may("write")}>
          <button type="button" class="button button--small button--primary" onClick={() => void show()}>
            {t("showToAll")}
          </button>
        </Show>
      </div>
    </div>
  );
}
