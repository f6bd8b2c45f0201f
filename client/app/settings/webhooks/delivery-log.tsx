import { createResource, createSignal, For, Show } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import {
  type Delivery,
  type DeliveryPage,
  type DeliveryState,
  type Webhook,
  webhookPaths,
} from "../../../../shared/webhooks.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/webhooks.ts";
import { DeliveryItem } from "./delivery-item.tsx";
import { stateWords } from "./event-words.ts";

const STATES = ["waiting", "delivered", "failed", "dropped"] as const;

/** What was sent, and what was not. `asked` rises when something has been queued elsewhere on the page. */
export function DeliveryLog(props: {
  organization: OrganizationId;
  webhook: Webhook;
  asked: number;
  onChanged: () => void;
}) {
  const [state, setState] = createSignal<DeliveryState>();
  const [older, setOlder] = createSignal<readonly Delivery[]>([]);
  const [more, setMore] = createSignal<boolean>();
  const [told, setTold] = createSignal("");
  const path = () => `${webhookPaths.one(props.organization, props.webhook.id)}/deliveries`;
  const query = (before?: number) => {
    const asked = new URLSearchParams();
    const only = state();
    if (only !== undefined) asked.set("state", only);
    if (before !== undefined) asked.set("before", String(before));
    return `${path()}?${asked.toString()}`;
  };
  const [page, { refetch }] = createResource(
    () => [query(), props.asked] as const,
    async ([address]) => {
      const found = await call<DeliveryPage>("GET", address);
      setOlder([]);
      setMore(undefined);
      return found;
    },
  );
  const all = (): readonly Delivery[] => [...(page.latest?.deliveries ?? []), ...older()];
  const showMore = createAction(async () => {
    const found = await call<DeliveryPage>("GET", query(all().at(-1)?.id));
    setOlder((before) => [...before, ...found.deliveries]);
    setMore(found.more);
  });
  const failed = createAction(async () => {
    const address = `${webhookPaths.one(props.organization, props.webhook.id)}/replay`;
    const { count } = await call<{ count: number }>("POST", address, { since: 0 });
    setTold(t("sentAgain", { count }));
    await refetch();
    props.onChanged();
  });
  const [again, setAgain] = createSignal<Delivery>();
  const replay = createAction(async () => {
    const delivery = again();
    if (delivery === undefined) return;
    await call("POST", `${path()}/${delivery.id}/replay`, {});
    setTold(t("sentAgain", { count: 1 }));
    await refetch();
    props.onChanged();
  });
  return (
    <section class="webhook-log" aria-labelledby="webhook-log">
      <div class="settings__title">
        <h2 id="webhook-log" class="settings__legend">
          {t("log")}
        </h2>
        <div class="webhook__actions">
          <Show when={props.webhook.off === null}>
            <button
              type="button"
              class="button button--small"
              disabled={failed.busy()}
              onClick={() => void failed.run()}
            >
              {t("sendFailed")}
            </button>
          </Show>
          <button
            type="button"
            class="button button--small"
            onClick={() => {
              void refetch();
              props.onChanged();
            }}
          >
            <Icon name="again" size={16} /> {t("refresh")}
          </button>
        </div>
      </div>
      <p class="settings__lead">{t("logAbout")}</p>
      <div class="people__tabs" role="group" aria-label={t("show")}>
        <For each={[undefined, ...STATES]}>
          {(one) => (
            <button
              type="button"
              class="people__tab"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
            >
              {one === undefined ? t("all") : t(stateWords[one])}
            </button>
          )}
        </For>
      </div>
      <p role="status" class="webhook-log__told">
        {told()}
      </p>
      <FormError message={failed.error() ?? replay.error() ?? showMore.error()} />
      <Loaded resource={page} onRetry={() => void refetch()}>
        {(first) => (
          <>
            <ul class="plain deliveries">
              <For
                each={all()}
                fallback={<li>{state() === undefined ? t("nothingSent") : t("nothingHere")}</li>}
              >
                {(delivery) => (
                  <DeliveryItem
                    delivery={delivery}
                    canSend={props.webhook.off === null}
                    onReplay={() => {
                      setAgain(delivery);
                      void replay.run();
                    }}
                  />
                )}
              </For>
            </ul>
            <Show when={more() ?? first().more}>
              <button
                type="button"
                class="button"
                disabled={showMore.busy()}
                onClick={() => void showMore.run()}
              >
                {t("more")}
              </button>
            </Show>
          </>
        )}
      </Loaded>
    </section>
  );
}
