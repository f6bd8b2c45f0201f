import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { isComposing } from "../../parts/lib/is-composing.ts";
import { singleKeys } from "../../parts/lib/single-keys.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { t } from "../../words/desk-search.ts";
import { useDesk } from "./desk-context.ts";

const FIELD = "desk-search";

/** On a phone the list is not shown beside a conversation: then there is no field to go to. */
export function focusSearch(): void {
  const field = document.getElementById(FIELD);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** Words that search all conversations, whatever queue is chosen. Enter opens the first result, Escape goes back to where one was. */
export function SearchField(props: {
  open: RoomId | undefined;
  href: (room: RoomId) => string;
  home: string;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  let before: { open: RoomId | undefined } | undefined;
  let form: HTMLFormElement | undefined;
  function end(): void {
    desk.search.setText("");
    if (before !== undefined && before.open !== props.open)
      navigate(before.open === undefined ? props.home : props.href(before.open));
    before = undefined;
    // The list is drawn again first.
    queueMicrotask(() => {
      const rows = form?.parentElement?.querySelectorAll<HTMLElement>(".desk__row");
      const current = [...(rows ?? [])].find((row) => row.getAttribute("aria-current") === "page");
      (current ?? rows?.[0] ?? document.getElementById(FIELD))?.focus();
    });
  }
  function openFirst(): void {
    const first = form?.parentElement?.querySelector<HTMLElement>(".desk__row");
    if (!desk.search.isActive() || first === null || first === undefined) return;
    first.focus();
    first.click();
  }
  /** Arrows walk between the field and the results. */
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end();
    }
    if (event.key === "ArrowDown" && desk.search.isActive()) {
      event.preventDefault();
      form?.parentElement?.querySelector<HTMLElement>(".desk__row")?.focus();
    }
  }
  return (
    <form
      ref={form}
      class="desk__search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        openFirst();
      }}
    >
      <Icon name="search" size={16} />
      <input
        id={FIELD}
        class="desk__search-input"
        // Not `search`: browsers clear such a field by Escape themselves.
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        dir="auto"
        aria-label={t("search")}
        aria-keyshortcuts="/"
        placeholder={t("search")}
        title={t("searchHint")}
        maxLength={1_000}
        value={desk.search.text()}
        onInput={(event) => {
          if (!desk.search.isActive()) before = { open: props.open };
          desk.search.setText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <Show
        when={desk.search.text() !== ""}
        fallback={
          <Show when={singleKeys()}>
            <kbd class="key" aria-hidden="true">
              /
            </kbd>
          </Show>
        }
      >
        <IconButton icon="close" label={t("endSearch")} onClick={() => end()} />
      </Show>
    </form>
  );
}
