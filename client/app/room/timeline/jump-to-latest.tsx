import { Show } from "solid-js";
import { formatNumber, plural } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRoom } from "../room-context.tsx";

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
      aria-label={
        unread() > 0 ? `Jump to latest, ${plural(unread(), "new message", "new messages")}` : "Jump to latest"
      }
      onClick={() => props.onJump()}
    >
      <Icon name="down" size={16} />
      <Show when={unread() > 0} fallback="Latest">
        <span class="badge">{formatNumber(unread())}</span>
      </Show>
    </button>
  );
}
