import { For, Show } from "solid-js";
import type { TrialCall } from "../../../../shared/agent-trial.ts";
import type { Model } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { isJsonObject } from "../../../../shared/protocol/json.ts";
import { toolName } from "../../../parts/tools/tool-words.ts";
import { formatMoney, formatNumber } from "../../../ui/format.ts";
import { StreamedMarkdown } from "../../../ui/markdown/streamed-markdown.tsx";
import { t } from "../../../words/agents.ts";
import { t as inAnswers } from "../../../words/room-answers.ts";
import { CallArgs } from "../../room/answer/call-args.tsx";
import type { TrialView } from "./create-trial.ts";
import { modelName } from "./field-words.ts";

/** One question of a trial, with everything that came of it. */
export function TrialTurn(props: {
  organization: OrganizationId;
  agent: string;
  models: readonly Model[];
  turn: TrialView;
}) {
  const isRunning = () => {
    const { end, error, isStopped } = props.turn;
    return end === null && error === null && !isStopped;
  };
  return (
    <li class="trial-turn">
      <p class="trial-turn__question" dir="auto">
        <span class="visually-hidden">{t("you")}: </span>
        {props.turn.question}
      </p>
      <div class="trial-turn__answer">
        <p class="trial-turn__name name">{props.agent}</p>
        <Show when={props.turn.restarted}>
          {(reason) => <p class="field__hint">{t("restarted", { reason: inAnswers(reason()) })}</p>}
        </Show>
        <Show when={props.turn.reasoning}>
          {(text) => (
            <details class="trial-part">
              <summary>{t("reasoning")}</summary>
              <p class="trial-part__text" dir="auto">
                {text()}
              </p>
            </details>
          )}
        </Show>
        <Given organization={props.organization} turn={props.turn} />
        <For each={props.turn.calls}>{(call) => <Call call={call} />}</For>
        <Show when={props.turn.text !== ""}>
          <StreamedMarkdown text={props.turn.text} running={isRunning()} />
        </Show>
        <Show when={isRunning()}>
          <p class="field__hint">{t("answering")}…</p>
        </Show>
        <Ended turn={props.turn} models={props.models} />
      </div>
    </li>
  );
}

/** What the model was given besides the question. */
function Given(props: { organization: OrganizationId; turn: TrialView }) {
  return (
    <Show when={props.turn.sources}>
      {(sources) => (
        <>
          <Show when={sources().length > 0} fallback={<p class="field__hint">{t("foundNothing")}</p>}>
            <details class="trial-part">
              <summary>{t("found", { count: sources().length })}</summary>
              <ol class="plain trial-sources">
                <For each={sources()}>
                  {({ n, title, text, document }) => (
                    <li>
                      <a href={`/${props.organization}/documents/${document}`} dir="auto">
                        [{n}] {title}
                      </a>
                      <Show when={text}>
                        <p class="trial-part__text" dir="auto">
                          {text}
                        </p>
                      </Show>
                    </li>
                  )}
                </For>
              </ol>
            </details>
          </Show>
          <Show when={props.turn.memories > 0}>
            <p class="field__hint">{t("factCount", { count: props.turn.memories })}</p>
          </Show>
        </>
      )}
    </Show>
  );
}

/** Levels of arguments that are shown. A model is held to fewer. */
const MAX_ARGS_DEPTH = 100;

function Call(props: { call: TrialCall }) {
  const args = () => (isJsonObject(props.call.args, MAX_ARGS_DEPTH) ? props.call.args : {});
  return (
    <details class="trial-part" open={props.call.state === "held"}>
      <summary>
        {toolName(props.call.tool)}
        <span class="trial-part__state" data-state={props.call.state}>
          {" "}
          · {t(`call_${props.call.state}`)}
        </span>
      </summary>
      <CallArgs args={args()} />
      <Show when={props.call.result !== "" && props.call.state !== "held"}>
        <p class="field__label">{t("result")}</p>
        <p class="trial-part__text" dir="auto">
          {props.call.result}
        </p>
      </Show>
    </details>
  );
}

function Ended(props: { turn: TrialView; models: readonly Model[] }) {
  const spent = () => {
    const { end } = props.turn;
    if (end === null) return undefined;
    const { tokensIn, tokensOut, cost, firstWord, model } = end;
    return [
      t("spent", { tokensIn, tokensOut, cost: formatMoney(cost) }),
      ...(firstWord === null
        ? []
        : [t("firstWord", { seconds: formatNumber(Math.round(firstWord / 10) / 100) })]),
      modelName(model, props.models),
    ].join(" · ");
  };
  const problem = () => {
    const { end, error } = props.turn;
    if (error !== null) return error;
    if (end === null || end.state === "completed") return undefined;
    return end.state === "stopped" ? t("stopped") : inAnswers(end.reason ?? "internal");
  };
  return (
    <>
      <Show when={props.turn.isStopped}>
        <p class="field__hint">{t("stopped")}</p>
      </Show>
      <Show when={problem()}>{(text) => <p class="field__error">{text()}</p>}</Show>
      <Show when={props.turn.end?.state === "completed" && props.turn.end.reason}>
        {(reason) => <p class="field__hint">{inAnswers(reason())}</p>}
      </Show>
      <Show when={spent()}>{(text) => <p class="trial-turn__spent">{text()}</p>}</Show>
    </>
  );
}
