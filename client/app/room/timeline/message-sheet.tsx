import { createEffect, For, onCleanup, onMount, Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import { formatTime } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { useRoom } from "../room-context.tsx";
import { t as nameOf } from "../../../words/reactions.ts";
import { t } from "../../../words/message-actions.ts";
import { t as inUi } from "../../../words/ui.ts";
import { EMOJI } from "./emoji.ts";
import { useEmojiPicker } from "./emoji-picker.tsx";
import Toolbar from "./toolbar.tsx";
import "./message-sheet.css";

/** How many emoji stand in the row at the top. */
const OFFERED = 6;

/**
 * The actions on a message on touch screens, each with its name. They are those of the toolbar, so that both offer the same; the style
 * sheet shows the names. Only "React" differs, because the emoji stand in a row of their own.
 */
export default function MessageSheet(props: { message: Message; rowKey: string; onClose: () => void }) {
  const room = useRoom();
  const picker = useEmojiPicker();
  let sheet: HTMLDialogElement | undefined;
  onMount(() => sheet?.showModal());
  onCleanup(() => sheet?.close());
  createEffect(() => props.message.deletedAt !== undefined && props.onClose());
  const isMine = (emoji: string) => props.message.reactions[emoji]?.includes(room.me) ?? false;
  function react(emoji: string): void {
    // Closing takes the message away.
    const { seq } = props.message;
    const on = !isMine(emoji);
    props.onClose();
    void room.attempt(() => room.room.react(seq, emoji, on));
  }
  function chooseAnother(): void {
    const { seq } = props.message;
    props.onClose();
    const article = document.querySelector<HTMLElement>(`article[data-seq="${seq}"]`);
    if (article) picker.open(article, seq);
  }
  /** Every action closes the sheet, except deleting, which asks first. */
  function onClick({ target }: MouseEvent): void {
    if (target === sheet) return props.onClose();
    const button = target instanceof Element ? target.closest<HTMLElement>(".toolbar button") : null;
    const asks = button?.closest("dialog") !== sheet || button?.classList.contains("toolbar__delete");
    if (button && !asks) props.onClose();
  }
  const mayReact = () => room.may("write") && props.message.moderation === undefined;
  return (
    <dialog
      ref={sheet}
      class="message-sheet"
      aria-label={t("actionsFor", { name: room.distinctNameOf(props.message.author) })}
      onClose={() => props.onClose()}
      onClick={onClick}
    >
      <div class="message-sheet__panel">
        <p class="message-sheet__message">
          <span class="message-sheet__author name">{room.nameOf(props.message.author)}</span>{" "}
          <time>{formatTime(props.message.at)}</time>
          <span class="message-sheet__text" dir="auto">
            {messageExcerpt(props.message.text, props.message.attachments)}
          </span>
        </p>
        <Show when={mayReact()}>
          <div class="message-sheet__emoji" role="group" aria-label={t("react")}>
            <For each={EMOJI.slice(0, OFFERED)}>
              {(emoji) => (
                <button
                  type="button"
                  class="message-sheet__face"
                  aria-label={nameOf(emoji)}
                  aria-pressed={isMine(emoji)}
                  onClick={() => react(emoji)}
                >
                  {emoji}
                </button>
              )}
            </For>
            <button
              type="button"
              class="message-sheet__face"
              aria-label={t("anotherReaction")}
              onClick={chooseAnother}
            >
              <Icon name="plus" />
            </button>
          </div>
        </Show>
        <Toolbar message={props.message} rowKey={props.rowKey} />
        <button type="button" class="button message-sheet__close" onClick={() => props.onClose()}>
          {inUi("cancel")}
        </button>
      </div>
    </dialog>
  );
}
