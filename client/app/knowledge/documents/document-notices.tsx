import { For, Show } from "solid-js";
import type { DocumentNotice } from "../../../../shared/knowledge.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { t } from "../../../words/documents.ts";

/** Says what of a file is not in its text, although the file was read. */
export function DocumentNotices(props: { notices: readonly DocumentNotice[] }) {
  return (
    <Show when={props.notices.length > 0}>
      <ul class="plain document__notices" aria-label={t("notRead")}>
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
      const count = notice.pages.reduce((sum, [from, to]) => sum + to - from + 1, 0);
      return t("picturePages", { count, pages });
    }
    case "hidden_text_left_out":
      return t("hiddenText");
    case "lines_not_read":
      return t("linesNotRead", { count: notice.count, first: notice.first });
    case "attachments_not_read":
      return t("attachmentsNotRead", { count: notice.count });
  }
}
