import type { UserId } from "../../../shared/ids.ts";
import { dialectOf } from "../../../shared/markup/dialect.ts";
import { createCopy } from "../../ui/copy/create-copy.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { readableText } from "../../ui/markdown/readable-text.ts";
import { t } from "../../words/message-actions.ts";
import { t as inUi } from "../../words/ui.ts";

/** Copies a message as it is read, or as it was written. */
export function CopyButtons(props: { text: string; author: UserId }) {
  const asText = createCopy();
  const asMarkdown = createCopy();
  return (
    <>
      <IconButton
        icon={asText.copied() ? "check" : "copy"}
        label={inUi("copyText")}
        title={inUi("copyText")}
        onClick={() => void asText.copy(readableText(props.text, dialectOf(props.author)))}
      />
      <IconButton
        icon={asMarkdown.copied() ? "check" : "markdown"}
        label={t("copyMarkdown")}
        title={t("copyMarkdown")}
        onClick={() => void asMarkdown.copy(props.text)}
      />
      <span class="visually-hidden" role="status">
        {asText.copied() || asMarkdown.copied() ? inUi("copied") : ""}
      </span>
    </>
  );
}
