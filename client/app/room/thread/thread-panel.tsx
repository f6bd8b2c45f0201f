import { createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { createFileUploads } from "../../../parts/uploads/create-file-uploads.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { StateMessage } from "../../../ui/state.tsx";
import { t } from "../../../words/room-threads.ts";
import { followThread, openThread } from "../../../sdk/thread.ts";
import { createSignals } from "../create-room.ts";
import { type OpenedThread, type RoomContextValue, RoomProvider, useRoom } from "../room-context.tsx";
import { ThreadConversation } from "./thread-conversation.tsx";
import "../people/people-panel.css";
import "./thread-panel.css";

const RoomSearch = lazyPart(() => import("../search/room-search.tsx"));

/** A thread beside the room; on a phone in place of it. The caller remounts it for each thread. */
export default function ThreadPanel(props: { thread: OpenedThread; onClose: () => void }) {
  const outer = useRoom();
  const context = useClient();
  const { root } = props.thread;
  const thread = openThread(outer.room, root);
  const signals = createSignals(context, thread);
  const uploads = createFileUploads(context.organization, (_, file) => signals.draft.attach(file));
  const [isGone, setGone] = createSignal(false);
  const [isSearching, setSearching] = createSignal(false);
  const [aim, setAim] = createSignal(props.thread.at);
  let panel: HTMLElement | undefined;
  let isOver = false;
  onCleanup(() => (isOver = true));
  thread.loaded.catch(() => !isOver && setGone(true));
  onMount(() => panel?.focus({ preventScroll: true }));
  /** Where the panel covers the room, it gives way to what the room shows. */
  const covers = () => panel !== undefined && getComputedStyle(panel).position === "fixed";
  function elsewhere(seq: Seq): void {
    if (covers()) props.onClose();
    outer.jump.to(seq);
  }
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <Show when={!isSearching()} fallback={<SearchIn outer={outer} root={root} onEnd={found} />}>
        <aside
          ref={panel}
          class="people thread"
          tabindex="-1"
          aria-label={t("threadIn", { room: outer.title() })}
        >
          <Header root={root} onSearch={() => setSearching(true)} onClose={props.onClose} />
          <Switch fallback={<Spinner label={t("loading")} />}>
            <Match when={isGone() && signals.view() === null}>
              <StateMessage icon="chat" title={t("gone")}>
                <p>{t("goneAbout")}</p>
              </StateMessage>
            </Match>
            <Match when={signals.view()}>
              {(view) => (
                <RoomProvider
                  {...{ signals, uploads }}
                  beside={besideOf(outer)}
                  place={{ aim, elsewhere }}
                  view={view()}
                  me={outer.me}
                >
                  <ThreadConversation thread={props.thread} />
                </RoomProvider>
              )}
            </Match>
          </Switch>
        </aside>
      </Show>
    </>
  );

  function found(seq: Seq | undefined): void {
    setAim(seq);
    setSearching(false);
  }
}

function Header(props: { root: Seq; onSearch: () => void; onClose: () => void }) {
  const room = useRoom();
  const follows = () => room.ownThreads()[props.root]?.follows ?? false;
  return (
    <header class="people__header thread__header">
      <IconButton icon="back" class="thread__back" label={t("back")} onClick={() => props.onClose()} />
      <div class="thread__titles">
        <h2 class="people__title">{t("thread")}</h2>
        <p class="thread__room name one-line" dir="auto">
          {room.title()}
        </p>
      </div>
      <button
        type="button"
        class="button button--small"
        aria-pressed={follows()}
        title={t("followAbout")}
        onClick={() => void room.attempt(() => followThread(room.room, props.root, !follows()))}
      >
        {t(follows() ? "following" : "follow")}
      </button>
      <IconButton icon="search" label={t("search")} title={t("search")} onClick={() => props.onSearch()} />
      <IconButton icon="close" class="thread__close" label={t("close")} onClick={() => props.onClose()} />
    </header>
  );
}

/** Of a thread the search stands in the place of its messages. */
function SearchIn(props: { outer: RoomContextValue; root: Seq; onEnd: (found: Seq | undefined) => void }) {
  return (
    <RoomSearch
      thread={props.root}
      onClose={() => props.onEnd(undefined)}
      onChoose={(hit) => props.onEnd(hit.seq)}
    />
  );
}

/** What a thread takes from the room: what is shown beside the room is shown in place of the thread. */
function besideOf(room: RoomContextValue) {
  const { receiptOf, setReceiptOf, source, openSource, closeSource, panels } = room;
  const { openedThread, openThread, closeThread } = room;
  return {
    ...{ receiptOf, setReceiptOf, source, openSource, closeSource, openedThread, openThread, closeThread },
    ...(panels?.source && { panels: { source: panels.source } }),
  };
}
