import { For } from "solid-js";
import "./question-list.css";

/** Questions that one click asks. */
export function QuestionList(props: {
  label: string;
  questions: readonly string[];
  onAsk: (question: string) => void;
}) {
  return (
    <ul class="plain questions" aria-label={props.label}>
      <For each={props.questions}>
        {(question) => (
          <li>
            <button type="button" class="questions__item" dir="auto" onClick={() => props.onAsk(question)}>
              {question}
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}
