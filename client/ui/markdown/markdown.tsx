import { createMemo } from "solid-js";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import { Blocks } from "./blocks.tsx";
import { parseWithMentions } from "./mentions.ts";
import "./markdown.css";

/** What a person wrote. All nodes are created as elements, so no text is ever parsed as HTML. */
export function Markdown(props: { text: string; mentions: readonly MentionRange[] }) {
  const blocks = createMemo(() => parseWithMentions(props.text, props.mentions, readChat));
  return (
    <div class="markdown markdown--chat" dir="auto">
      <Blocks blocks={blocks()} />
    </div>
  );
}
