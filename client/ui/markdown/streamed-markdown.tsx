import { createMemo, Show } from "solid-js";
import { loadReader, reader } from "./answers/load-reader.ts";
import { Blocks } from "./blocks.tsx";
import "./markdown.css";

// Soon after the first load, so that it is there when a room is opened. A failure is tried again with the next answer.
loadReader().catch(() => undefined);

/**
 * The text of an answer, which may still grow. What is finished keeps its elements, and the last block grows in place. Until the reader is
 * loaded the text is shown as it was written.
 */
export function StreamedMarkdown(props: { text: string; running: boolean }) {
  loadReader().catch(() => undefined);
  const answer = createMemo(() => {
    const Reader = reader();
    return Reader && new Reader();
  });
  return (
    <Show when={answer()} fallback={<div class="markdown markdown--chat">{props.text}</div>} keyed>
      {(reading) => {
        const blocks = createMemo(() => reading.read(props.text, props.running));
        return (
          <div class="markdown" dir="auto">
            <Blocks blocks={blocks()} growing={props.running} />
          </div>
        );
      }}
    </Show>
  );
}
