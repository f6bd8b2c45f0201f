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
import { reloadAfterConflict } from "./reload-after-conflict.ts";
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
    const shown = open();
    return shown?.type === "secret" ? shown.made : undefined;
  };
  async function change(on: boolean): Promise<void> {
    const answer = call<Webhook>("PATCH", path(), { revision: props.webhook.revision, on });
    props.onChanged(await reloadAfterConflict(answer, () => props.onReload()));
    setAsked((count) => count + 1);
  }
  const switchingOn = createAction(() => change(true));
  const testing = createAction(async () => {
    await reloadAfterConflict(call("POST", `${path()}/test`, {}), () => props.onReload());
    setAsked((count) => count + 1);
  });
  const isOn = () => props.webhook.off === null;
  const at = (time: number): string => formatMoment(time, now());
  /** What the mark beside it means for the person. */
  const status = () => {
    const { off, offAt, failingSince } = props.webhook;
    if (off !== null) return t(offWords[off], { when: at(offAt ?? 0) });
    return failingSince === null ? t("isOn") : t("failingSince", { when: at(failingSince) });
  };
  return (
    <div class="webhook">
      <p>
        <A class="webhook__back" href={`/${props.organization}/settings/webhooks`}>
          <Icon name="back" size={16} /> {t("back")}
        </A>
      </p>
      <div class="settings__title">
        <h1 class="webhook__name">
          <bdi class="name">{props.webhook.name}</bdi>
        </h1>
        <div class="webhook__actions">
          <Show when={isOn()}>
            <button
              type="button"
              class="button button--primary"
              disabled={testing.busy()}
              onClick={() => void testing.run()}
            >
              {t("test")}
            </button>
          </Show>
          <button
            type="button"
            class="button"
            classList={{ "button--primary": !isOn() }}
            onClick={() => (isOn() ? setOpen({ type: "off" }) : void switchingOn.run())}
          >
            {isOn() ? t("switchOff") : t("switchOn")}
          </button>
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
      <p class="webhook__status" role="status">
        <StateMark webhook={props.webhook} /> <span>{status()}</span>
      </p>
      <ul class="plain webhook__facts">
        <Show when={props.webhook.lost > 0}>
          <li class="settings__warning">{t("lost", { count: props.webhook.lost })}</li>
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
            onConflict={() => props.onReload()}
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
