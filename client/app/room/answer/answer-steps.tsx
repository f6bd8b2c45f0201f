import { For, Match, Show, Switch } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ToolState } from "../../../../shared/protocol/steps.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { formatMoney } from "../../../ui/format.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { messageOf } from "../../../parts/lib/http.ts";
import { t } from "../../../words/room-answers.ts";
import { t as ofCalls } from "../../../words/room-decisions.ts";
import { t as inUi } from "../../../words/ui.ts";
import { CallArgs } from "./call-args.tsx";
import { createSteps } from "./create-steps.ts";
import { SteerLine } from "./steer-line.tsx";
import { DecisionLine } from "./decision-line.tsx";
import { argsOfStep, isToolStep, type ToolStep } from "./tool-step.ts";
import { didWith, toolName } from "../../../parts/tools/tool-words.ts";
import "./answer-steps.css";

const states = {
  called: "atWork",
  waiting: "waitsForPermission",
  unknown: "interrupted",
  allowed: "allowed",
  outside: "waitsForProgram",
} as const satisfies Record<Exclude<ToolState, "done">, string>;

/** The content of an answer's steps, while they are unfolded. */
export default function AnswerSteps(props: { target: Seq; answer: Answer }) {
  const { found } = createSteps(props);
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
                  <Switch>
                    <Match when={step.type === "reasoning" && step}>
                      {(reasoning) => <p class="steps__reasoning">{reasoning().text}</p>}
                    </Match>
                    <Match when={step.type === "steer" && step}>
                      {(steer) => <SteerLine message={steer().message} />}
                    </Match>
                    <Match when={isToolStep(step) && step}>
                      {(tool) => <Call step={tool()} isOver={props.answer.endedAt !== undefined} />}
                    </Match>
                  </Switch>
                </li>
              )}
            </For>
          </ol>
        )}
      </Match>
    </Switch>
  );
}

function Call(props: { step: ToolStep; isOver: boolean }) {
  return (
    <>
      <p class="steps__name">{headOf(props.step, props.isOver)}</p>
      <CallArgs args={argsOfStep(props.step)} />
      <Show when={props.step.decision}>{(decision) => <DecisionLine decision={decision()} />}</Show>
      <Show when={props.step.result}>
        {(result) => (
          <>
            <p class="steps__label">{ofCalls("result")}</p>
            <pre class="steps__data" tabindex="0" dir="auto">
              {result()}
            </pre>
          </>
        )}
      </Show>
      <Show when={props.step.cost}>
        {(cost) => (
          <p class="steps__label">
            {ofCalls("cost")}: {formatMoney(cost())}
          </p>
        )}
      </Show>
    </>
  );
}

/** `isOver`: the answer has ended, so nobody decides any more on what waited. */
function headOf({ tool, state, ok, decision }: ToolStep, isOver: boolean): string {
  // What a person has refused did not fail.
  if (decision !== undefined && decision.decision !== "allow") return toolName(tool);
  if (state === "done" && ok === true) return didWith(tool);
  if (state === "done" || (isOver && state === "waiting")) return t("didNot", { tool: toolName(tool) });
  return t(states[state], { tool: toolName(tool) });
}
