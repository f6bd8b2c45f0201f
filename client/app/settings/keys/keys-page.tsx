import { A } from "@solidjs/router";
import { createMemo, createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { keyPaths, type ApiKey, type OwnKey, type Service } from "../../../../shared/keys.ts";
import { createOrganizationNews } from "../../../parts/contexts/organization-news.ts";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { showToast } from "../../../parts/lib/toasts.ts";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/keys.ts";
import ToastLine from "../../workspace/room-actions/toast-line.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import type { AskedKey } from "./asked-key.ts";
import { KeyDialogs } from "./key-dialogs.tsx";
import { KeyList } from "./key-list.tsx";
import { ServiceDialog } from "./service-dialog.tsx";
import { ServiceList } from "./service-list.tsx";
import "../people/people.css";
import "./keys.css";

/** `/:organization/settings/keys/services?`: all keys of the organization, and its service accounts. */
export default function KeysPage(props: { tab: string | undefined }) {
  const { me, organization, inbox } = useLiveOrganization();
  const [keys, { refetch: refetchKeys }] = createResource(
    () => organization().id,
    async (id): Promise<OwnKey[]> => {
      const found = await call<ApiKey[]>("GET", keyPaths.all(id));
      const { name } = organization();
      return found.map((key) => ({ ...key, organization: { id, name } }));
    },
    { storage: keptById },
  );
  const [services, { refetch: refetchServices }] = createResource(
    () => organization().id,
    (id) => call<Service[]>("GET", keyPaths.services(id)),
    { storage: keptById },
  );
  const [asked, setAsked] = createSignal<AskedKey>();
  const [isAdding, setAdding] = createSignal(false);
  function refresh(): void {
    void refetchKeys();
    void refetchServices();
  }
  createOrganizationNews(inbox, refresh, refresh);
  function changed(said?: string): void {
    if (said !== undefined) showToast({ text: said });
    refresh();
  }
  const isServices = () => props.tab === "services";
  const knownKeys = createMemo(() => (keys.error ? [] : (keys.latest ?? [])));
  const knownServices = createMemo(() => (services.error ? [] : (services.latest ?? [])));
  const tabs = () => [
    { path: "", name: t("keys"), count: knownKeys().filter(({ state }) => state === "active").length },
    { path: "/services", name: t("services"), count: knownServices().length },
  ];
  return (
    <div class="people">
      <div class="settings__title">
        <h1>{t("keys")}</h1>
        <Show
          when={isServices()}
          fallback={
            <button type="button" class="button button--primary" onClick={() => setAsked({ type: "make" })}>
              <Icon name="plus" /> {t("newKey")}
            </button>
          }
        >
          <button type="button" class="button button--primary" onClick={() => setAdding(true)}>
            <Icon name="plus" /> {t("newService")}
          </button>
        </Show>
      </div>
      <nav class="people__tabs" aria-label={t("whatIsShown")}>
        <For each={tabs()}>
          {(tab) => (
            <A
              class="people__tab"
              href={`/${organization().id}/settings/keys${tab.path}`}
              end
              aria-current={isServices() === (tab.path !== "") ? "page" : undefined}
            >
              {tab.name} <span class="people__count">{formatNumber(tab.count)}</span>
            </A>
          )}
        </For>
      </nav>
      <p class="settings__lead">
        {isServices() ? t("servicesAbout") : t("about")}{" "}
        <a class="keys__docs" href="/developers" target="_blank" rel="noopener">
          {t("forDevelopers")}
        </a>
      </p>
      <Switch>
        <Match when={isServices()}>
          <Loaded resource={services} onRetry={() => void refetchServices()}>
            {(list) => (
              <ServiceList
                organization={organization()}
                services={list()}
                onKey={({ id }) => setAsked({ type: "make", service: id })}
                onChanged={changed}
              />
            )}
          </Loaded>
        </Match>
        <Match when={!isServices()}>
          <Loaded resource={keys} onRetry={() => void refetchKeys()}>
            {(list) => <KeyList keys={list()} me={me().user.id} inAccount={false} onAsk={setAsked} />}
          </Loaded>
        </Match>
      </Switch>
      <KeyDialogs
        me={me().user}
        places={[{ organization: organization(), services: knownServices() }]}
        asked={asked()}
        onClose={() => setAsked(undefined)}
        onChanged={changed}
      />
      <Show when={isAdding()}>
        <ServiceDialog organization={organization()} onChanged={refresh} onClose={() => setAdding(false)} />
      </Show>
      <ToastLine />
    </div>
  );
}
