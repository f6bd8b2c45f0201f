import { Show } from "solid-js";
import type { OwnKey } from "../../../../shared/keys.ts";
import { now } from "../../../parts/lib/now.ts";
import { BotBadge } from "../../../parts/people/bot-mark.tsx";
import { formatMoment, isolated } from "../../../ui/format.ts";
import { t } from "../../../words/keys.ts";
import { expiresSoon, rightsOf, timesOf, whoseKey } from "./key-words.ts";

export function KeyItem(props: {
  entry: OwnKey;
  me: string;
  /** In the account, whose keys act as one's own person in several organizations. */
  inAccount: boolean;
  onRotate: () => void;
  onEnd: () => void;
}) {
  const entry = () => props.entry;
  const isActive = () => entry().state === "active";
  /** Whoever has the secret acts as the key's owner. */
  const mayRotate = () =>
    entry().app === null && (entry().owner.kind === "service" || entry().owner.id === props.me);
  return (
    <li class="key" classList={{ "key--ended": !isActive() }}>
      <div class="key__texts">
        <p class="key__name">
          <bdi class="name">{entry().name}</bdi>
          <Show
            when={entry().app}
            fallback={
              <code class="key__ending" dir="ltr">
                <span aria-hidden="true">…{entry().ending}</span>
                <span class="visually-hidden">{t("ending", { ending: entry().ending })}</span>
              </code>
            }
          >
            {(host) => <span class="key__tag">{t("ofApp", { host: isolated(host()) })}</span>}
          </Show>
          <Show when={!isActive()}>
            <span class="state-tag">{t(entry().state === "expired" ? "isExpired" : "isRevoked")}</span>
          </Show>
          <Show when={expiresSoon(entry(), now())}>
            <span class="state-tag state-tag--warning">{t("expiresSoon")}</span>
          </Show>
        </p>
        <p class="key__about">
          {whoseKey(entry(), props.me, props.inAccount)}{" "}
          <Show when={entry().owner.kind === "service"}>
            <BotBadge />
          </Show>
        </p>
        <p class="key__about">{rightsOf(entry())}</p>
        <p class="key__about">{timesOf(entry(), now())}</p>
        <Show when={isActive() && entry().previousUntil}>
          {(until) => (
            <p class="key__about key__about--warning">
              {t("oldSecretUntil", { time: formatMoment(until(), now()) })}
            </p>
          )}
        </Show>
      </div>
      <Show when={isActive()}>
        <div class="key__actions">
          <Show when={mayRotate()}>
            <button
              type="button"
              class="button button--small"
              aria-label={t("rotateNamed", { name: entry().name })}
              onClick={() => props.onRotate()}
            >
              {t("rotate")}
            </button>
          </Show>
          <button
            type="button"
            class="button button--small button--danger"
            aria-label={t("endNamed", { name: entry().name })}
            onClick={() => props.onEnd()}
          >
            {t("end")}
          </button>
        </div>
      </Show>
    </li>
  );
}
