import { createSignal, For, Show } from "solid-js";
import { excerptOf } from "../../../../shared/text.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { formatFull } from "../../../ui/format.ts";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import type { ScheduledContext } from "../../../parts/scheduled/scheduled-context.ts";
import type { ScheduledMessage } from "../../../sdk/scheduled/types.ts";
import { useRoom } from "../room-context.tsx";
import { scheduledIn } from "./scheduled-in.ts";
import { t } from "../../../words/scheduled.ts";
import SendLaterDialog from "./send-later-dialog.tsx";

/** The messages of this room that are sent later, with what can be done with each. */
export default function ScheduledDialog(props: { context: ScheduledContext; onClose: () => void }) {
  const room = useRoom();
  const { serverNow } = useInbox();
  const [problem, setProblem] = createSignal<string>();
  const [moving, setMoving] = createSignal<ScheduledMessage>();
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    setProblem(undefined);
    await work().catch((error: unknown) => setProblem(messageOf(error)));
  }
  async function sendAt({ failed: _, ...message }: ScheduledMessage, due: number): Promise<void> {
    const scheduled = await props.context.load();
    await scheduled.put({ ...message, due });
  }
  async function remove({ id }: ScheduledMessage): Promise<void> {
    const scheduled = await props.context.load();
    await scheduled.remove(id);
  }
  /** The text is in the composer before it leaves the list. */
  async function edit(message: ScheduledMessage): Promise<void> {
    if (room.draft.text().trim() !== "") return void setProblem(t("emptyField"));
    room.draft.set(message.text);
    await remove(message);
    props.onClose();
    room.focusComposer.now();
  }
  return (
    <Dialog title={t("list")} onClose={() => props.onClose()}>
      <ul class="plain scheduled-list">
        <For each={scheduledIn(room, props.context)} fallback={<li>{t("none")}</li>}>
          {(message) => {
            const named = { text: excerptOf(message.text) };
            return (
              <li class="scheduled-list__item">
                <p class="scheduled__text" dir="auto">
                  {message.text}
                </p>
                <Show when={message.thread !== undefined && room.thread === undefined}>
                  <p class="field__hint">{t("inThread")}</p>
                </Show>
                <p class={message.failed ? "field__error" : "field__hint"}>
                  {message.failed
                    ? t("notSent", { why: message.failed.message })
                    : t("at", { when: formatFull(message.due) })}
                </p>
                <div class="scheduled-list__tools">
                  <button
                    type="button"
                    class="button button--small"
                    aria-label={t("sendNowNamed", named)}
                    onClick={() => void attempt(() => sendAt(message, serverNow()))}
                  >
                    {t("sendNow")}
                  </button>
                  <button
                    type="button"
                    class="button button--small"
                    aria-label={t("otherTimeNamed", named)}
                    onClick={() => setMoving(message)}
                  >
                    {t("otherTime")}
                  </button>
                  {/* The field of another place is not here. */}
                  <Show when={message.thread === room.thread}>
                    <button
                      type="button"
                      class="button button--small"
                      aria-label={t("editNamed", named)}
                      onClick={() => void attempt(() => edit(message))}
                    >
                      {t("edit")}
                    </button>
                  </Show>
                  <button
                    type="button"
                    class="button button--small button--danger"
                    aria-label={t("removeNamed", named)}
                    onClick={() => void attempt(() => remove(message))}
                  >
                    {t("remove")}
                  </button>
                </div>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={problem()}>{(text) => <p role="alert">{text()}</p>}</Show>
      <Show when={moving()} keyed>
        {(message) => (
          <SendLaterDialog
            text={message.text}
            onTime={(due) => sendAt(message, due)}
            onClose={() => setMoving(undefined)}
          />
        )}
      </Show>
    </Dialog>
  );
}
