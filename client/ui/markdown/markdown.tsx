import { createMemo } from "solid-js";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import { Blocks } from "./blocks.tsx";
import { withMentions } from "./mentions.ts";
import "./markdown.css";

/** What a person wrote. All nodes are created as elements, so no text is ever parsed as HTML. */
export function Markdown(props: { text: string; names: readonly string[] }) {
  const blocks = createMemo(() => withMentions(readChat(props.text), props.names));
  return (
    <div class="markdown markdown--chat" dir="auto">
      <Blocks blocks={blocks()} />
    </div>
  );
}
