import { A, useLocation } from "@solidjs/router";
import { createMemo, For, Match, Show, Switch } from "solid-js";
import { MAX_COUNTED_HITS } from "../../../shared/limits.ts";
import { formatMoment, formatShort, sizeWords } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StateMessage } from "../../ui/state.tsx";
import type { AskedOfRoom } from "../../parts/lib/asked-of-room.ts";
import { messageOf } from "../../parts/lib/http.ts";
import { now } from "../../parts/lib/now.ts";
import { MemberAvatar } from "../../parts/people/member-avatar.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import type { MessageSearch } from "../../parts/search/create-message-search.ts";
import { MarkedText } from "../../parts/search/marked-text.tsx";
import type { MessageHit, MessageHitContext } from "../../sdk/search/index.ts";
import { HitSection } from "./hit-section.tsx";
import { t } from "../../words/search.ts";

interface HitsProps {
  search: MessageSearch;
  most: number;
  /** Whether nothing else is shown. */
  alone: boolean;
  onAll: () => void;
}

export function MessageHits(props: HitsProps) {
  return (
    <Hits {...props} kind="messages">
      {(hit) => <MessageHitItem hit={hit} />}
    </Hits>
  );
}

/** The files of messages. */
export function FileHits(props: HitsProps) {
  return (
    <Hits {...props} kind="files">
      {(hit) => <FileHitItem hit={hit} />}
    </Hits>
  );
}

function Hits(
  props: HitsProps & {
    kind: "messages" | "files";
    children: (hit: MessageHit) => ReturnType<typeof MessageHitItem>;
  },
) {
  const hits = () => props.search.hits() ?? [];
  const shown = () => hits().slice(0, props.most);
  const rest = () => {
    const total = props.search.total() ?? 0;
    if (props.alone || total <= shown().length) return undefined;
    const isAny = props.kind === "messages";
    if (total > MAX_COUNTED_HITS) return t(isAny ? "allMessages" : "allMessagesWithFiles");
    return t(isAny ? "moreMessages" : "moreMessagesWithFiles", { count: total - shown().length });
  };
  return (
    <Switch>
      <Match when={props.search.error()}>
        {(error) => (
          <StateMessage icon="warning" title={messageOf(error())} live>
            <button type="button" class="button" onClick={() => void props.search.loadMore()}>
              {t("tryAgain")}
            </button>
          </StateMessage>
        )}
      </Match>
      <Match when={props.search.loading() && hits().length === 0}>
        <Show when={props.kind === "messages" || props.alone}>
          <Spinner label={t("searchingMessages")} />
        </Show>
      </Match>
      <Match when={hits().length > 0}>
        <HitSection title={t(props.kind)} rest={rest()} onAll={props.onAll}>
          <ol class="plain">
            <For each={shown()}>{(hit) => <li>{props.children(hit)}</li>}</For>
          </ol>
          <Show when={props.alone && props.search.more()}>
            <button
              type="button"
              class="button search__more"
              disabled={props.search.loading()}
              onClick={() => void props.search.loadMore()}
            >
              {t("showMore")}
            </button>
          </Show>
        </HitSection>
      </Match>
      <Match when={props.alone}>
        <StateMessage icon="search" title={t("nothingFound")} live>
          <p>
            {props.search.unknown().length > 0
              ? t("nobodyCalled", { names: props.search.unknown().join(", ") })
              : t("tryOtherWords")}
          </p>
        </StateMessage>
      </Match>
    </Switch>
  );
}

/** The title of a room as the sidebar shows it. */
function useRoomTitle(): (hit: MessageHit) => string {
  const { entries } = useInbox();
  const titles = createMemo(
    () => new Map((entries() ?? []).map((entry) => [entry.room, entry.peer?.name ?? entry.name])),
  );
  return ({ room }) => titles().get(room) ?? t("aConversation");
}

function useHitLink(hit: () => MessageHit) {
  const { organization } = useClient();
  const location = useLocation();
  const href = () => `/${organization}/${hit().room}#m${hit().seq}`;
  return () => ({
    href: href(),
    state: { message: hit().seq } satisfies AskedOfRoom,
    ...(location.pathname + location.hash === href() && { replace: true }),
  });
}

function MessageHitItem(props: { hit: MessageHit }) {
  const titleOf = useRoomTitle();
  const link = useHitLink(() => props.hit);
  return (
    <A class="message-hit" {...link()}>
      <MemberAvatar user={props.hit.author} name={props.hit.name} />
      <span class="message-hit__texts">
        <HitHead hit={props.hit} title={titleOf(props.hit)} />
        <Context context={props.hit.before} />
        <span class="message-hit__text" dir="auto">
          <MarkedText hit={props.hit} />
        </span>
        <Show when={props.hit.attachments.length > 0}>
          <span class="message-hit__files one-line">
            <Icon name="clip" size={14} /> {props.hit.attachments.map(({ name }) => name).join(", ")}
          </span>
        </Show>
        <Context context={props.hit.after} />
      </span>
    </A>
  );
}

function HitHead(props: { hit: MessageHit; title: string }) {
  return (
    <span class="message-hit__head">
      <span class="message-hit__name name one-line" dir="auto">
        {props.hit.name}
      </span>
      <span class="message-hit__room one-line">
        <bdi>{props.title}</bdi>,{" "}
        <time dateTime={new Date(props.hit.at).toISOString()} title={formatMoment(props.hit.at, now())}>
          {formatShort(props.hit.at, now())}
        </time>
      </span>
    </span>
  );
}

function Context(props: { context: MessageHitContext | null }) {
  return (
    <Show when={props.context}>
      {(context) => (
        <span class="message-hit__context one-line" dir="auto">
          {context().name}: {context().excerpt}
        </span>
      )}
    </Show>
  );
}

function FileHitItem(props: { hit: MessageHit }) {
  const titleOf = useRoomTitle();
  const link = useHitLink(() => props.hit);
  return (
    <For each={props.hit.attachments}>
      {(file) => (
        <A class="message-hit" {...link()}>
          <span class="message-hit__file">
            <Icon name={file.type.startsWith("image/") ? "image" : "file"} size={18} />
          </span>
          <span class="message-hit__texts">
            <span class="message-hit__head">
              <bdi class="message-hit__name name one-line">{file.name}</bdi>
              <span class="message-hit__room one-line">{sizeWords(file.bytes)}</span>
            </span>
            <span class="message-hit__context one-line">
              {t.rich("fileIn", {
                name: props.hit.name,
                room: <bdi>{titleOf(props.hit)}</bdi>,
                when: formatShort(props.hit.at, now()),
              })}
            </span>
          </span>
        </A>
      )}
    </For>
  );
}
