import { Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { Icon } from "../../../ui/icon.tsx";
import { StreamedMarkdown } from "../../../ui/markdown/streamed-markdown.tsx";
import { Cited } from "../../../parts/citations/cited.tsx";
import { SourceList } from "../../../parts/citations/source-list.tsx";
import { useRoom } from "../room-context.tsx";
import { AnswerActions } from "./answer-actions.tsx";
import { StepsFold } from "./steps-fold.tsx";
import { budgetWarning, endOf } from "./turn-words.ts";
import "./answer.css";

/** The text of an agent's answer, while it is running and afterwards. */
export function AnswerBody(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const text = () => room.textOf(props.message);
  const isRunning = () => props.answer.state === "running";
  const end = () => endOf(props.answer, (user) => (user === room.me ? "you" : room.distinctNameOf(user)));
  return (
    <div class="answer">
      <Show when={text() !== ""}>
        <div class="message__text answer__text" aria-busy={isRunning()}>
          <Cited citations={props.answer.citations} running={isRunning()} onOpen={room.openSource}>
            <StreamedMarkdown text={text()} running={isRunning()} />
          </Cited>
        </div>
      </Show>
      <Show when={isRunning() && text() === "" && !props.answer.restricted}>
        <Thinking />
      </Show>
      <Show when={props.answer.steps}>
        {(steps) => <StepsFold target={props.message.seq} answer={props.answer} steps={steps()} />}
      </Show>
      <Show when={props.answer.restricted}>
        <p class="answer__end">
          <Icon name="veil" size={14} /> This answer is built on documents that you may not read.
        </p>
      </Show>
      <Show when={!isRunning() && props.answer.citations}>
        {(citations) => <SourceList citations={citations()} onOpen={room.openSource} />}
      </Show>
      <Show when={end()}>
        {(how) => (
          <p class="answer__end" classList={{ "answer__end--problem": how().isProblem }}>
            <Show when={how().isProblem}>
              <Icon name="warning" size={14} />
            </Show>
            {how().text}
          </p>
        )}
      </Show>
      <Show when={budgetWarning(props.answer)}>
        {(warning) => (
          <p class="answer__budget">
            <Icon name="warning" size={14} /> {warning()}
          </p>
        )}
      </Show>
      <AnswerActions message={props.message} answer={props.answer} />
    </div>
  );
}

/** Shown between the question and the first word. It disappears when the turn ends, and each turn ends. */
function Thinking() {
  return (
    <p class="thinking">
      <span class="thinking__dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      Thinking…
    </p>
  );
}
