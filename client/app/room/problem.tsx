import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/room.ts";
import { useRoom } from "./room-context.tsx";

/** The last error in this room, until it is dismissed or a later action succeeds. */
export function Problem() {
  const room = useRoom();
  return (
    <div role="alert">
      <Show when={room.problem()}>
        <p class="problem">
          <Icon name="warning" />
          <span class="problem__text">{room.problem()}</span>
          <IconButton
            icon="close"
            size={16}
            label={t("dismiss")}
            onClick={() => {
              room.setProblem(null);
              room.focusComposer.now();
            }}
          />
        </p>
      </Show>
    </div>
  );
}
