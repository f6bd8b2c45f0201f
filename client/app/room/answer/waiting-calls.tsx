import { For, Match, Show, Switch } from "solid-js";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { messageOf } from "../../../parts/lib/http.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { t as inUi } from "../../../words/ui.ts";
import { CallCard } from "./call-card.tsx";
import { createSteps } from "./create-steps.ts";
import { DecisionLine } from "./decision-line.tsx";
import { isToolStep, isUndecided } from "./tool-step.ts";
import { didWith } from "../../../parts/tools/tool-words.ts";
import "./call-card.css";

/** The calls of an open answer that wait for a person, and what was decided on the others. */
export default function WaitingCalls(props: { message: Message; answer: Answer }) {
  const { found, again } = createSteps({
    get target() {
      return props.message.seq;
    },
    get answer() {
      return props.answer;
    },
  });
  const latest = () => (found.error === undefined ? found.latest : undefined);
  const calls = () =>
    (latest()?.steps ?? [])
      .filter(isToolStep)
      .filter((step) => isUndecided(step) || step.decision !== undefined);
  const numbers = () => calls().map(({ number }) => number);
  const callAt = (number: number) => calls().find((step) => step.number === number);
  return (
    <div class="calls">
      <Switch>
        <Match when={found.error}>
          <p class="field__hint">
            {messageOf(found.error)}{" "}
            <button type="button" class="link-button" onClick={again}>
              {inUi("tryAgain")}
            </button>
          </p>
        </Match>
        <Match when={latest() === undefined}>
          <Spinner label={inUi("loading")} />
        </Match>
        <Match when={true}>
          {/* By number: a card in which somebody types stays when another call is decided. */}
          <For each={numbers()}>
            {(number) => (
              <Show when={callAt(number)}>
                {(step) => (
                  <Show
                    when={isUndecided(step())}
                    fallback={
                      <Show when={step().decision}>
                        {(decision) => (
                          <div class="calls__decided">
                            <span class="visually-hidden">{didWith(step().tool)}: </span>
                            <DecisionLine decision={decision()} />
                          </div>
                        )}
                      </Show>
                    }
                  >
                    <CallCard message={props.message} answer={props.answer} step={step()} />
                  </Show>
                )}
              </Show>
            )}
          </For>
        </Match>
      </Switch>
    </div>
  );
}
