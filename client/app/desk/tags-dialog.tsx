import { createSignal, For } from "solid-js";
import { type DeskConversation, MAX_TAG_LENGTH, MAX_TAGS } from "../../../shared/desk.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/desk.ts";
import type { Actions } from "./create-actions.ts";
import "../../ui/field.css";

/** Adds and removes tags of the conversation. */
export function TagsDialog(props: { conversation: DeskConversation; actions: Actions }) {
  const [text, setText] = createSignal("");
  const tags = () => props.conversation.tags;
  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const tag = text().trim();
    if (tag === "" || tags().includes(tag)) return void setText("");
    if (await props.actions.change({ tags: [...tags(), tag] })) props.actions.show(null);
  }
  return (
    <Dialog title={t("tags")} onClose={() => props.actions.show(null)}>
      <form class="desk__tag-form" onSubmit={(event) => void add(event)}>
        <input
          class="field__input"
          aria-label={t("newTag")}
          placeholder={t("newTag")}
          maxLength={MAX_TAG_LENGTH}
          autofocus
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button class="button button--primary" disabled={tags().length >= MAX_TAGS}>
          {t("addTag")}
        </button>
      </form>
      <div class="desk__choices">
        <For each={tags()}>
          {(tag) => (
            <button
              type="button"
              class="menu__item"
              aria-label={t("removeTag", { tag })}
              onClick={() => void props.actions.change({ tags: tags().filter((each) => each !== tag) })}
            >
              <Icon name="close" size={14} /> {tag}
            </button>
          )}
        </For>
      </div>
    </Dialog>
  );
}
