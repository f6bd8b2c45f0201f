import { createMemo, Match, Show, Switch } from "solid-js";
import { AnswerBlocks } from "./answer-blocks.ts";
import type { Block } from "./ast.ts";
import { Blocks } from "./blocks.tsx";
import { Code } from "./code.tsx";
import "./markdown.css";

/** A text that may still grow. Finished blocks keep their elements; only the last one is rendered again. */
export function StreamedMarkdown(props: { text: string; running: boolean }) {
  const reader = new AnswerBlocks();
  const blocks = createMemo(() => reader.read(props.text));
  const growing = () => (props.running ? blocks().at(-1) : undefined);
  const growingCode = () => asCode(growing());
  return (
    <div class="markdown" dir="auto">
      <Blocks blocks={props.running ? blocks().slice(0, -1) : blocks()} />
      <Switch>
        {/* The element stays while the text grows, which keeps scrolling and selection in it. */}
        <Match when={growingCode()}>
          {(code) => <Code text={code().text} language={code().language} growing />}
        </Match>
        <Match when={growing()}>
          <Show when={growing()} keyed>
            {(block) => <Blocks blocks={[block]} />}
          </Show>
        </Match>
      </Switch>
    </div>
  );
}

function asCode(block: Block | undefined): Extract<Block, { type: "code" }> | undefined {
  return block?.type === "code" ? block : undefined;
}
