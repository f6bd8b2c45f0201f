import { createEffect, createMemo, createSignal, onCleanup, Show } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { Icon } from "../../../ui/icon.tsx";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { readWords, secondsWords, stateWords, stepWords } from "./state-words.ts";
import { StopButton } from "./stop-button.tsx";
import { endOf } from "./turn-words.ts";

const AnswerSteps = lazyPart(() => import("./answer-steps.tsx"));

/**
 * One line about what the answer does, and afterwards about what it has done. It unfolds the steps, where there are any. `isAside`: the
 * question at the top of the list has the button that stops the answer.
 */
export function AnswerState(props: { message: Message; answer: Answer; hasText: boolean; isAside: boolean }) {
  const room = useRoom();
  const [isOpen, setOpen] = createSignal(false);
  const isLive = () => props.answer.state === "running" || props.answer.state === "waiting";
  const now = createSeconds(() => props.answer.state === "running");
  const seconds = () => secondsWords(props.message.at, props.answer.endedAt ?? now());
  const end = () => {
    if (props.answer.state !== "stopped") return null;
    return endOf(props.answer, (user) => (user === room.me ? t("youBy") : room.distinctNameOf(user)));
  };
  const words = createMemo(
    () => stateWords(props.answer, props.hasText) ?? end()?.text ?? readWords(props.answer),
  );
  /** While it waits, a card says for what. */
  const hasMade = () => props.answer.steps !== undefined && props.answer.state !== "waiting";
  const line = () => (
    <>
      <Show when={isLive()} fallback={<Icon name={end() ? "stop" : "check"} size={16} />}>
        <span class="answer__pulse" aria-hidden="true" />
      </Show>
      <Show when={words() !== "" || !props.answer.steps}>{words() === "" ? t("answered") : words()}</Show>
      <Show when={hasMade() && words() !== ""}>
        <span aria-hidden="true">·</span>
      </Show>
      <Show when={hasMade()}>
        <span class="answer__made">{stepWords(props.answer)}</span>
      </Show>
      <span class="answer__seconds">{seconds()}</span>
    </>
  );
  const isShown = () => isLive() || props.answer.steps !== undefined || words() !== "";
  return (
    <Show when={isShown()}>
      <div class="answer__state" classList={{ "answer__state--live": isLive() }}>
        <Show when={props.answer.steps} fallback={<p class="answer__line">{line()}</p>}>
          <details class="answer__steps" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary class="answer__line">
              {line()}
              <Icon name="forward" size={14} />
            </summary>
            <Show when={isOpen()}>
              <AnswerSteps target={props.message.seq} answer={props.answer} />
            </Show>
          </details>
        </Show>
        <Show when={isLive() && !props.isAside}>
          <StopButton answer={props.answer} />
        </Show>
      </div>
    </Show>
  );
}

/** The time, once a second while it is needed (device clock, ms). */
function createSeconds(isNeeded: () => boolean): () => number {
  const [now, setNow] = createSignal(Date.now());
  createEffect(() => {
    if (!isNeeded()) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    onCleanup(() => clearInterval(timer));
  });
  return now;
}
