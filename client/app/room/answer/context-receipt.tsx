import { createResource, For, Match, Show, Switch } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ContextReceipt as Receipt } from "../../../../shared/protocol/turns.ts";
import { messageExcerpt } from "../../../../shared/attachments.ts";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { messageOf } from "../../../parts/lib/http.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-context.ts";
import { t as inUi } from "../../../words/ui.ts";
import { GivenDecisions } from "./given-decisions.tsx";
import { GivenMemories } from "./given-memories.tsx";
import { GivenProgram } from "./given-program.tsx";
import { GivenSources } from "./given-sources.tsx";
import "../people/people-panel.css";
import "./context-receipt.css";

/** Shows exactly what the model was given for an answer. It takes the place of the people panel. */
export default function ContextReceipt(props: {
  answer: Seq;
  /** Opens the memory of the room. */
  onMemory: () => void;
  onClose: () => void;
}) {
  const room = useRoom();
  const [receipt] = createResource(
    () => props.answer,
    (answer) => room.room.receipt(answer),
  );
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside
        class="people given"
        aria-label={t("title")}
        onKeyDown={(event) => event.key === "Escape" && props.onClose()}
      >
        <header class="people__header">
          <h2 class="people__title">{t("title")}</h2>
          <button
            ref={(button) => requestAnimationFrame(() => button.focus())}
            type="button"
            class="icon-button"
            aria-label={inUi("close")}
            onClick={() => props.onClose()}
          >
            <Icon name="close" />
          </button>
        </header>
        <div class="given__body">
          <Switch fallback={<Spinner label={inUi("loading")} />}>
            <Match when={receipt.error}>
              <p class="field__hint">{messageOf(receipt.error)}</p>
            </Match>
            <Match when={receipt()}>
              {(found) => (
                <Given
                  receipt={found()}
                  answer={props.answer}
                  onMemory={props.onMemory}
                  onClose={props.onClose}
                />
              )}
            </Match>
          </Switch>
        </div>
      </aside>
    </>
  );
}

function Given(props: { receipt: Receipt; answer: Seq; onMemory: () => void; onClose: () => void }) {
  const share = () => Math.min(1, props.receipt.tokens / Math.max(1, props.receipt.budget));
  return (
    <>
      <dl class="given__facts">
        <dt>{t("agent")}</dt>
        <dd class="name">{props.receipt.agent.name}</dd>
        <dt>{t("model")}</dt>
        <dd class="given__model">{props.receipt.model}</dd>
        <dt>{t("reason")}</dt>
        <dd>{t("seenAs", { task: t(props.receipt.task), routing: props.receipt.routing })}</dd>
        <dt>{t("temperature")}</dt>
        <dd>{formatNumber(props.receipt.temperature)}</dd>
        <dt>{t("attempt")}</dt>
        <dd>{formatNumber(props.receipt.attempt)}</dd>
        <dt>{t("tokens")}</dt>
        <dd>
          {t("tokensOf", { tokens: props.receipt.tokens, budget: props.receipt.budget })}
          <span class="meter" aria-hidden="true">
            <span class="meter__used" style={{ width: `${share() * 100}%` }} />
          </span>
          <Show when={props.receipt.read}>{(read) => <> {t("readOnly", { count: read() })}</>}</Show>
        </dd>
      </dl>
      <Show when={props.receipt.summary}>
        {(summary) => (
          <details class="given__summary">
            <summary>{t("summary", { count: summary().tokens })}</summary>
            <p dir="auto">{summary().text}</p>
          </details>
        )}
      </Show>
      <Show when={props.receipt.program}>{(program) => <GivenProgram program={program()} />}</Show>
      <GivenDecisions answer={props.answer} />
      <h3 class="given__title">{t("messages", { count: props.receipt.messages.length })}</h3>
      <ol class="plain given__messages">
        <For each={props.receipt.messages}>
          {(message) => <GivenMessage message={message} onClose={props.onClose} />}
        </For>
      </ol>
      <Show when={props.receipt.memories}>
        {(memories) => <GivenMemories memories={memories()} onOpen={props.onMemory} />}
      </Show>
      <Show when={props.receipt.sources}>{(sources) => <GivenSources sources={sources()} />}</Show>
      <Show when={props.receipt.leftOut.length > 0}>
        <h3 class="given__title">{t("leftOut")}</h3>
        <ul class="plain">
          <For each={props.receipt.leftOut}>
            {({ reason, count }) => (
              <li class="given__left-out">{t("leftOutFor", { count, reason: t(reason) })}</li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

function GivenMessage(props: { message: Receipt["messages"][number]; onClose: () => void }) {
  const room = useRoom();
  const now = () => room.messages().find(({ seq }) => seq === props.message.seq);
  const text = () => {
    const message = now();
    if (message === undefined) return t("earlier");
    return message.deletedAt === undefined
      ? messageExcerpt(message.text, message.attachments, message.author)
      : t("deletedSince");
  };
  const changed = () => (now()?.version ?? 0) > props.message.version;
  function jump(): void {
    // On narrow screens the receipt covers the room, so it closes to show the message that is jumped to.
    if (matchMedia("(max-width: 73.74rem)").matches) props.onClose();
    room.jump.to(props.message.seq);
  }
  return (
    <li>
      <button type="button" class="given__message" onClick={jump}>
        <span class="given__author name one-line">{room.distinctNameOf(props.message.author)}</span>
        <span class="given__tokens">{t("tokenCount", { count: props.message.tokens })}</span>
        <span class="given__text one-line" dir="auto">
          {text()}
        </span>
        <Show when={changed()}>
          <span class="field__hint">{t("editedSince")}</span>
        </Show>
      </button>
    </li>
  );
}
