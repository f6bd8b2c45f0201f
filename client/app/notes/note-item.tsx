import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { NoteSummary } from "../../../shared/notes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { now } from "../../parts/lib/now.ts";
import { formatFull, formatShort } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { t } from "../../words/notes.ts";

/** A note in the list. What was kept as a page or a file opens as a document. */
export function NoteItem(props: { note: NoteSummary; onTag: (tag: string) => void }) {
  const { organization } = useClient();
  const isNote = () => props.note.kind === "note";
  const path = () => `/${organization}/${isNote() ? "notes" : "documents"}/${props.note.id}`;
  return (
    <li class="notes__item">
      <A class="notes__link" href={path()}>
        <span class="notes__head">
          <span class="notes__title name one-line" dir="auto">
            <Show when={!isNote()}>
              <Icon name={props.note.kind === "html" ? "link" : "file"} size={16} />{" "}
            </Show>
            {props.note.title}
          </span>
          <Show when={props.note.isShared}>
            <span class="notes__shared">{t("shared")}</span>
          </Show>
          <time
            class="notes__time"
            dateTime={new Date(props.note.createdAt).toISOString()}
            title={formatFull(props.note.createdAt)}
          >
            {formatShort(props.note.createdAt, now())}
          </time>
        </span>
        <Show when={props.note.excerpt !== ""}>
          <span class="notes__excerpt" dir="auto">
            {props.note.excerpt}
          </span>
        </Show>
      </A>
      <Show when={props.note.tags.length > 0}>
        <ul class="plain notes__item-tags" aria-label={t("tags")}>
          <For each={props.note.tags}>
            {(tag) => (
              <li>
                <button
                  type="button"
                  class="notes__item-tag name"
                  dir="auto"
                  onClick={() => props.onTag(tag)}
                >
                  {tag}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </li>
  );
}
