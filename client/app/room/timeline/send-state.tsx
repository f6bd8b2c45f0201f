import { Match, Show, Switch } from "solid-js";
import { isOfContent } from "../../../../shared/protocol/codes.ts";
import { formatTime } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { OutboxEntry } from "../../../sdk/types.ts";
import { useRoom } from "../room-context.tsx";
import { problemText } from "../../../parts/lib/problem-text.ts";
import { t } from "../../../words/room.ts";
import { t as inUi } from "../../../words/ui.ts";

/** Why a message is not stored yet, with actions to solve it. Renders nothing while the message is simply being sent. */
export function SendState(props: { entry: OutboxEntry; held: boolean }) {
  const room = useRoom();
  const isOpen = () => room.connection().type === "open";
  async function takeBack(): Promise<void> {
    await room.attempt(() => room.room.discard(props.entry.id, room.draft.putBack));
    room.focusComposer.now();
  }
  const back = () => (
    <button type="button" class="link-button" onClick={() => void takeBack()}>
      {t("editBeforeSending")}
    </button>
  );
  return (
    <Switch>
      <Match when={props.entry.failure}>
        {(failure) => (
          <p class="send-state send-state--failed" role="alert">
            <Icon name="warning" size={14} /> {t("notSent", { problem: problemText(failure()) })}
            <Show when={!isOfContent(failure().code)}>
              <button
                type="button"
                class="link-button"
                onClick={() => void room.attempt(() => room.room.retry(props.entry.id))}
              >
                {inUi("tryAgain")}
              </button>
            </Show>
            {back()}
          </p>
        )}
      </Match>
      <Match when={props.entry.waits}>
        {(waits) => (
          <p class="send-state" role="status">
            {t("waits", { problem: problemText(waits()) })} {back()}
          </p>
        )}
      </Match>
      <Match when={props.held}>
        <p class="send-state">
          {t("waitsForAbove")} {back()}
        </p>
      </Match>
      <Match when={!isOpen()}>
        <p class="send-state">
          {t("waitsForConnection", { time: formatTime(props.entry.writtenAt) })} {back()}
        </p>
      </Match>
    </Switch>
  );
}
