import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { isAway, isUnread } from "../../../shared/inbox-counts.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { DocumentTitle } from "../../parts/page/document-title.tsx";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/pages.ts";
import "./no-room.css";

/** How many unread conversations are offered. */
const MOST = 5;

const begins = [
  { dialog: "newDirect", name: "messageSomeone", about: "messageSomeoneAbout", icon: "person" },
  { dialog: "newGroup", name: "createGroup", about: "createGroupAbout", icon: "group" },
  { dialog: "newSession", name: "workWithAi", about: "workWithAiAbout", icon: "sparkle" },
] as const;

/** Beside the list, while no room is open: what is unread, and what one can begin. */
export default function NoRoom() {
  const { organization } = useClient();
  const { entries, serverNow } = useInbox();
  const dialogs = useDialogs();
  const unread = () =>
    (entries() ?? []).filter((entry) => isUnread(entry) && !isAway(entry, serverNow())).slice(0, MOST);
  return (
    <main id="content" class="no-room">
      <DocumentTitle name={undefined} />
      <div class="no-room__content">
        <h1 class="no-room__title">{t("choose")}</h1>
        <Show when={unread().length > 0} fallback={<p class="no-room__lead">{t("readEverything")}</p>}>
          <p class="no-room__lead">{t("unread")}</p>
          <ul class="plain no-room__unread">
            <For each={unread()}>
              {(entry) => (
                <li>
                  <A class="no-room__room" href={`/${organization}/${entry.room}`}>
                    <span class="name one-line" dir="auto">
                      {entry.peer?.name ?? entry.name}
                    </span>
                    <span class="no-room__last one-line" dir="auto">
                      {entry.last?.excerpt}
                    </span>
                  </A>
                </li>
              )}
            </For>
          </ul>
          <p class="no-room__lead">{t("orBegin")}</p>
        </Show>
        <div class="no-room__begins">
          <For each={begins}>
            {(begin) => (
              <button type="button" class="no-room__begin" onClick={() => dialogs.open(begin.dialog)}>
                <Icon name={begin.icon} size={22} />
                <strong>{t(begin.name)}</strong>
                <span class="no-room__last">{t(begin.about)}</span>
              </button>
            )}
          </For>
        </div>
      </div>
    </main>
  );
}
