import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, createSignal, For, on, onCleanup, Show } from "solid-js";
import { MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import { type NoteList, notePaths, type NoteSummary, type NoteTag } from "../../../shared/notes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call, messageOf } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { showToast } from "../../parts/lib/toasts.ts";
import { useNotes } from "../../parts/notes/notes-context.ts";
import { Page } from "../../parts/page/page.tsx";
import { Icon } from "../../ui/icon.tsx";
import { StateMessage } from "../../ui/state.tsx";
import { t } from "../../words/notes.ts";
import { CAPTURE_KEYS } from "../shortcuts/capture-keys.ts";
import { NoteAddressButton } from "./note-address.tsx";
import { NoteItem } from "./note-item.tsx";
import "./notes.css";

/** After the last letter of a search, ms. */
const PAUSE = 250;

/** `/:organization/notes?q=&tag=`: the person's notes, the newest first, searched as they type. */
export default function NotesPage() {
  const { organization } = useClient();
  const { ask, kept } = useNotes();
  const [search, setSearch] = useSearchParams<{ q: string; tag: string }>();
  const textIn = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  const [text, setText] = createSignal(textIn(search.q));
  const tag = createMemo(() => textIn(search.tag));
  const [q, setQ] = createSignal(text().trim());
  createEffect(
    on(text, (typed) => {
      const timer = setTimeout(() => {
        setQ(typed.trim());
        setSearch({ q: typed.trim() === "" ? undefined : typed.trim() }, { replace: true });
      }, PAUSE);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const asked = createMemo(() => ({ q: q(), tag: tag(), kept: kept() }), undefined, {
    equals: (a, b) => a?.q === b?.q && a?.tag === b?.tag && a?.kept === b?.kept,
  });
  const [list, { mutate, refetch }] = createResource(asked, ({ q, tag }) =>
    call<NoteList>("GET", notePaths.list(organization, { q, tag })),
  );
  const [tags] = createResource(
    () => ({ kept: kept() }),
    // Without the tags the list still works.
    () => call<NoteTag[]>("GET", notePaths.tags(organization)).catch((): NoteTag[] => []),
  );
  async function more(cursor: string): Promise<void> {
    try {
      const page = await call<NoteList>("GET", notePaths.list(organization, { tag: tag(), cursor }));
      mutate((before) => ({ items: [...(before?.items ?? []), ...page.items], next: page.next }));
    } catch (error) {
      showToast({ text: messageOf(error), isProblem: true });
    }
  }
  const isFiltered = () => q() !== "" || tag() !== "";
  return (
    <Page
      title={t("notes")}
      about={t("onlyYou")}
      actions={
        <>
          <NoteAddressButton />
          <button
            type="button"
            class="button button--small button--primary"
            onClick={() => ask({ text: "", context: undefined })}
          >
            <Icon name="plus" size={16} /> {t("new")}
          </button>
        </>
      }
    >
      <div class="page__body">
        <div class="notes__search" role="search">
          <Icon name="search" size={18} />
          <input
            class="notes__query"
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            maxLength={MAX_QUERY_LENGTH}
            autocomplete="off"
            dir="auto"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <TagFilter tags={tags.latest ?? []} chosen={tag()} onChoose={(tag) => setSearch({ tag })} />
        <Loaded resource={list} onRetry={() => void refetch()}>
          {(found) => (
            <Show when={found().items.length > 0} fallback={<NoNotes isFiltered={isFiltered()} />}>
              <ul class="plain notes" aria-label={t("notes")} aria-busy={list.loading}>
                <For each={found().items}>
                  {(note: NoteSummary) => <NoteItem note={note} onTag={(tag) => setSearch({ tag })} />}
                </For>
              </ul>
              <Show when={found().next}>
                {(cursor) => (
                  <button type="button" class="button notes__more" onClick={() => void more(cursor())}>
                    {t("more")}
                  </button>
                )}
              </Show>
            </Show>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function NoNotes(props: { isFiltered: boolean }) {
  return (
    <Show
      when={props.isFiltered}
      fallback={
        <StateMessage icon="edit" title={t("nothing")}>
          <p>{t("nothingAbout", { keys: CAPTURE_KEYS })}</p>
        </StateMessage>
      }
    >
      <StateMessage icon="search" title={t("nothingFound")} live>
        <p>{t("tryOther")}</p>
      </StateMessage>
    </Show>
  );
}

function TagFilter(props: {
  tags: readonly NoteTag[];
  chosen: string;
  onChoose: (tag: string | undefined) => void;
}) {
  /** The chosen one is shown, also if no note has it any more. */
  const shown = () =>
    props.chosen === "" || props.tags.some(({ tag }) => tag === props.chosen)
      ? props.tags
      : [{ tag: props.chosen, notes: 0 }, ...props.tags];
  return (
    <Show when={shown().length > 0}>
      <div class="notes__tags" role="group" aria-label={t("tagged")}>
        <button
          type="button"
          class="notes__tag"
          aria-pressed={props.chosen === ""}
          onClick={() => props.onChoose(undefined)}
        >
          {t("allTags")}
        </button>
        <For each={shown()}>
          {({ tag, notes }) => (
            <button
              type="button"
              class="notes__tag"
              aria-pressed={props.chosen === tag}
              aria-label={t("ofTag", { tag, count: notes })}
              onClick={() => props.onChoose(props.chosen === tag ? undefined : tag)}
            >
              <span class="name" dir="auto">
                {tag}
              </span>
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
