import { createEffect, createResource, createSignal, For, on, Show } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import {
  type Delivery,
  type DeliveryState,
  type Webhook,
  webhookPaths,
} from "../../../../shared/webhooks.ts";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/webhooks.ts";
import { DeliveryItem } from "./delivery-item.tsx";
import { stateWords } from "./event-words.ts";
import { loadDeliveries } from "./load-deliveries.ts";
import { reloadAfterConflict } from "./reload-after-conflict.ts";

const STATES = ["waiting", "delivered", "failed", "dropped"] as const;

/** What was sent, and what was not. `asked` rises when something has been queued elsewhere on the page. */
export function DeliveryLog(props: {
  organization: OrganizationId;
  webhook: Webhook;
  asked: number;
  onChanged: () => void;
}) {
  const [state, setState] = createSignal<DeliveryState>();
  /** How many pages are shown. They are loaded together, so that none is of another time or state than the rest. */
  const [pages, setPages] = createSignal(1);
  const [told, setTold] = createSignal("");
  const webhook = () => webhookPaths.one(props.organization, props.webhook.id);
  const [log, { refetch }] = createResource(
    () => state() ?? "all",
    () => loadDeliveries(`${webhook()}/deliveries`, state(), pages()),
    { storage: keptById },
  );
  createEffect(
    on(
      () => props.asked,
      () => void refetch(),
      { defer: true },
    ),
  );
  function choose(only: DeliveryState | undefined): void {
    if (only === state()) return;
    setPages(1);
    setState(only);
  }
  function showMore(): void {
    setPages((count) => count + 1);
    void refetch();
  }
  async function sent(count: number): Promise<void> {
    setTold(t("sentAgain", { count }));
    props.onChanged();
    await refetch();
  }
  const failed = createAction(async () => {
    const answer = call<{ count: number }>("POST", `${webhook()}/replay`, { since: 0 });
    await sent((await reloadAfterConflict(answer, () => props.onChanged())).count);
  });
  async function replay({ id }: Delivery): Promise<void> {
    const answer = call("POST", `${webhook()}/deliveries/${id}/replay`, {});
    await reloadAfterConflict(answer, () => props.onChanged());
    await sent(1);
  }
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
              onClick={() => choose(one)}
            >
              {one === undefined ? t("all") : t(stateWords[one])}
            </button>
          )}
        </For>
      </div>
      <p role="status" class="webhook-log__told">
        {told()}
      </p>
      <FormError message={failed.error()} />
      <Loaded resource={log} onRetry={() => void refetch()}>
        {(found) => (
          <>
            <ul class="plain deliveries">
              <For
                each={found().deliveries}
                fallback={<li>{state() === undefined ? t("nothingSent") : t("nothingHere")}</li>}
              >
                {(delivery) => (
                  <DeliveryItem
                    delivery={delivery}
                    canSend={props.webhook.off === null}
                    onReplay={() => replay(delivery)}
                  />
                )}
              </For>
            </ul>
            <Show when={found().more}>
              <button type="button" class="button" disabled={log.loading} onClick={showMore}>
                {t("more")}
              </button>
            </Show>
          </>
        )}
      </Loaded>
    </section>
  );
}
