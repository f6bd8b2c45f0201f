import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./room-context.tsx";

/** While somebody has taken over no AI answers: says so above the messages, with the button that hands back. */
export function TakeoverBanner() {
  const room = useRoom();
  return (
    <div role="status">
      <Show when={room.takeover()}>
        {(holder) => (
          <p class="takeover">
            <Icon name="group" size={16} />
            <span class="takeover__text">
              <span class="name">{holder() === room.me ? "You" : room.nameOf(holder())}</span>{" "}
              {holder() === room.me ? "have" : "has"} taken over. No AI answers here until it is handed back.
            </span>
            <Show when={room.may("takeOver")}>
              <button
                type="button"
                class="button button--small"
                onClick={() => void room.attempt(() => room.room.takeOver(false))}
              >
                Hand back
              </button>
            </Show>
          </p>
        )}
      </Show>
    </div>
  );
}
