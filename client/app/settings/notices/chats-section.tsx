import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type ChatChannel, noticePaths } from "../../../../shared/notices.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/notices.ts";
import { ChatDialog } from "./chat-dialog.tsx";

/** Channels of Slack, Teams and Discord that the person is told in. */
export function ChatsSection(props: { organization: OrganizationId }) {
  const [list, { refetch }] = createResource(
    () => props.organization,
    (id) => call<ChatChannel[]>("GET", noticePaths.channels(id)),
    { storage: keptById },
  );
  const [open, setOpen] = createSignal<"add" | ChatChannel>();
  const close = () => setOpen(undefined);
  const removed = () => {
    const asked = open();
    return asked === "add" ? undefined : asked;
  };
  return (
    <section class="notices__section" aria-labelledby="notices-chats">
      <div class="notices__head">
        <h2 id="notices-chats">{t("chats")}</h2>
        <button type="button" class="button button--small" onClick={() => setOpen("add")}>
          <Icon name="plus" /> {t("addChat")}
        </button>
      </div>
      <p class="notices__about">{t("chatsAbout")}</p>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <ul class="plain notices__list">
            <For each={found()} fallback={<li class="notices__about">{t("noChats")}</li>}>
              {(chat) => (
                <li class="notices__item">
                  <div class="notices__texts">
                    <p class="notices__name name one-line" dir="auto">
                      {chat.name}
                    </p>
                    <p class="notices__about">
                      {t(chat.kind)}
                      <Show when={chat.off}>
                        {". "}
                        {t("chatGone")}
                      </Show>
                    </p>
                  </div>
                  <IconButton
                    icon="trash"
                    label={t("remove", { name: chat.name })}
                    onClick={() => setOpen(chat)}
                  />
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <Switch>
        <Match when={open() === "add"}>
          <ChatDialog organization={props.organization} onAdded={() => void refetch()} onClose={close} />
        </Match>
        <Match when={removed()} keyed>
          {(chat) => (
            <ConfirmDialog
              title={t("removeChat")}
              confirm={t("removeIt")}
              refuse={t("keep")}
              onConfirm={async () => {
                await call("DELETE", noticePaths.channel(props.organization, chat.id));
                close();
                void refetch();
              }}
              onClose={close}
            >
              {t("removeAbout", { name: isolated(chat.name) })}
            </ConfirmDialog>
          )}
        </Match>
      </Switch>
    </section>
  );
}
