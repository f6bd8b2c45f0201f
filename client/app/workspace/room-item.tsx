import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { countedInThreads, countedUnread, isSnoozed, isUnread } from "../../../shared/inbox-counts.ts";
import { MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { StatusMark } from "../../parts/people/status-mark.tsx";
import { OnlySeen } from "./only-seen.tsx";
import { BotMark } from "../../parts/people/bot-mark.tsx";
import { Handle } from "../../parts/people/handle.tsx";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { formatNumber, formatShort, formatUntil } from "../../ui/format.ts";
import { now } from "../../parts/lib/now.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { t } from "../../words/workspace.ts";

/** The content of a room's row. */
export function RoomItem(props: {
  entry: InboxEntry;
  current: boolean;
  /** Whether the actions of this room are open. */
  asked: boolean;
  onActions: (anchor: HTMLElement) => void;
}) {
  const { organization } = useClient();
  const { draftMarks, serverNow } = useInbox();
  const { presence } = usePeople();
  const title = () => props.entry.peer?.name ?? props.entry.name;
  const peerPresence = () => (props.entry.peer ? presence().get(props.entry.peer.user) : undefined);
  const draft = () => (props.current ? undefined : draftMarks().get(props.entry.room));
  return (
    <div class="room-row">
      <A
        class="room-item"
        classList={{ "room-item--unread": isUnread(props.entry) }}
        href={`/${organization}/${props.entry.room}`}
        data-room={props.entry.room}
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
            <Show when={props.entry.peer}>{(peer) => <BotMark user={peer().user} />}</Show>
            <Show when={props.entry.peer}>{(peer) => <Handle user={peer().user} />}</Show>
            <Show when={props.entry.peer}>{(peer) => <StatusMark user={peer().user} />}</Show>
            <Show when={props.entry.settings?.pinned}>
              <span class="room-item__pin">
                <Mark icon="pin" name={t("pinned")} />
              </span>
            </Show>
            <Show when={props.entry.settings?.muted}>
              <Mark icon="muted" name={t("muted")} />
            </Show>
            <Show when={!isSnoozed(props.entry, serverNow()) && props.entry.last}>
              {(last) => (
                <time class="room-item__time" dateTime={new Date(last().at).toISOString()}>
                  {formatShort(last().at, now())}
                </time>
              )}
            </Show>
            <Show when={isSnoozed(props.entry, serverNow()) && props.entry.settings?.snoozedUntil}>
              {(until) => (
                <span class="room-item__time">
                  <span class="room-item__mark">
                    <Icon name="clock" size={14} />
                  </span>{" "}
                  <OnlySeen
                    pieces={t.rich("snoozedUntil", { time: { seen: formatUntil(until(), now()) } })}
                  />
                </span>
              )}
            </Show>
          </span>
          <span class="room-item__line">
            <Show when={draft()} fallback={<LastLine entry={props.entry} />}>
              <span class="room-item__last one-line" dir="auto">
                <span class="room-item__draft">{t("draft")}</span> {draft()}
              </span>
            </Show>
            <Badges entry={props.entry} />
          </span>
        </span>
      </A>
      <button
        type="button"
        class="icon-button room-row__more"
        aria-label={t("actions", { room: title() })}
        aria-expanded={props.asked}
        onClick={(event) => props.onActions(event.currentTarget)}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}

function Mark(props: { icon: IconName; name: string }) {
  return (
    <span class="room-item__mark">
      <Icon name={props.icon} size={14} />
      <span class="visually-hidden">{props.name}</span>
    </span>
  );
}

function LastLine(props: { entry: InboxEntry }) {
  const { me } = useClient();
  return (
    <Show when={props.entry.last} fallback={<span class="room-item__last">{t("noMessages")}</span>}>
      {(last) => (
        <span class="room-item__last one-line" dir="auto">
          <Show when={last().author === me || !props.entry.peer}>
            <span class="name">{last().author === me ? t("you") : last().name}</span>:{" "}
          </Show>
          {last().excerpt}
        </span>
      )}
    </Show>
  );
}

function Badges(props: { entry: InboxEntry }) {
  const unread = () => countedUnread(props.entry);
  const count = () => (unread() >= MAX_UNREAD_COUNT ? `${MAX_UNREAD_COUNT - 1}+` : formatNumber(unread()));
  return (
    <span class="badges">
      <Show when={props.entry.decisions}>
        {(count) => (
          <span class="badge badge--decision" title={t("decisionsOfYou", { count: count() })}>
            <Icon name="shield" size={12} />
            <span class="visually-hidden">{t("decisionsOfYou", { count: count() })}</span>
          </span>
        )}
      </Show>
      <Show when={countedInThreads(props.entry)}>
        {(count) => (
          <span class="badge badge--threads" title={t("repliesInThreads", { count: count() })}>
            <Icon name="reply" size={12} />
            <span class="visually-hidden">{t("repliesInThreads", { count: count() })}</span>
          </span>
        )}
      </Show>
      <Show when={props.entry.mentions > 0}>
        <span class="badge badge--mention">
          <span aria-hidden="true">@</span>
          <span class="visually-hidden">{t("mentionsOfYou", { count: props.entry.mentions })}</span>
        </span>
      </Show>
      <Show
        when={unread() > 0}
        fallback={
          <Show when={props.entry.settings?.unread}>
            <span class="badge badge--dot">
              <span class="visually-hidden">{t("markedUnread")}</span>
            </span>
          </Show>
        }
      >
        <span
          class="badge"
          classList={{ "badge--for-me": props.entry.kind === "direct" || props.entry.mentions > 0 }}
        >
          <OnlySeen pieces={t.rich("unreadMessages", { number: { seen: count() } })} />
        </span>
      </Show>
    </span>
  );
}
