import { For, Show } from "solid-js";
import type { SearchAnswer } from "../../../shared/knowledge.ts";
import { StateMessage } from "../../ui/state.tsx";
import { StreamedMarkdown } from "../../ui/markdown/streamed-markdown.tsx";
import { Cited } from "../citations/cited.tsx";
import { SourceList } from "../citations/source-list.tsx";
import { confidenceWords } from "./fit-words.ts";

/** Sources are pages of their own here: their links are followed. */
const follow = () => undefined;

export function AnswerView(props: { answer: SearchAnswer; onFollow: (question: string) => void }) {
  return (
    <Show
      when={props.answer.answer !== ""}
      fallback={
        <StateMessage icon="search" title="Nothing found about this" live>
          <p>Your documents do not say. Try other words.</p>
        </StateMessage>
      }
    >
      <div class="search__text" role="status">
        <Cited citations={props.answer.citations} running={false} onOpen={follow}>
          <StreamedMarkdown text={props.answer.answer} running={false} />
        </Cited>
      </div>
      <SourceList citations={props.answer.citations} onOpen={follow} />
      <p class="search__confidence">{confidenceWords(props.answer.confidence)}</p>
      <Show when={props.answer.followUps.length > 0}>
        <ul class="plain starters__list" aria-label="Questions that follow">
          <For each={props.answer.followUps}>
            {(question) => (
              <li>
                <button
                  type="button"
                  class="starters__question"
                  dir="auto"
                  onClick={() => props.onFollow(question)}
                >
                  {question}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Show>
  );
}
