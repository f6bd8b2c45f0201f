import { Show } from "solid-js";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";

export function JumpToLatest(props: { onJump: () => void }) {
  const room = useRoom();
  const unread = () => {
    const read = room.cursors()[room.me]?.read ?? 0;
    return room
      .messages()
      .filter(({ seq, author, deletedAt }) => seq > read && author !== room.me && !deletedAt).length;
  };
  return (
    <button
      type="button"
      class="jump"
      aria-label={unread() > 0 ? t("jumpOver", { count: unread() }) : t("jump")}
      onClick={() => props.onJump()}
    >
      <Icon name="down" size={16} />
      <Show when={unread() > 0} fallback={t("latest")}>
        <span class="badge">{formatNumber(unread())}</span>
      </Show>
    </button>
  );
}
