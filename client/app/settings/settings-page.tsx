import { A, useParams } from "@solidjs/router";
import { createEffect, For, Match, on, onCleanup, Show, Switch, type Accessor } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import { SkipLink } from "../../parts/page/skip-link.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import NoOrganization from "../workspace/no-organization.tsx";
import { AiPage } from "./ai-page.tsx";
import { LiveOrganizationProvider } from "./live-organization.tsx";
import { OrganizationPage } from "./organization-page.tsx";
import { PeoplePage } from "./people/people-page.tsx";
import { UsagePage } from "./usage-page.tsx";
import { t } from "../../words/settings.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import "./settings.css";

const AgentsPage = lazyPart(() => import("./agents/agents-page.tsx"));
const MemoryPage = lazyPart(() => import("./memory/memory-page.tsx"));
const WidgetsPage = lazyPart(() => import("./widgets/widgets-page.tsx"));
const WebhooksPage = lazyPart(() => import("./webhooks/webhooks-page.tsx"));
const ToolServersPage = lazyPart(() => import("./tools/tool-servers-page.tsx"));
const CannedPage = lazyPart(() => import("./canned/canned-page.tsx"));
const KeysPage = lazyPart(() => import("./keys/keys-page.tsx"));

const pages = [
  "people",
  "organization",
  "agents",
  "ai",
  "memory",
  "widgets",
  "canned",
  "keys",
  "webhooks",
  "tools",
  "usage",
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
  const page = () => pages.find((path) => path === params["page"]) ?? pages[0];
  createEffect(() => (document.title = `${t(page())} · Parley`));
  onCleanup(() => (document.title = "Parley"));
  let nav: HTMLElement | undefined;
  // On a phone the links are one line, which is wider than the screen.
  createEffect(
    on(page, () =>
      nav?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    ),
  );
  return (
    <div class="settings">
      <SkipLink />
      <header class="settings__header">
        <A class="icon-button" href={`/${props.organization.id}`} aria-label={t("backToConversations")}>
          <Icon name="back" size={22} />
        </A>
        <p class="settings__organization name one-line">{props.organization.name}</p>
      </header>
      <nav ref={nav} class="settings__nav" aria-label={t("settings")}>
        <A class="settings__link" href="/account">
          {t("yourAccount")}
        </A>
        <For each={pages}>
          {(other) => (
            <A
              class="settings__link"
              href={`/${props.organization.id}/settings/${other}`}
              aria-current={page() === other ? "page" : undefined}
            >
              {t(other)}
            </A>
          )}
        </For>
      </nav>
      <main id="content" class="settings__main">
        <Switch>
          <Match when={page() === "people"}>
            <PeoplePage />
          </Match>
          <Match when={page() === "organization"}>
            <OrganizationPage />
          </Match>
          <Match when={page() === "agents"}>
            <AgentsPage organization={props.organization.id} agent={params["item"]} />
          </Match>
          <Match when={page() === "ai"}>
            <AiPage organization={props.organization.id} />
          </Match>
          <Match when={page() === "memory"}>
            <MemoryPage organization={props.organization.id} />
          </Match>
          <Match when={page() === "widgets"}>
            <WidgetsPage organization={props.organization.id} widget={params["item"]} />
          </Match>
          <Match when={page() === "canned"}>
            <CannedPage organization={props.organization.id} />
          </Match>
          <Match when={page() === "keys"}>
            <KeysPage tab={params["item"]} />
          </Match>
          <Match when={page() === "webhooks"}>
            <WebhooksPage organization={props.organization.id} webhook={params["item"]} />
          </Match>
          <Match when={page() === "tools"}>
            <ToolServersPage organization={props.organization.id} server={params["item"]} />
          </Match>
          <Match when={page() === "usage"}>
            <UsagePage organization={props.organization.id} />
          </Match>
        </Switch>
      </main>
    </div>
  );
}
