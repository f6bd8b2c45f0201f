import { createEffect, createResource, For, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ReasoningPart } from "../../../../shared/protocol/frames.ts";
import type { Step, ToolState } from "../../../../shared/protocol/steps.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { messageOf } from "../../../parts/lib/http.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-answers.ts";
import { t as inUi } from "../../../words/ui.ts";
import "./answer-steps.css";

const states = {
  called: "atWork",
  waiting: "waitsForPermission",
  unknown: "interrupted",
  allowed: "allowed",
  outside: "waitsForProgram",
  done: "hasAnswered",
} as const satisfies Record<ToolState, string>;

/** The content of an answer's steps, while they are unfolded. */
export default function AnswerSteps(props: { target: Seq; answer: Answer }) {
  const { room } = useRoom();
  const [found, { mutate, refetch }] = createResource(
    () => props.target,
    (target) => room.steps(target),
  );
  const stop = room.onStep((frame) => {
    if (frame.m !== props.target) return;
    const before = found.latest;
    const grown = frame.type === "reasoning" && before ? withReasoning(before.steps, frame) : null;
    if (grown === null || before?.attempt !== frame.a) void refetch();
    else mutate({ ...before, steps: grown });
  });
  onCleanup(stop);
  createEffect(
    on(
      () => [props.answer.state, props.answer.attempt],
      () => void refetch(),
      { defer: true },
    ),
  );
  return (
    <Switch fallback={<Spinner label={inUi("loading")} />}>
      <Match when={found.error}>
        <p class="field__hint">{messageOf(found.error)}</p>
      </Match>
      <Match when={found.latest}>
        {(latest) => (
          <ol class="steps">
            <For each={latest().steps}>
              {(step) => (
                <li class="steps__step">
                  <Show when={step.type === "tool" && step} fallback={<Reasoning step={step} />}>
                    {(tool) => <Call step={tool()} />}
                  </Show>
                </li>
              )}
            </For>
          </ol>
        )}
      </Match>
    </Switch>
  );
}

function Reasoning(props: { step: Step }) {
  return <p class="steps__reasoning">{props.step.type === "reasoning" ? props.step.text : ""}</p>;
}

function Call(props: { step: Extract<Step, { type: "tool" }> }) {
  return (
    <>
      <p>
        {t.rich(props.step.ok === false ? "didNot" : states[props.step.state], {
          tool: <code>{props.step.tool}</code>,
        })}
      </p>
      <pre class="steps__data">{JSON.stringify(props.step.args, null, 2)}</pre>
      <Show when={props.step.result}>{(result) => <pre class="steps__data">{result()}</pre>}</Show>
    </>
  );
}

/** Appends a part of the reasoning to its step. Returns null if an earlier part is missing or the step is not loaded yet. */
function withReasoning(steps: readonly Step[], { s, n, d }: ReasoningPart): Step[] | null {
  const step = steps.find(({ number }) => number === s);
  if (step?.type !== "reasoning" || n > step.text.length) return null;
  const text = n + d.length <= step.text.length ? step.text : step.text.slice(0, n) + d;
  return steps.map((each) => (each === step ? { ...step, text } : each));
}
