import { A, useNavigate } from "@solidjs/router";
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { type MemberDetails, paths } from "../../../../shared/api.ts";
import type { OrganizationId } from "../../../../shared/ids.ts";
import { type NewWebhook, type Webhook, webhookPaths } from "../../../../shared/webhooks.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/webhooks.ts";
import { IncomingSection } from "./incoming-section.tsx";
import { MadeWebhookDialog } from "./made-webhook-dialog.tsx";
import { StateMark } from "./state-mark.tsx";
import { WebhookDialog } from "./webhook-dialog.tsx";
import { WebhookView } from "./webhook-view.tsx";
import "../people/people.css";
import "./webhooks.css";

/** `/:organization/settings/webhooks/:webhook?` */
export default function WebhooksPage(props: { organization: OrganizationId; webhook: string | undefined }) {
  const [webhooks, { refetch, mutate }] = createResource(
    () => props.organization,
    (id) => call<Webhook[]>("GET", webhookPaths.all(id)),
  );
  const [members] = createResource(
    () => props.organization,
    (id) => call<MemberDetails[]>("GET", paths.members(id)),
  );
  // A name is not worth a failed page.
  const nameOf = (user: string) =>
    members.error ? undefined : members.latest?.find(({ id }) => id === user)?.name;
  const navigate = useNavigate();
  const [making, setMaking] = createSignal(false);
  const [made, setMade] = createSignal<NewWebhook>();
  const pageOf = (id: string) => `/${props.organization}/settings/webhooks/${id}`;
  const put = (changed: Webhook): void =>
    void mutate((all) => (all ?? []).map((one) => (one.id === changed.id ? changed : one)));
  const one = () => (webhooks.error ? undefined : webhooks.latest?.find(({ id }) => id === props.webhook));
  return (
    <>
      <Loaded resource={webhooks} onRetry={() => void refetch()}>
        {(list) => (
          <Switch fallback={<List webhooks={list()} />}>
            <Match when={one()?.id} keyed>
              {(_) => (
                <Show when={one()}>
                  {(webhook) => (
                    <WebhookView
                      organization={props.organization}
                      webhook={webhook()}
                      nameOf={nameOf}
                      onChanged={put}
                      onReload={() => void refetch()}
                      onDeleted={() => {
                        navigate(`/${props.organization}/settings/webhooks`);
                        void refetch();
                      }}
                    />
                  )}
                </Show>
              )}
            </Match>
          </Switch>
        )}
      </Loaded>
      <Show when={making()}>
        <WebhookDialog
          organization={props.organization}
          onMade={(created) => {
            setMaking(false);
            mutate((all) => [...(all ?? []), created.webhook]);
            setMade(created);
          }}
          onChanged={() => undefined}
          onClose={() => setMaking(false)}
        />
      </Show>
      <Show when={made()}>
        {(created) => (
          <MadeWebhookDialog
            made={created()}
            onClose={() => {
              const { id } = created().webhook;
              setMade(undefined);
              navigate(pageOf(id));
            }}
          />
        )}
      </Show>
    </>
  );

  function List(own: { webhooks: readonly Webhook[] }) {
    return (
      <>
        <div class="settings__title">
          <h1>{t("webhooks")}</h1>
          <button type="button" class="button button--primary" onClick={() => setMaking(true)}>
            <Icon name="plus" /> {t("newWebhook")}
          </button>
        </div>
        <p class="settings__lead">{t("about")}</p>
        <ul class="plain agents">
          <For each={own.webhooks} fallback={<li>{t("none")}</li>}>
            {(webhook) => (
              <li class="agent">
                <A class="agent__texts" href={pageOf(webhook.id)}>
                  <span class="agent__name">
                    <span class="name one-line" dir="auto">
                      {webhook.name}
                    </span>
                    <StateMark webhook={webhook} />
                  </span>
                  <span class="agent__about one-line webhook-list__address" dir="ltr">
                    {webhook.address}
                  </span>
                </A>
              </li>
            )}
          </For>
        </ul>
        <IncomingSection organization={props.organization} />
      </>
    );
  }
}
