import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { useRoom } from "./room-context.tsx";

/** Says above the messages that a person has taken over and no AI answers, with the button that ends the takeover. */
export default function TakeoverBanner() {
  const room = useRoom();
  return (
    <div role="status">
      <Show when={room.takeover()}>
        {(holder) => (
          <p class="takeover">
            <Icon name="group" size={16} />
            <span class="takeover__text">
              <span class="name">{holder() === room.me ? "You" : room.distinctNameOf(holder())}</span>{" "}
              {holder() === room.me ? "have" : "has"} taken over. AI does not answer until you hand back.
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
