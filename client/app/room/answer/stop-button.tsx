import { Show } from "solid-js";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { mayStop } from "./may-stop.ts";

/** The only button that stops an answer. Escape in the composer does the same for one's own. */
export function StopButton(props: { answer: Answer }) {
  const room = useRoom();
  return (
    <Show when={mayStop(room, props.answer)}>
      <button
        type="button"
        class="button button--small answer__stop"
        onClick={() => void room.attempt(() => room.room.stop(props.answer.turn))}
      >
        <Icon name="stop" size={14} /> {t("stop")}
        <Show when={props.answer.asker === room.me}>
          <kbd class="answer__key" aria-hidden="true">
            {"Esc"}
          </kbd>
        </Show>
      </button>
    </Show>
  );
}
