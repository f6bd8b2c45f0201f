import { createResource, createSignal, For, Match, Switch } from "solid-js";
import type { OrganizationId } from "../../../../shared/ids.ts";
import {
  type IncomingWebhook,
  incomingPaths,
  type NewIncomingWebhook,
} from "../../../../shared/incoming-webhooks.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { now } from "../../../parts/lib/now.ts";
import { formatMoment, isolated } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { t } from "../../../words/webhooks.ts";
import { SecretDialog } from "../secret-dialog.tsx";
import { IncomingDialog } from "./incoming-dialog.tsx";

type Open =
  | { type: "make" }
  | { type: "made"; made: NewIncomingWebhook }
  | { type: "replace" | "delete"; webhook: IncomingWebhook };

const EXAMPLE = '{"text": "…"}';

/** Addresses by which programs write into rooms. */
export function IncomingSection(props: { organization: OrganizationId }) {
  const [list, { refetch }] = createResource(
    () => props.organization,
    (id) => call<IncomingWebhook[]>("GET", incomingPaths.all(id)),
    { storage: keptById },
  );
  const [open, setOpen] = createSignal<Open>();
  const close = () => setOpen(undefined);
  const made = () => {
    const shown = open();
    return shown?.type === "made" ? shown.made : undefined;
  };
  const as = (type: "replace" | "delete") => {
    const shown = open();
    return shown?.type === type ? shown.webhook : undefined;
  };
  function show(created: NewIncomingWebhook): void {
    setOpen({ type: "made", made: created });
    void refetch();
  }
  return (
    <section class="incoming" aria-labelledby="incoming-title">
      <div class="settings__title">
        <h2 id="incoming-title" class="settings__legend">
          {t("incoming")}
        </h2>
        <button type="button" class="button" onClick={() => setOpen({ type: "make" })}>
          <Icon name="plus" /> {t("newIncoming")}
        </button>
      </div>
      <p class="settings__lead">{t("incomingAbout")}</p>
      <Loaded resource={list} onRetry={() => void refetch()}>
        {(found) => (
          <ul class="plain agents">
            <For each={found()} fallback={<li>{t("noIncoming")}</li>}>
              {(webhook) => (
                <li class="agent">
                  <div class="agent__texts">
                    <p class="agent__name">
                      <span class="name one-line" dir="auto">
                        {webhook.name}
                      </span>
                    </p>
                    <p class="agent__about">
                      {t("writesInto", { room: isolated(webhook.roomName) })},{" "}
                      {webhook.usedAt === null
                        ? t("neverUsed")
                        : t("lastUsed", { when: formatMoment(webhook.usedAt, now()) })}
                    </p>
                  </div>
                  <IconButton
                    icon="again"
                    label={t("replaceAddressTitle", { name: webhook.name })}
                    onClick={() => setOpen({ type: "replace", webhook })}
                  />
                  <IconButton
                    icon="trash"
                    label={t("deleteIncomingTitle", { name: webhook.name })}
                    onClick={() => setOpen({ type: "delete", webhook })}
                  />
                </li>
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <Switch>
        <Match when={open()?.type === "make"}>
          <IncomingDialog organization={props.organization} onMade={show} onClose={close} />
        </Match>
        <Match when={made()}>
          {(shown) => (
            <SecretDialog
              title={t("addressTitle", { name: shown().webhook.name })}
              about={t("addressAbout", { example: EXAMPLE })}
              label={t("address")}
              value={shown().address}
              onClose={close}
            />
          )}
        </Match>
        <Match when={as("replace")} keyed>
          {(webhook) => (
            <ConfirmDialog
              title={t("replaceAddressTitle", { name: webhook.name })}
              confirm={t("replace")}
              refuse={t("cancel")}
              onConfirm={async () => {
                const path = `${incomingPaths.one(props.organization, webhook.id)}/address`;
                show(await call<NewIncomingWebhook>("POST", path, {}));
              }}
              onClose={close}
            >
              {t("replaceAddressAbout")}
            </ConfirmDialog>
          )}
        </Match>
        <Match when={as("delete")} keyed>
          {(webhook) => (
            <ConfirmDialog
              title={t("deleteIncomingTitle", { name: webhook.name })}
              confirm={t("delete")}
              refuse={t("keep")}
              onConfirm={async () => {
                await call("DELETE", incomingPaths.one(props.organization, webhook.id));
                close();
                void refetch();
              }}
              onClose={close}
            >
              {t("deleteIncomingAbout")}
            </ConfirmDialog>
          )}
        </Match>
      </Switch>
    </section>
  );
}
