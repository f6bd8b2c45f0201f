import { A, useLocation } from "@solidjs/router";
import { For, Show } from "solid-js";
import { MAX_UNREAD_COUNT } from "../../../../shared/limits.ts";
import type {
  UnreadMessage,
  UnreadReason,
  UnreadMessages,
  InboxEntry,
} from "../../../../shared/protocol/frames.ts";
import { formatMoment, formatShort } from "../../../ui/format.ts";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import type { AskedOfRoom } from "../../../parts/lib/asked-of-room.ts";
import { now } from "../../../parts/lib/now.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { usePeople } from "../../../parts/contexts/people-context.ts";
import { t } from "../../../words/room-actions.ts";

const kinds = {
  mention: { icon: "@", text: "mentionsYou" },
  reply: { icon: "reply", text: "repliesToYou" },
  answer: { icon: "sparkle", text: "anAnswer" },
} as const satisfies Record<Exclude<UnreadReason, "message">, { icon: IconName | "@"; text: string }>;

/** The list of unread messages. Each is a link to its place in the room. */
export function UnreadMessageList(props: { entry: InboxEntry; unread: UnreadMessages; onOpen: () => void }) {
  const title = () => props.entry.peer?.name ?? props.entry.name;
  const all = () => props.unread.total + (props.unread.threads ?? 0);
  const rest = () => all() - props.unread.messages.length;
  const many = () => all() >= MAX_UNREAD_COUNT;
  const heading = () => {
    const total = all();
    if (total === 0) return t("nothingNew");
    const isMuted = props.entry.settings?.muted === true;
    return many()
      ? t(isMuted ? "moreThanMentions" : "moreThanNew", { number: MAX_UNREAD_COUNT - 1 })
      : t(isMuted ? "mentionCount" : "newOnes", { count: total });
  };
  return (
    <>
      <p class="peek__head">
        <span class="peek__title name one-line" dir="auto">
          {title()}
        </span>
        <span class="peek__count">{heading()}</span>
      </p>
      <Show when={props.unread.messages.length > 0}>
        <ul class="plain peek__list" aria-label={t("unreadIn", { room: title() })}>
          <For each={props.unread.messages}>
            {(cause) => (
              <li>
                <UnreadMessageLink entry={props.entry} cause={cause} onOpen={() => props.onOpen()} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={rest() > 0}>
        <p class="peek__rest">{many() ? t("andMore") : t("andMoreCounted", { number: rest() })}</p>
      </Show>
    </>
  );
}

function UnreadMessageLink(props: { entry: InboxEntry; cause: UnreadMessage; onOpen: () => void }) {
  const { organization } = useClient();
  const { faceOf } = usePeople();
  const kind = () => (props.cause.why === "message" ? undefined : kinds[props.cause.why]);
  const thread = () => (props.cause.thread === undefined ? "" : `?thread=${props.cause.thread}`);
  const href = () => `/${organization}/${props.entry.room}${thread()}#m${props.cause.seq}`;
  const location = useLocation();
  /** Whether the address already names this message. Then opening it adds no entry to the browser history. */
  const isHere = () => location.pathname + location.search + location.hash === href();
  return (
    <A
      class="peek__item"
      href={href()}
      state={{ message: props.cause.seq } satisfies AskedOfRoom}
      {...(isHere() && { replace: true })}
      onClick={() => props.onOpen()}
    >
      <span class="peek__by">
        <span class="peek__author name one-line" dir="auto">
          {faceOf(props.cause.author)} {props.cause.name}
        </span>
        <Show when={kind()}>
          {(why) => (
            <span class="peek__why">
              <Show when={iconOf(why().icon)} fallback={<span aria-hidden="true">@</span>}>
                {(name) => <Icon name={name()} size={14} />}
              </Show>
              {t(why().text)}
            </span>
          )}
        </Show>
        <Show when={props.cause.thread !== undefined}>
          <span class="peek__why">{t("inThread")}</span>
        </Show>
        <time
          class="peek__time"
          dateTime={new Date(props.cause.at).toISOString()}
          title={formatMoment(props.cause.at, now())}
        >
          {formatShort(props.cause.at, now())}
        </time>
      </span>
      <span class="peek__text" dir="auto">
        {props.cause.excerpt || t("restricted")}
      </span>
    </A>
  );
}

const iconOf = (icon: IconName | "@"): IconName | undefined => (icon === "@" ? undefined : icon);
