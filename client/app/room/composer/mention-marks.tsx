import { createMemo, For, Show } from "solid-js";
import { endOf, type MentionRange } from "../../../../shared/mentions/mention-range.ts";
import { TextOverlay } from "./text-overlay.tsx";

/** Marks what will be a mention while it is written (MENTION-8). */
export function MentionMarks(props: {
  area: HTMLTextAreaElement;
  text: string;
  mentions: readonly MentionRange[];
}) {
  const pieces = createMemo(() => cut(props.text, props.mentions));
  return (
    <TextOverlay area={props.area} text={props.text}>
      <For each={pieces()}>
        {({ text, isMention }) => (
          <Show when={isMention} fallback={text}>
            <mark class="text-overlay__mention">{text}</mark>
          </Show>
        )}
      </For>
    </TextOverlay>
  );
}

function cut(text: string, mentions: readonly MentionRange[]): { text: string; isMention: boolean }[] {
  const pieces: { text: string; isMention: boolean }[] = [];
  let from = 0;
  for (const range of mentions) {
    if (range.start < from) continue;
    pieces.push({ text: text.slice(from, range.start), isMention: false });
    pieces.push({ text: text.slice(range.start, endOf(range)), isMention: true });
    from = endOf(range);
  }
  return [...pieces, { text: text.slice(from), isMention: false }];
}
