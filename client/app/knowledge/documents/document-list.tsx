import { createMemo, createSignal, For, Show } from "solid-js";
import type { Document } from "../../../../shared/knowledge.ts";
import { Field } from "../../../ui/field.tsx";
import { DocumentItem } from "./document-item.tsx";
import { t } from "../../../words/knowledge.ts";

/** The filter field is shown from this number of documents on. A shorter list does not need it. */
const FILTER_FROM = 6;
/** A library may hold 10,000 documents. This many are shown at first; the others on demand. */
const SHOWN = 100;

export function DocumentList(props: {
  list: readonly Document[];
  onChanged: (document: Document) => void;
  onEdit: (document: Document) => void;
  onDelete: (document: Document) => void;
}) {
  const [query, setQuery] = createSignal("");
  const [most, setMost] = createSignal(SHOWN);
  const found = createMemo(() => {
    const wanted = query().trim().toLocaleLowerCase();
    return wanted === ""
      ? props.list
      : props.list.filter(({ title, tags }) =>
          [title, ...tags].some((words) => words.toLocaleLowerCase().includes(wanted)),
        );
  });
  return (
    <>
      <Show when={props.list.length >= FILTER_FROM || query() !== ""}>
        <div class="documents__filter">
          <Field label={t("filter")} type="search" value={query()} onValue={setQuery} />
          <p class="field__hint" role="status">
            {t("documents", { count: found().length })}
          </p>
        </div>
      </Show>
      <ul class="plain documents" aria-label={t("documentsLabel")}>
        <For each={found().slice(0, most())}>
          {(document) => (
            <DocumentItem
              document={document}
              onTag={setQuery}
              onChanged={props.onChanged}
              onEdit={() => props.onEdit(document)}
              onDelete={() => props.onDelete(document)}
            />
          )}
        </For>
      </ul>
      <Show when={found().length > most()}>
        <button type="button" class="button documents__more" onClick={() => setMost(most() + SHOWN)}>
          {t("showMore")}
        </button>
      </Show>
    </>
  );
}
