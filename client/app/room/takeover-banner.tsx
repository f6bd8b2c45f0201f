import { Show } from "solid-js";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/room-takeover.ts";
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
              {holder() === room.me
                ? t("youTookOver")
                : t.rich("tookOver", { name: <span class="name">{room.distinctNameOf(holder())}</span> })}
            </span>
            <Show when={room.may("takeOver")}>
              <button
                type="button"
                class="button button--small"
                onClick={() => void room.attempt(() => room.room.takeOver(false))}
              >
                {t("handBack")}
              </button>
            </Show>
          </p>
        )}
      </Show>
    </div>
  );
}
