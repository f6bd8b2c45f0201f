import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, Show } from "solid-js";
import { isRoomId } from "../../../shared/ids.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { findPeople } from "../../parts/contexts/people-context.ts";
import { createEscape } from "../../parts/lib/escapes.ts";
import { DocumentTitle } from "../../parts/page/document-title.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/desk.ts";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import { createDesk } from "./create-desk.ts";
import { createOpenConversation } from "./create-open-conversation.ts";
import { createActions } from "./create-actions.ts";
import { DeskProvider } from "./desk-context.ts";
import { listenForDeskKeys } from "./desk-keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { QueueColumn } from "./queue-column.tsx";
import { VisitorPanel } from "./visitor-panel.tsx";
import { createDetail } from "./create-detail.ts";
import "./desk.css";
import "./desk-queues.css";
import "./desk-list.css";
import "./desk-search.css";
import "./desk-conversation.css";
import "./desk-note.css";
import "./desk-foot.css";
import "./desk-canned.css";
import "./desk-visitor.css";
import "./desk-dialogs.css";
import "./desk-narrow.css";

/** `/:organization/desk/:conversation?`: where supporters answer visitors. */
export default function DeskPage() {
  const context = useClient();
  const params = useParams();
  const navigate = useNavigate();
  const desk = createDesk(context, findPeople());
  const room = createMemo(() => (isRoomId(params["conversation"]) ? params["conversation"] : undefined));
  const conversation = createOpenConversation(desk, context.organization, room);
  const detail = createDetail(context.organization, conversation);
  const home = `/${context.organization}/desk`;
  const open = (id: string | undefined) => navigate(id === undefined ? home : `${home}/${id}`);
  const actions = createActions({ desk, organization: context.organization, conversation, open });
  const [isPanelOpen, setPanelOpen] = createSignal(false);
  const [areQueuesOpen, setQueuesOpen] = createSignal(false);
  listenForDeskKeys(actions);
  createEscape(
    () => isPanelOpen() || areQueuesOpen(),
    () => {
      setPanelOpen(false);
      setQueuesOpen(false);
    },
  );
  createEffect(() => room() !== undefined && setQueuesOpen(false));
  return (
    <DeskProvider value={desk}>
      <DocumentTitle name={conversation()?.visitor?.name ?? t("support")} />
      <div
        class="desk"
        classList={{
          "desk--conversation": room() !== undefined,
          "desk--panel": isPanelOpen(),
          "desk--queues": areQueuesOpen(),
        }}
      >
        <QueueColumn onChosen={() => setQueuesOpen(false)} />
        <ConversationList
          open={room()}
          href={(id) => `${home}/${id}`}
          home={home}
          onQueues={() => setQueuesOpen(true)}
        />
        <Show
          when={conversation()}
          fallback={
            <main id="content" class="desk__main desk__main--empty" aria-label={t("support")}>
              <StateMessage icon="inbox" title={t("choose")}>
                <p>{t("chooseHelp")}</p>
              </StateMessage>
            </main>
          }
        >
          {(found) => (
            <ConversationPane
              conversation={found()}
              detail={detail}
              actions={actions}
              home={home}
              onPanel={() => setPanelOpen(!isPanelOpen())}
            />
          )}
        </Show>
        <Show when={conversation()}>
          {(found) => (
            <VisitorPanel conversation={found()} detail={detail.value()} href={(id) => `${home}/${id}`} />
          )}
        </Show>
      </div>
      <Show when={actions.shown() === "keys"}>
        <KeysDialog onClose={() => actions.show(null)} />
      </Show>
    </DeskProvider>
  );
}
