import { For, Show } from "solid-js";
import type { Delivery, DeliveryTry } from "../../../../shared/webhooks.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment, formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/webhooks.ts";
import { errorWords, eventWords, reasonWords, stateWords } from "./event-words.ts";

/** One delivery: its state, and opened its attempts. */
export function DeliveryItem(props: { delivery: Delivery; canSend: boolean; onReplay: () => void }) {
  const when = () => formatMoment(props.delivery.at, now());
  const title = () => t(eventWords[props.delivery.type]);
  return (
    <li class="delivery">
      <details class="delivery__details">
        <summary class="delivery__summary">
          <span class={`webhook-mark webhook-mark--${props.delivery.state}`}>
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
      <Show when={props.canSend && props.delivery.state !== "waiting"}>
        <button
          type="button"
          class="icon-button"
          aria-label={t("sendAgainNamed", { type: title(), when: when() })}
          title={t("sendAgain")}
          onClick={() => props.onReplay()}
        >
          <Icon name="again" size={18} />
        </button>
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
