import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type NewWebhook, type Webhook, webhookPaths } from "../../../../shared/webhooks.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { createAction } from "../../../parts/form/create-action.ts";
import { FormError } from "../../../parts/form/form-error.tsx";
import { call } from "../../../parts/lib/http.ts";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/webhooks.ts";
import { DeliveryLog } from "./delivery-log.tsx";
import { offWords } from "./event-words.ts";
import { MadeWebhookDialog } from "./made-webhook-dialog.tsx";
import { RotateDialog } from "./rotate-dialog.tsx";
import { StateMark } from "./state-mark.tsx";
import { WebhookDialog } from "./webhook-dialog.tsx";

type Open = { type: "edit" | "rotate" | "off" | "delete" } | { type: "secret"; made: NewWebhook };

/** One webhook: its state, what can be done with it, and its log. */
export function WebhookView(props: {
  organization: OrganizationId;
  webhook: Webhook;
  /** Of the person whom it stands for; undefined if they have left. */
  nameOf: (user: string) => string | undefined;
  onChanged: (webhook: Webhook) => void;
  onReload: () => void;
  onDeleted: () => void;
}) {
  const [open, setOpen] = createSignal<Open>();
  const [asked, setAsked] = createSignal(0);
  const path = () => webhookPaths.one(props.organization, props.webhook.id);
  const close = () => setOpen(undefined);
  const isOpen = (type: Open["type"]) => open()?.type === type;
  const made = () => {
    const now = open();
    return now?.type === "secret" ? now.made : undefined;
  };
  async function change(on: boolean): Promise<void> {
    props.onChanged(await call<Webhook>("PATCH", path(), { revision: props.webhook.revision, on }));
    setAsked((count) => count + 1);
  }
  const switchingOn = createAction(() => change(true));
  const testing = createAction(async () => {
    await call("POST", `${path()}/test`, {});
    setAsked((count) => count + 1);
  });
  const at = (time: number): string => formatMoment(time, now());
  return (
    <div class="webhook">
      <p>
        <A class="webhook__back" href={`/${props.organization}/settings/webhooks`}>
          <Icon name="back" size={16} /> {t("back")}
        </A>
      </p>
      <div class="settings__title">
        <h1 class="webhook__name">
          <span class="name" dir="auto">
            {props.webhook.name}
          </span>{" "}
          <StateMark webhook={props.webhook} />
        </h1>
        <div class="webhook__actions">
          <Show
            when={props.webhook.off === null}
            fallback={
              <button
                type="button"
                class="button button--primary"
                disabled={switchingOn.busy()}
                onClick={() => void switchingOn.run()}
              >
                {t("switchOn")}
              </button>
            }
          >
            <button
              type="button"
              class="button button--primary"
              disabled={testing.busy()}
              onClick={() => void testing.run()}
            >
              {t("test")}
            </button>
            <button type="button" class="button" onClick={() => setOpen({ type: "off" })}>
              {t("switchOff")}
            </button>
          </Show>
          <button type="button" class="button" onClick={() => setOpen({ type: "edit" })}>
            {t("edit")}
          </button>
          <button type="button" class="button" onClick={() => setOpen({ type: "rotate" })}>
            {t("rotate")}
          </button>
          <button type="button" class="button" onClick={() => setOpen({ type: "delete" })}>
            {t("delete")}
          </button>
        </div>
      </div>
      <code class="webhook__address" dir="ltr">
        {props.webhook.address}
      </code>
      <FormError message={testing.error() ?? switchingOn.error()} />
      <ul class="plain webhook__facts">
        <Show when={props.webhook.off}>
          {(off) => (
            <li class="webhook__problem">{t(offWords[off()], { when: at(props.webhook.offAt ?? 0) })}</li>
          )}
        </Show>
        <Show when={props.webhook.off === null && props.webhook.failingSince}>
          {(since) => <li class="webhook__problem">{t("failingSince", { when: at(since()) })}</li>}
        </Show>
        <Show when={props.webhook.lost > 0}>
          <li class="webhook__problem">{t("lost", { count: props.webhook.lost })}</li>
        </Show>
        <Show when={props.webhook.waiting > 0}>
          <li>{t("waiting", { count: props.webhook.waiting })}</li>
        </Show>
        <li>
          {props.webhook.deliveredAt === null
            ? t("neverDelivered")
            : t("deliveredAt", { when: at(props.webhook.deliveredAt) })}
        </li>
        <li>
          {t("standsFor", { name: isolated(props.nameOf(props.webhook.by) ?? t("somebody")) })},{" "}
          {t("events", { count: props.webhook.events.length })}
        </li>
        <Show when={props.webhook.previousSecretUntil}>
          {(until) => <li>{t("previousSecret", { when: at(until()) })}</li>}
        </Show>
      </ul>
      <DeliveryLog
        organization={props.organization}
        webhook={props.webhook}
        asked={asked()}
        onChanged={() => props.onReload()}
      />
      <Switch>
        <Match when={isOpen("edit")}>
          <WebhookDialog
            organization={props.organization}
            webhook={props.webhook}
            onMade={close}
            onChanged={(webhook) => {
              close();
              props.onChanged(webhook);
            }}
            onClose={close}
          />
        </Match>
        <Match when={isOpen("rotate")}>
          <RotateDialog
            organization={props.organization}
            webhook={props.webhook}
            onMade={(rotated) => {
              setOpen({ type: "secret", made: rotated });
              props.onChanged(rotated.webhook);
            }}
            onClose={close}
          />
        </Match>
        <Match when={isOpen("off")}>
          <ConfirmDialog
            title={t("offTitle", { name: props.webhook.name })}
            confirm={t("switchOff")}
            refuse={t("cancel")}
            onConfirm={async () => {
              await change(false);
              close();
            }}
            onClose={close}
          >
            {t("offAbout")}
          </ConfirmDialog>
        </Match>
        <Match when={isOpen("delete")}>
          <ConfirmDialog
            title={t("deleteTitle", { name: props.webhook.name })}
            confirm={t("delete")}
            refuse={t("keep")}
            onConfirm={async () => {
              await call("DELETE", path());
              props.onDeleted();
            }}
            onClose={close}
          >
            {t("deleteAbout")}
          </ConfirmDialog>
        </Match>
        <Match when={made()}>{(shown) => <MadeWebhookDialog made={shown()} onClose={close} />}</Match>
      </Switch>
    </div>
  );
}
