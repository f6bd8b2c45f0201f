import { A } from "@solidjs/router";
import { createMemo, For, Show } from "solid-js";
import type { SavedMessage } from "../../../shared/protocol/frames.ts";
import { formatFull, formatShort } from "../../ui/format.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { messageOf } from "../../parts/lib/http.ts";
import { Page } from "../../parts/page/page.tsx";
import { now } from "../../parts/lib/now.ts";
import { showToast } from "../../parts/lib/toasts.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/saved.ts";
import "./saved.css";

/** `/:organization/saved`: the messages that this person has saved, each with a link to its place in the room. */
export default function SavedPage() {
  const { organization } = useClient();
  const { entries, inbox, saved } = useInbox();
  const titles = createMemo(
    () => new Map((entries() ?? []).map((entry) => [entry.room, entry.peer?.name ?? entry.name])),
  );
  const attempt = (work: Promise<void>) =>
    work.catch((error: unknown) => showToast({ text: messageOf(error), isProblem: true }));
  function remove({ room, seq, excerpt }: SavedMessage): void {
    void attempt(inbox.unsave(room, seq));
    showToast({
      text: t("removed"),
      undo: () => void attempt(inbox.save(room, seq, excerpt)),
    });
  }
  return (
    <Page
      title={t("title")}
      about={saved().length > 0 ? t("messages", { count: saved().length }) : undefined}
    >
      <div class="page__body">
        <Show
          when={saved().length > 0}
          fallback={
            <StateMessage icon="save" title={t("nothing")}>
              <p>{t("nothingAbout")}</p>
            </StateMessage>
          }
        >
          <ul class="plain saved" aria-label={t("savedMessages")}>
            <For each={saved()}>
              {(message) => (
                <li class="saved__item">
                  <A class="saved__link" href={`/${organization}/${message.room}#m${message.seq}`}>
                    <span class="saved__head">
                      <span class="saved__room name one-line" dir="auto">
                        {titles().get(message.room) ?? t("aConversation")}
                      </span>
                      <time
                        class="saved__time"
                        dateTime={new Date(message.savedAt).toISOString()}
                        title={t("savedAt", { when: formatFull(message.savedAt) })}
                      >
                        {formatShort(message.savedAt, now())}
                      </time>
                    </span>
                    <span class="saved__text" dir="auto">
                      {message.excerpt}
                    </span>
                  </A>
                  <IconButton
                    icon="close"
                    label={t("remove")}
                    title={t("remove")}
                    onClick={() => remove(message)}
                  />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Page>
  );
}
