import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./room-context.tsx";

/** While someone holds the floor no AI answers: said where everyone looks, with the way back. */
export function FloorBanner() {
  const room = useRoom();
  return (
    <div role="status">
      <Show when={room.floor()}>
        {(holder) => (
          <p class="floor">
            <Icon name="group" size={16} />
            <span class="floor__text">
              <span class="name">{holder() === room.me ? "You" : room.nameOf(holder())}</span>{" "}
              {holder() === room.me ? "have" : "has"} taken over. No AI answers here until it is handed back.
            </span>
            <Show when={room.may("takeOver")}>
              <button
                type="button"
                class="button button--small"
                onClick={() => void room.attempt(() => room.room.floor(false))}
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
