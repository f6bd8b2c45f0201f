import { createMemo, createSignal, For, Show } from "solid-js";
import { countedInThreads, isAway } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { StateMessage } from "../../ui/state.tsx";
import { Page } from "../../parts/page/page.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/threads.ts";
import { RoomThreads } from "./room-threads.tsx";
import "./threads.css";

/** Conversations whose threads are asked for at once. */
const ROOMS = 10;

/** `/:organization/threads`: the threads that this person follows, by conversation. Those with unread replies come first. */
export default function ThreadsPage() {
  const { entries, serverNow } = useInbox();
  const [shown, setShown] = createSignal(ROOMS);
  const withThreads = createMemo(() =>
    (entries() ?? [])
      .filter((entry) => entry.threads !== undefined && !isAway(entry, serverNow()))
      .sort((a, b) => Math.sign(countedInThreads(b)) - Math.sign(countedInThreads(a))),
  );
  const unread = () => withThreads().reduce((sum, entry) => sum + countedInThreads(entry), 0);
  /** By id, so that a room whose counts change keeps its list. */
  const rooms = createMemo(() =>
    withThreads()
      .slice(0, shown())
      .map(({ room }) => room),
  );
  const find = (room: string): InboxEntry | undefined => withThreads().find((entry) => entry.room === room);
  return (
    <Page title={t("threads")} about={unread() > 0 ? t("about", { count: unread() }) : t("allRead")}>
      <div class="page__body">
        <Show
          when={rooms().length > 0}
          fallback={
            <StateMessage icon="chat" title={t("nothing")}>
              <p>{t("nothingAbout")}</p>
            </StateMessage>
          }
        >
          <For each={rooms()}>
            {(room) => <Show when={find(room)}>{(entry) => <RoomThreads entry={entry()} />}</Show>}
          </For>
          <Show when={withThreads().length > shown()}>
            <button
              type="button"
              class="button button--small"
              onClick={() => setShown((count) => count + ROOMS)}
            >
              {t("moreRooms")}
            </button>
          </Show>
        </Show>
      </div>
    </Page>
  );
}
