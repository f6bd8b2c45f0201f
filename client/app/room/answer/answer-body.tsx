import { createMemo, createSignal, Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { Icon } from "../../../ui/icon.tsx";
import { StreamedMarkdown } from "../../../ui/markdown/streamed-markdown.tsx";
import { Cited } from "../../../parts/citations/cited.tsx";
import { SourceList } from "../../../parts/citations/source-list.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { AnswerActions } from "./answer-actions.tsx";
import { AnswerState } from "./answer-state.tsx";
import { createLeftTop } from "./create-left-top.ts";
import { isUndecided } from "./tool-step.ts";
import { budgetWarning, endOf } from "./turn-words.ts";
import "./answer.css";

// Loaded with the first answer that needs them.
const AskedCard = lazyPart(() => import("./asked-card.tsx"));
const WaitingCalls = lazyPart(() => import("./waiting-calls.tsx"));
const FollowUps = lazyPart(() => import("./follow-ups.tsx"));

/** The text of an agent's answer, while it is running and afterwards. */
export default function AnswerBody(props: { message: Message; answer: Answer }) {
  const room = useRoom();
  const [top, setTop] = createSignal<HTMLElement>();
  const text = () => room.textOf(props.message);
  const isRunning = () => props.answer.state === "running";
  const isAside = createLeftTop(top, isRunning);
  /** A call waits for a person, or was just decided on. Afterwards the decision stands with the other steps. */
  const isAsked = createMemo<boolean>((was) => {
    const { state, steps = [] } = props.answer;
    if (state !== "running" && state !== "waiting") return false;
    return (
      was || steps.some((step) => isUndecided(step) || (step.type === "tool" && step.state === "allowed"))
    );
  }, false);
  /** How it ended, where the line above its text does not say that. */
  const end = () =>
    props.answer.state === "stopped" || props.answer.state === "waiting"
      ? null
      : endOf(props.answer, room.distinctNameOf);
  return (
    <div class="answer">
      <Show when={isAside()}>
        <div class="answer__aside">
          <AskedCard answer={props.answer} hasText={text() !== ""} />
        </div>
      </Show>
      <div ref={setTop}>
        <AnswerState
          message={props.message}
          answer={props.answer}
          hasText={text() !== ""}
          isAside={isAside()}
        />
      </div>
      <Show when={text() !== ""}>
        <div class="message__text answer__text" aria-busy={isRunning()}>
          <Cited citations={props.answer.citations} running={isRunning()} onOpen={room.openSource}>
            <StreamedMarkdown text={text()} running={isRunning()} />
          </Cited>
        </div>
      </Show>
      <Show when={isAsked()}>
        <WaitingCalls message={props.message} answer={props.answer} />
      </Show>
      <Show when={props.answer.restricted}>
        <p class="answer__end">
          <Icon name="veil" size={14} /> {t("restricted")}
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
      <Show when={props.answer.followUps}>
        {(questions) => <FollowUps message={props.message} questions={questions()} />}
      </Show>
    </div>
  );
}
