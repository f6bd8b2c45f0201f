import { createEffect, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { MAX_QUERY_LENGTH } from "../../../../shared/limits.ts";
import { formatMoment, formatShort } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { StateMessage } from "../../../ui/state.tsx";
import { isComposing } from "../../../parts/lib/is-composing.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { countWords, createMessageSearch } from "../../../parts/search/create-message-search.ts";
import { MarkedText } from "../../../parts/search/marked-text.tsx";
import type { MessageHit } from "../../../sdk/search/index.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-search.ts";
import { t as inUi } from "../../../words/ui.ts";
import "../people/people-panel.css";
import "./room-search.css";

/** Pause in typing after which is searched, ms. */
const PAUSE = 250;

/** The room's own search: the messages that are found are shown in their place in the room. */
export default function RoomSearch(props: {
  onClose: () => void;
  /** Only this thread is searched. */
  thread?: Seq;
  /** Takes what is chosen, in place of the room. */
  onChoose?: (hit: MessageHit) => void;
}) {
  const room = useRoom();
  const { id } = room.view().room;
  const [text, setText] = createSignal("");
  const [asked, setAsked] = createSignal<{ q: string; room: typeof id; thread?: Seq }>();
  const [active, setActive] = createSignal(-1);
  const search = createMessageSearch(asked);
  const hits = () => search.hits() ?? [];
  let panel: HTMLElement | undefined;
  let input: HTMLInputElement | undefined;
  let list: HTMLOListElement | undefined;
  let timer = 0;
  onMount(() => input?.focus());
  onCleanup(() => clearTimeout(timer));

  function ask(): void {
    clearTimeout(timer);
    const q = text().trim();
    const within = props.thread === undefined ? {} : { thread: props.thread };
    setAsked(q === "" ? undefined : { q, room: id, ...within });
  }
  function type(value: string): void {
    setText(value);
    clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  }
  createEffect(on(asked, () => setActive(-1), { defer: true }));

  /** On a narrow screen the panel covers the room, so it gives way to the message. */
  const covers = () => panel !== undefined && getComputedStyle(panel).position === "fixed";
  function open(hit: MessageHit): void {
    if (props.onChoose !== undefined) props.onChoose(hit);
    else if (covers()) {
      props.onClose();
      room.jump.to(hit.seq);
    } else if (hit.thread !== undefined) room.openThread({ root: hit.thread, at: hit.seq });
    else room.jump.reveal(hit.seq);
  }
  async function step(by: 1 | -1): Promise<void> {
    const next = active() + by;
    if (next >= hits().length && search.more()) await search.loadMore();
    const hit = hits()[next];
    if (hit === undefined) return;
    setActive(next);
    list?.children[next]?.scrollIntoView({ block: "nearest" });
    // A thread stands in the room's place beside the list, which would hide it.
    if (hit.thread === undefined) room.jump.reveal(hit.seq);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const chosen = props.onChoose && hits()[active()];
    if (event.key === "Enter" && asked()?.q !== text().trim()) ask();
    else if (event.key === "Enter" && chosen) props.onChoose?.(chosen);
    else if (event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey)) void step(1);
    else if (event.key === "ArrowUp" || event.key === "Enter") void step(-1);
    else return;
    event.preventDefault();
  }
  const status = () => {
    const total = search.total();
    if (total === null) return "";
    if (search.unknown().length > 0) return t("unknown", { names: search.unknown().join(", ") });
    if (total === 0) return t("none");
    const found = { count: total, number: countWords(total) };
    return active() >= 0 ? t("placeOf", { ...found, place: active() + 1 }) : t("found", found);
  };
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside ref={panel} class="people room-search" aria-label={t("inConversation")}>
        <header class="people__header">
          <h2 class="people__title">{t("search")}</h2>
          <IconButton icon="close" label={t("close")} onClick={() => props.onClose()} />
        </header>
        <div class="room-search__field" role="search">
          <Icon name="search" />
          <input
            ref={input}
            class="room-search__input"
            type="search"
            aria-label={t("inConversation")}
            placeholder={t("placeholder")}
            maxLength={MAX_QUERY_LENGTH}
            enterkeyhint="search"
            autocomplete="off"
            spellcheck={false}
            value={text()}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div class="room-search__bar">
          <p class="room-search__status" role="status">
            {status()}
          </p>
          <Show when={hits().length > 0}>
            <IconButton
              icon="up"
              label={t("previous")}
              title={t("previousKeys")}
              disabled={active() <= 0}
              onClick={() => void step(-1)}
            />
            <IconButton
              icon="down"
              label={t("next")}
              title={t("nextKeys")}
              disabled={active() >= hits().length - 1 && !search.more()}
              onClick={() => void step(1)}
            />
          </Show>
        </div>
        <div class="people__list">
          <Switch>
            <Match when={search.error()}>
              {(error) => (
                <StateMessage icon="warning" title={messageOf(error())} live>
                  <button type="button" class="button" onClick={() => void search.loadMore()}>
                    {inUi("tryAgain")}
                  </button>
                </StateMessage>
              )}
            </Match>
            <Match when={search.loading() && search.hits() === undefined}>
              <Spinner label={t("searching")} />
            </Match>
            <Match when={hits().length > 0}>
              <ol ref={list} class="plain" aria-label={t("results")}>
                <For each={hits()}>
                  {(hit, index) => (
                    <li>
                      <button
                        type="button"
                        class="room-search__hit"
                        aria-current={active() === index() ? "true" : undefined}
                        onClick={() => {
                          setActive(index());
                          open(hit);
                        }}
                      >
                        <span class="room-search__by">
                          <span class="room-search__name name one-line" dir="auto">
                            {hit.name}
                          </span>
                          <time
                            class="room-search__time"
                            dateTime={new Date(hit.at).toISOString()}
                            title={formatMoment(hit.at, now())}
                          >
                            {formatShort(hit.at, now())}
                          </time>
                        </span>
                        <span class="room-search__text" dir="auto">
                          <MarkedText hit={hit} />
                        </span>
                        <Show when={hit.attachments.length > 0}>
                          <span class="room-search__files one-line">
                            {hit.attachments.length === 1
                              ? hit.attachments[0]?.name
                              : t("files", { count: hit.attachments.length })}
                          </span>
                        </Show>
                      </button>
                    </li>
                  )}
                </For>
              </ol>
              <Show when={search.more()}>
                <button
                  type="button"
                  class="button button--small room-search__more"
                  disabled={search.loading()}
                  onClick={() => void search.loadMore()}
                >
                  {t("more")}
                </button>
              </Show>
            </Match>
          </Switch>
        </div>
      </aside>
    </>
  );
}
