import { For, Show } from "solid-js";
import type { Message, Replies } from "../../../../shared/protocol/events.ts";
import { formatNumber, formatShort } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { thread as threadIcon } from "../../../ui/later-icons.ts";
import { now } from "../../../parts/lib/now.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { t } from "../../../words/room-threads.ts";
import { useRoom } from "../room-context.tsx";
import "./thread-line.css";

/** How many faces stand in the line. */
const FACES = 3;

/** What a message has to do with threads: the replies to it, or that it stands in one and in the room. */
export default function ThreadLine(props: { message: Message }) {
  const room = useRoom();
  return (
    <Show when={props.message.replies} fallback={<PlaceLine message={props.message} />}>
      {(replies) => <RepliesLine message={props.message} replies={replies()} onOpen={room.openThread} />}
    </Show>
  );
}

function RepliesLine(props: {
  message: Message;
  replies: Replies;
  onOpen: (thread: { root: number }) => void;
}) {
  const room = useRoom();
  const unread = () => room.ownThreads()[props.message.seq]?.unread ?? 0;
  const count = () => t("replies", { count: props.replies.count });
  const last = () => t("last", { time: formatShort(props.replies.last, now()) });
  const news = () => t("unread", { count: unread() });
  return (
    <button
      type="button"
      class="thread-line"
      classList={{ "thread-line--unread": unread() > 0 }}
      onClick={() => props.onOpen({ root: props.message.seq })}
    >
      <span class="visually-hidden">{t("open")}: </span>
      <span class="thread-line__faces" aria-hidden="true">
        <For each={props.replies.people.slice(0, FACES)}>
          {(user) => <MemberAvatar user={user} name={room.nameOf(user)} size="s" />}
        </For>
      </span>
      <span class="thread-line__count">{count()}</span>
      <span class="thread-line__last">{last()}</span>
      <Show when={unread() > 0}>
        <span class="badge">
          <span aria-hidden="true">{formatNumber(unread())}</span>
          <span class="visually-hidden">{news()}</span>
        </span>
      </Show>
    </button>
  );
}

function PlaceLine(props: { message: Message }) {
  const room = useRoom();
  return (
    <Show when={room.thread === undefined} fallback={<p class="message__note">{t("alsoInRoom")}</p>}>
      <button
        type="button"
        class="thread-line"
        onClick={() => room.openThread({ root: props.message.thread ?? 0, at: props.message.seq })}
      >
        <Icon name={threadIcon} size={14} /> <span class="thread-line__last">{t("inThread")}</span>
      </button>
    </Show>
  );
}
