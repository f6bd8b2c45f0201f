import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { FollowedThread } from "../../../shared/api-rooms.ts";
import { messageExcerpt } from "../../../shared/attachments.ts";
import { isHidden } from "../../../shared/as-shown.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { formatNumber, formatShort } from "../../ui/format.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { now } from "../../parts/lib/now.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { t } from "../../words/threads.ts";
import { createRoomThreads } from "./create-room-threads.ts";

/** The threads of one conversation that the person follows. */
export function RoomThreads(props: { entry: InboxEntry }) {
  const threads = createRoomThreads(() => props.entry);
  const title = () => (props.entry.peer?.name ?? props.entry.name) || t("aConversation");
  return (
    <Show when={threads.items().length > 0 || threads.loading() || threads.problem()}>
      <section class="threads" aria-label={t("inRoom", { room: title() })}>
        <h2 class="threads__room name one-line" dir="auto">
          {title()}
        </h2>
        <Show when={threads.problem()}>{(problem) => <p role="alert">{problem()}</p>}</Show>
        <Show when={threads.loading() && threads.items().length === 0}>
          <Spinner label={t("loading")} />
        </Show>
        <ul class="plain threads__list">
          <For each={threads.items()}>
            {(item) => (
              <li>
                <ThreadItem entry={props.entry} item={item} />
              </li>
            )}
          </For>
        </ul>
        <Show when={threads.more()}>
          <button type="button" class="button button--small" onClick={() => void threads.loadMore()}>
            {t("more")}
          </button>
        </Show>
      </section>
    </Show>
  );
}

function ThreadItem(props: { entry: InboxEntry; item: FollowedThread }) {
  const { organization } = useClient();
  const { people } = usePeople();
  const message = () => props.item.message;
  const nameOf = (user: string) => people()?.find(({ id }) => id === user)?.name ?? "";
  const excerpt = () => {
    const { deletedAt, moderation, text, attachments, author } = message();
    if (deletedAt !== undefined) return t("deleted");
    if (isHidden(moderation)) return t("hidden");
    return messageExcerpt(text, attachments, author) || t("file");
  };
  const replies = () => message().replies;
  return (
    <A
      class="threads__item"
      classList={{ "threads__item--unread": props.item.unread > 0 }}
      href={`/${organization}/${props.entry.room}?thread=${props.item.root}`}
    >
      <MemberAvatar user={message().author} name={nameOf(message().author)} />
      <span class="threads__texts">
        <span class="threads__excerpt" dir="auto">
          {excerpt()}
        </span>
        <span class="threads__about">
          <Show when={replies()} fallback={t("noReplies")}>
            {(has) => (
              <>
                {t("replies", { count: has().count })}
                <time dateTime={new Date(has().last).toISOString()}>{formatShort(has().last, now())}</time>
              </>
            )}
          </Show>
        </span>
      </span>
      <Show when={props.item.unread > 0}>
        <span class="badge">
          <span aria-hidden="true">{formatNumber(props.item.unread)}</span>
          <span class="visually-hidden">{t("unread", { count: props.item.unread })}</span>
        </span>
      </Show>
    </A>
  );
}
