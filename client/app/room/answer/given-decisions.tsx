import { createResource, For, Show } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { t } from "../../../words/room-decisions.ts";
import { useRoom } from "../room-context.tsx";
import { CallArgs } from "./call-args.tsx";
import { DecisionLine } from "./decision-line.tsx";
import { argsOfStep, isToolStep } from "./tool-step.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";
import "./call-card.css";

/** What people have decided on the calls of an answer. Nothing is shown if there is none, or if they could not be loaded. */
export function GivenDecisions(props: { answer: Seq }) {
  const { room } = useRoom();
  const [found] = createResource(
    () => props.answer,
    (answer) => room.steps(answer),
  );
  const decided = () =>
    found.error === undefined
      ? (found.latest?.steps ?? []).filter(isToolStep).filter(({ decision }) => decision !== undefined)
      : [];
  return (
    <Show when={decided().length > 0}>
      <h3 class="given__title">{t("decisions", { count: decided().length })}</h3>
      <ol class="plain given__decisions">
        <For each={decided()}>
          {(step) => (
            <li>
              <p>{toolName(step.tool)}</p>
              <CallArgs args={argsOfStep(step)} />
              <Show when={step.decision}>{(decision) => <DecisionLine decision={decision()} />}</Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
}
