import { A, useParams } from "@solidjs/router";
import { createEffect, For, Match, onCleanup, Show, Switch, type Accessor } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import { SkipLink } from "../../parts/page/skip-link.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import NoOrganization from "../workspace/no-organization.tsx";
import { AgentsPage } from "./agents-page.tsx";
import { AiPage } from "./ai-page.tsx";
import { LiveOrganizationProvider } from "./live-organization.tsx";
import { OrganizationPage } from "./organization-page.tsx";
import { PeoplePage } from "./people/people-page.tsx";
import { UsagePage } from "./usage-page.tsx";
import "./settings.css";

const pages = [
  { path: "people", name: "People" },
  { path: "organization", name: "Organization" },
  { path: "agents", name: "Agents" },
  { path: "ai", name: "AI rules" },
  { path: "usage", name: "Usage" },
] as const;

/** `/:organization/settings/:page`: for people who manage the organization. */
export default function SettingsPage() {
  return <SignedInOnly>{(me) => <OrganizationOf me={me} />}</SignedInOnly>;
}

function OrganizationOf(props: { me: Accessor<Me> }) {
  const params = useParams();
  const organization = () =>
    props.me().organizations.find(({ id, role }) => id === params["organization"] && role !== "member");
  return (
    <Show when={organization()} fallback={<NoOrganization me={props.me()} />}>
      {(found) => (
        // The connection stays when only the role or the name changes.
        <Show when={found().id} keyed>
          {(_) => (
            <LiveOrganizationProvider me={props.me()} organization={found()}>
              <Settings organization={found()} />
            </LiveOrganizationProvider>
          )}
        </Show>
      )}
    </Show>
  );
}

function Settings(props: { organization: OrganizationSummary }) {
  const params = useParams();
  const page = () => pages.find(({ path }) => path === params["page"]) ?? pages[0];
  createEffect(() => (document.title = `${page().name} · Parley`));
  onCleanup(() => (document.title = "Parley"));
  return (
    <div class="settings">
      <SkipLink />
      <header class="settings__header">
        <A class="icon-button" href={`/${props.organization.id}`} aria-label="Back to conversations">
          <Icon name="back" size={22} />
        </A>
        <p class="settings__organization name one-line">{props.organization.name}</p>
      </header>
      <nav class="settings__nav" aria-label="Settings">
        <A class="settings__link" href="/account">
          Your account
        </A>
        <For each={pages}>
          {(other) => (
            <A
              class="settings__link"
              href={`/${props.organization.id}/settings/${other.path}`}
              aria-current={page().path === other.path ? "page" : undefined}
            >
              {other.name}
            </A>
          )}
        </For>
      </nav>
      <main id="content" class="settings__main">
        <Switch>
          <Match when={page().path === "people"}>
            <PeoplePage />
          </Match>
          <Match when={page().path === "organization"}>
            <OrganizationPage />
          </Match>
          <Match when={page().path === "agents"}>
            <AgentsPage organization={props.organization.id} />
          </Match>
          <Match when={page().path === "ai"}>
            <AiPage organization={props.organization.id} />
          </Match>
          <Match when={page().path === "usage"}>
            <UsagePage organization={props.organization.id} />
          </Match>
        </Switch>
      </main>
    </div>
  );
}
