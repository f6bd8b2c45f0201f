import { createSignal, Show } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { StepSummary } from "../../../../shared/protocol/steps.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { plural } from "../../../ui/format.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";

const AnswerSteps = lazyPart(() => import("./answer-steps.tsx"));

/** The reasoning and tool calls of an answer. They are folded, and are loaded when a person unfolds them. */
export function StepsFold(props: { target: Seq; answer: Answer; steps: readonly StepSummary[] }) {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <details class="answer__steps" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{labelOf(props.steps)}</summary>
      <Show when={isOpen()}>
        <AnswerSteps target={props.target} answer={props.answer} />
      </Show>
    </details>
  );
}

function labelOf(steps: readonly StepSummary[]): string {
  const calls = steps.filter(({ type }) => type === "tool").length;
  if (calls === 0) return "Reasoning";
  const made = plural(calls, "call", "calls");
  return calls === steps.length ? made : `Reasoning, ${made}`;
}
