import { For, Show } from "solid-js";
import type { DocumentNotice } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatNumber, plural } from "../../../ui/format.ts";

/** Says what of a file is not in its text, although the file was read. */
export function DocumentNotices(props: { notices: readonly DocumentNotice[] }) {
  return (
    <Show when={props.notices.length > 0}>
      <ul class="plain document__notices" aria-label="Not read">
        <For each={props.notices}>
          {(notice) => (
            <li>
              <Icon name="warning" size={14} /> <span>{noticeWords(notice)}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

export function noticeWords(notice: DocumentNotice): string {
  switch (notice.type) {
    case "pages_without_text": {
      const pages = notice.pages
        .map(([from, to]) => (from === to ? formatNumber(from) : `${from}–${to}`))
        .join(", ");
      const isOne = notice.pages.length === 1 && notice.pages[0]?.[0] === notice.pages[0]?.[1];
      return `${isOne ? "Page" : "Pages"} ${pages} ${isOne ? "is a picture" : "are pictures"} and cannot be searched.`;
    }
    case "hidden_text_left_out":
      return "It contains hidden text, which was left out.";
    case "lines_not_read":
      return `${plural(notice.count, "line", "lines")} could not be read, the first is line ${formatNumber(notice.first)}.`;
    case "attachments_not_read":
      return `${plural(notice.count, "attachment was", "attachments were")} not read. Add the ones you need as separate files.`;
  }
}
