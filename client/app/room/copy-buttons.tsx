import type { UserId } from "../../../shared/ids.ts";
import { dialectOf } from "../../../shared/markup/dialect.ts";
import { createCopy } from "../../ui/copy/create-copy.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { readableText } from "../../ui/markdown/readable-text.ts";

/** Copies a message as it is read, or as it was written. */
export function CopyButtons(props: { text: string; author: UserId }) {
  const asText = createCopy();
  const asMarkdown = createCopy();
  return (
    <>
      <IconButton
        icon={asText.copied() ? "check" : "copy"}
        label="Copy text"
        title="Copy text"
        onClick={() => void asText.copy(readableText(props.text, dialectOf(props.author)))}
      />
      <IconButton
        icon={asMarkdown.copied() ? "check" : "markdown"}
        label="Copy as Markdown"
        title="Copy as Markdown"
        onClick={() => void asMarkdown.copy(props.text)}
      />
      <span class="visually-hidden" role="status">
        {asText.copied() || asMarkdown.copied() ? "Copied" : ""}
      </span>
    </>
  );
}
