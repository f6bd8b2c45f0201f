import { For, Show } from "solid-js";
import type { Delivery, DeliveryState, DeliveryTry } from "../../../../shared/webhooks.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment, formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/webhooks.ts";
import { errorWords, eventWords, reasonWords, stateWords } from "./event-words.ts";

const TAGS: Record<DeliveryState, string> = {
  waiting: "state-tag--warning",
  delivered: "state-tag--ok",
  failed: "state-tag--problem",
  dropped: "",
};

/** One delivery: its state, and opened its attempts. */
export function DeliveryItem(props: { delivery: Delivery; canSend: boolean; onReplay: () => Promise<void> }) {
  const again = createAction(() => props.onReplay());
  const when = () => formatMoment(props.delivery.at, now());
  const title = () => t(eventWords[props.delivery.type]);
  return (
    <li class="delivery">
      <div class="delivery__main">
        <details class="delivery__details">
          <summary class="delivery__summary">
            <span class={`state-tag ${TAGS[props.delivery.state]}`}>
              {t(stateWords[props.delivery.state])}
            </span>
            <span class="delivery__texts">
              <span class="delivery__title">{title()}</span>
              <span class="delivery__about">
                {when()}
                <Show when={props.delivery.attempts > 0} fallback={<>, {t("notTried")}</>}>
                  , {t("attempts", { count: props.delivery.attempts })}
                </Show>
              </span>
            </span>
            <Icon name="chevron" size={16} />
          </summary>
          <div class="delivery__more">
            <Show when={props.delivery.reason}>{(reason) => <p>{t(reasonWords[reason()])}</p>}</Show>
            <Show when={props.delivery.nextAt}>
              {(at) => <p>{t("nextAt", { when: formatMoment(at(), now()) })}</p>}
            </Show>
            <ol class="plain delivery__tries">
              <For each={[...props.delivery.tries].reverse()}>{(attempt) => <Try attempt={attempt} />}</For>
            </ol>
            <code class="delivery__id">{props.delivery.event}</code>
          </div>
        </details>
        <FormError message={again.error()} />
      </div>
      <Show when={props.canSend && props.delivery.state !== "waiting"}>
        <IconButton
          icon="again"
          size={18}
          label={t("sendAgainNamed", { type: title(), when: when() })}
          title={t("sendAgain")}
          disabled={again.busy()}
          onClick={() => void again.run()}
        />
      </Show>
    </li>
  );
}

function Try(props: { attempt: DeliveryTry }) {
  const what = () => {
    const { status, error, ms } = props.attempt;
    if (status === null) return t(errorWords[error ?? "unreachable"]);
    return t("took", { status: String(status), ms: formatNumber(ms) });
  };
  return (
    <li>
      <p>
        {formatMoment(props.attempt.at, now())}: {what()}
      </p>
      <Show when={props.attempt.answer}>
        {(answer) => (
          <pre class="delivery__answer" dir="auto">
            {answer()}
          </pre>
        )}
      </Show>
    </li>
  );
}
