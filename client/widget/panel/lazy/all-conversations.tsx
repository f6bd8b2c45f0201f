import { For } from "solid-js";
import { t } from "../../../words/widget-talk.ts";
import { usePanel } from "../panel.ts";
import { ConversationRow } from "../parts/home.tsx";
import { TitleRow } from "../parts/title-row.tsx";

/** All conversations, newest first. */
export default function AllConversations() {
  const panel = usePanel();
  return (
    <>
      <TitleRow title={t("yourConversations")} hasBack={true} />
      <div class="section scrolls all">
        <For each={panel.summaries()}>{(summary) => <ConversationRow summary={summary} />}</For>
        <button type="button" class="button button--primary button--wide" onClick={() => panel.goNew()}>
          {t("newConversation")}
        </button>
      </div>
    </>
  );
}
