import { For } from "solid-js";
import type { MessageHit } from "../../sdk/search/index.ts";
import "./marked-text.css";

/** The text of a hit with its found words. */
export function MarkedText(props: { hit: Pick<MessageHit, "text" | "marks" | "cut"> }) {
  const pieces = () => {
    const { text, marks, cut } = props.hit;
    const split: string[] = [];
    let at = 0;
    for (const [from, to] of marks) {
      split.push(text.slice(at, from), text.slice(from, to));
      at = to;
    }
    split.push(text.slice(at));
    if (cut.before) split[0] = `… ${split[0]}`;
    if (cut.after) split[split.length - 1] = `${split.at(-1)?.trimEnd()} …`;
    return split;
  };
  return (
    <For each={pieces()}>
      {(words, index) => (index() % 2 === 1 ? <mark class="marked-word">{words}</mark> : words)}
    </For>
  );
}
