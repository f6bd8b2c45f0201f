import { createMemo } from "solid-js";
import { Blocks } from "./blocks.tsx";
import { parseMarkdown } from "./parse.ts";
import "./markdown.css";

/** A message's text. All nodes are created as elements, so no text is ever parsed as HTML. */
export function Markdown(props: { text: string; names: readonly string[] }) {
  const blocks = createMemo(() => parseMarkdown(props.text, props.names));
  return (
    <div class="markdown" dir="auto">
      <Blocks blocks={blocks()} />
    </div>
  );
}
