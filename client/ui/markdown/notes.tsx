import { For, type JSX } from "solid-js";
import type { Note } from "../../../shared/markup/tree.ts";
import { t } from "../../words/ui.ts";

/** A reference to a footnote. It leads to the footnote of the same text; an address would name those of other messages too. */
export function NoteMark(props: { n: number }) {
  function lead(from: Element): void {
    const note = from.closest(".markdown")?.querySelector(`[data-note="${props.n}"]`);
    if (!(note instanceof HTMLElement)) return;
    note.scrollIntoView({ block: "nearest" });
    note.focus({ preventScroll: true });
  }
  return (
    <sup>
      <button
        type="button"
        class="markdown__note"
        aria-label={t("footnote", { n: props.n })}
        onClick={(event) => lead(event.currentTarget)}
      >
        {props.n}
      </button>
    </sup>
  );
}

export function Notes(props: { notes: readonly Note[]; children: (note: Note) => JSX.Element }) {
  return (
    <ol class="markdown__notes" aria-label={t("footnotes")}>
      <For each={props.notes}>
        {(note) => (
          <li value={note.n} data-note={note.n} tabindex="-1" dir="auto">
            {props.children(note)}
          </li>
        )}
      </For>
    </ol>
  );
}
