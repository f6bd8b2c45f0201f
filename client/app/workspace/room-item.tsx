import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { MemberAvatar } from "./member-avatar.tsx";
import { formatNumber, formatShort, plural } from "../../ui/format.ts";
import { now } from "../now.ts";
import { useWorkspace } from "./workspace-context.tsx";

export function RoomItem(props: { entry: InboxEntry; current: boolean }) {
  const { draftMarks, organization, presence } = useWorkspace();
  const title = () => props.entry.peer?.name ?? props.entry.name;
  const peerPresence = () => (props.entry.peer ? presence().get(props.entry.peer.user) : undefined);
  const draft = () => (props.current ? undefined : draftMarks().get(props.entry.room));
  return (
    <li>
      <A
        class="room-item"
        classList={{ "room-item--unread": props.entry.unread > 0 }}
        href={`/${organization().id}/${props.entry.room}`}
        aria-current={props.current ? "page" : undefined}
      >
        <Show when={props.entry.peer} fallback={<Avatar seed={props.entry.room} name={title()} square />}>
          {(peer) => <MemberAvatar user={peer().user} name={title()} presence={peerPresence()} />}
        </Show>
        <span class="room-item__texts">
          <span class="room-item__line">
            <span class="room-item__title name one-line" dir="auto">
              {title()}
            </span>
            <Show when={props.entry.last}>
              {(last) => (
                <time class="room-item__time" dateTime={new Date(last().at).toISOString()}>
                  {formatShort(last().at, now())}
                </time>
              )}
            </Show>
          </span>
          <span class="room-item__line">
            <Show when={draft()} fallback={<LastLine entry={props.entry} />}>
              <span class="room-item__last one-line" dir="auto">
                <span class="room-item__draft">Draft:</span> {draft()}
              </span>
            </Show>
            <Badges entry={props.entry} />
          </span>
        </span>
      </A>
    </li>
  );
}

function LastLine(props: { entry: InboxEntry }) {
  const { me } = useWorkspace();
  return (
    <Show when={props.entry.last} fallback={<span class="room-item__last">No messages yet</span>}>
      {(last) => (
        <span class="room-item__last one-line" dir="auto">
          <Show when={last().author === me().user.id || !props.entry.peer}>
            <span class="name">{last().author === me().user.id ? "You" : last().name}</span>:{" "}
          </Show>
          {last().excerpt}
        </span>
      )}
    </Show>
  );
}

function Badges(props: { entry: InboxEntry }) {
  const count = () =>
    props.entry.unread >= MAX_UNREAD_COUNT ? `${MAX_UNREAD_COUNT - 1}+` : formatNumber(props.entry.unread);
  return (
    <>
      <Show when={props.entry.mentions > 0}>
        <span class="badge badge--mention">
          <span aria-hidden="true">@</span>
          <span class="visually-hidden">
            {plural(props.entry.mentions, "mention of you", "mentions of you")}
          </span>
        </span>
      </Show>
      <Show when={props.entry.unread > 0}>
        <span class="badge">
          {count()}
          <span class="visually-hidden"> unread</span>
        </span>
      </Show>
    </>
  );
}
