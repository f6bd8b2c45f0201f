import { createMemo, createSignal, Show } from "solid-js";
import { findMentions } from "../../../../shared/mentions/find-mentions.ts";
import type { MentionRange } from "../../../../shared/mentions/mention-range.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import { messageText, textProblem } from "../../../../shared/text.ts";
import { changeBetween, moveRanges } from "../../../sdk/drafts/edit-text.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { TextInput } from "../composer/text-input.tsx";
import TextSize from "../composer/text-size.tsx";
import { canFork } from "../forks/can-fork.ts";
import { type Editing, useRoom } from "../room-context.tsx";
import { t } from "../../../words/message-actions.ts";
import { t as ofForks } from "../../../words/room-forks.ts";
import { t as inUi } from "../../../words/ui.ts";

/** Edits a message in place. The text is kept in the room's context, because the virtual list may unmount the row. */
export default function MessageEditor(props: { message: Message }) {
  const room = useRoom();
  const [error, setError] = createSignal<string>();
  const text = () => room.editing()?.text ?? "";
  const mentions = createMemo(() => findMentions(text(), room.mentionable(), room.editing()?.mentions));
  function setText(next: string, caret?: number): void {
    const editing = room.editing();
    const change = editing && changeBetween(editing.text, next, caret);
    if (!change) return;
    room.setEditing({ ...editing, text: next, mentions: moveRanges(editing.mentions, change) });
  }
  function pick(range: MentionRange): void {
    const editing = room.editing();
    if (editing) room.setEditing({ ...editing, mentions: [...editing.mentions, range] });
  }
  function end(): void {
    room.setEditing(null);
    room.focusComposer.now();
  }
  const isFork = createMemo(() => canFork(room, props.message));
  /** `how`: what is done with a text that differs from the message. */
  async function save(how: (editing: Editing, words: string) => Promise<unknown>): Promise<void> {
    const editing = room.editing();
    const words = messageText(text());
    const problem = textProblem(words);
    if (!editing || problem === "too_large") return;
    if (problem === "empty" && props.message.attachments === undefined) return void setError(t("needsText"));
    if (words === props.message.text) return end();
    try {
      await how(editing, words);
      end();
    } catch (thrown) {
      setError(messageOf(thrown));
    }
  }
  const correct = () =>
    save(({ seq, version }, words) => room.room.edit(seq, version, words, { mentionRanges: mentions() }));
  /** The new version is shown to everyone, so nobody peeks at the earlier one. */
  const fork = () =>
    save(async ({ seq }, words) => {
      await room.room.send({ text: words, mentionRanges: mentions(), forkOf: seq });
      room.endPeek();
    });
  const submit = () => void (isFork() ? fork() : correct());
  return (
    <div class="editor">
      <TextInput
        label={t("editMessage")}
        value={text()}
        onValue={setText}
        mentions={mentions()}
        onMention={pick}
        onSubmit={submit}
        onEscape={end}
        autofocus
      />
      <TextSize text={text()} />
      <div role="alert">
        <Show when={error()}>
          <p class="field__error">{error()}</p>
        </Show>
      </div>
      <Show when={isFork()}>
        <p class="editor__about">{ofForks("about")}</p>
      </Show>
      <div class="editor__actions">
        <button type="button" class="button button--small" onClick={end}>
          {inUi("cancel")}
        </button>
        <Show when={isFork()}>
          <button type="button" class="button button--small" onClick={() => void correct()}>
            {ofForks("correct")}
          </button>
        </Show>
        <button type="button" class="button button--small button--primary" onClick={submit}>
          {isFork() ? ofForks("send") : t("save")}
        </button>
      </div>
    </div>
  );
}
