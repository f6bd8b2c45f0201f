import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { isAway, isUnread } from "../../../shared/inbox-counts.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useDialogs, type DialogName } from "../../parts/contexts/dialogs-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { DocumentTitle } from "../../parts/page/document-title.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import "./no-room.css";

/** How many unread conversations are offered. */
const MOST = 5;

const begins: readonly { dialog: DialogName; name: string; about: string; icon: IconName }[] = [
  { dialog: "newDirect", name: "Message someone", about: "A conversation of two", icon: "person" },
  { dialog: "newGroup", name: "Create a group", about: "For a team or a subject", icon: "group" },
  { dialog: "newSession", name: "Work with the AI", about: "Alone or together", icon: "sparkle" },
];

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
        <h1 class="no-room__title">Choose a conversation</h1>
        <Show
          when={unread().length > 0}
          fallback={<p class="no-room__lead">You have read everything. Begin something new:</p>}
        >
          <p class="no-room__lead">Unread:</p>
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
          <p class="no-room__lead">Or begin something new:</p>
        </Show>
        <div class="no-room__begins">
          <For each={begins}>
            {(begin) => (
              <button type="button" class="no-room__begin" onClick={() => dialogs.open(begin.dialog)}>
                <Icon name={begin.icon} size={22} />
                <strong>{begin.name}</strong>
                <span class="no-room__last">{begin.about}</span>
              </button>
            )}
          </For>
        </div>
      </div>
    </main>
  );
}
