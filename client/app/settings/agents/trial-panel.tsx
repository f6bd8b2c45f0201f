import { createSignal, For, Show } from "solid-js";
import type { Model } from "../../../../shared/api.ts";
import { MAX_TEXT_BYTES } from "../../../../shared/limits.ts";
import { QuestionList } from "../../../ui/question-list.tsx";
import { TextArea } from "../../../ui/text-area.tsx";
import { isComposing } from "../../../parts/lib/is-composing.ts";
import { t } from "../../../words/agents.ts";
import type { AgentDraft } from "./create-agent-draft.ts";
import { createTrial } from "./create-trial.ts";
import { TrialTurn } from "./trial-turn.tsx";
import "./trial.css";

/** Asks the agent as it stands on the page. */
export function TrialPanel(props: { agent: AgentDraft; models: readonly Model[] }) {
  const { agent } = props;
  const [question, setQuestion] = createSignal("");
  const trial = createTrial(agent.organization, () => {
    const { isDefault: _, ...settings } = agent.state();
    const saved = agent.saved();
    // A new agent has no name at first.
    const name = settings.name || t("newAgent");
    return { ...(saved !== null && { agent: saved.id }), settings: { ...settings, name } };
  });
  const canAsk = () => !trial.isRunning() && question().trim() !== "" && agent.isPossible();
  function ask(text: string): void {
    if (trial.isRunning() || !agent.isPossible()) return;
    setQuestion("");
    void trial.ask(text.trim());
  }
  const last = () => trial.turns.at(-1);
  return (
    <section class="trial" aria-labelledby="agent-trial">
      <h2 id="agent-trial">{t("tryIt")}</h2>
      <p class="settings__lead">{t("tryLead")}</p>
      <Show
        when={trial.turns.length > 0}
        fallback={
          <Show when={agent.state().starters.length > 0}>
            <QuestionList label={t("starters")} questions={agent.state().starters} onAsk={ask} />
          </Show>
        }
      >
        <div class="trial__turns" tabindex="0" role="group" aria-label={t("trialTurns")}>
          <ol class="plain">
            <For each={trial.turns}>
              {(turn) => (
                <TrialTurn
                  organization={agent.organization}
                  agent={agent.state().name || t("newAgent")}
                  models={props.models}
                  turn={turn}
                />
              )}
            </For>
          </ol>
        </div>
      </Show>
      <p role="status" class="visually-hidden">
        {trial.isRunning() ? t("answering") : last()?.end?.state === "completed" ? t("answered") : ""}
      </p>
      <form
        class="trial__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (canAsk()) ask(question());
        }}
      >
        <TextArea
          label={t("question")}
          rows={2}
          maxLength={MAX_TEXT_BYTES}
          value={question()}
          onValue={setQuestion}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
            event.preventDefault();
            if (canAsk()) ask(question());
          }}
        />
        <div class="trial__actions">
          <Show
            when={trial.isRunning()}
            fallback={
              <button class="button button--primary" disabled={!canAsk()}>
                {t("ask")}
              </button>
            }
          >
            <button type="button" class="button" onClick={() => trial.stop()}>
              {t("stop")}
            </button>
          </Show>
          <Show when={trial.turns.length > 0}>
            <button type="button" class="button" onClick={() => trial.clear()}>
              {t("startAgain")}
            </button>
          </Show>
        </div>
      </form>
    </section>
  );
}
