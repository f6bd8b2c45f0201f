import { createMemo, createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { paths, type InvitationLink, type MemberDetails } from "../../../../shared/api.ts";
import { createOrganizationNews } from "../../../parts/contexts/organization-news.ts";
import { call } from "../../../parts/lib/http.ts";
import { keptById } from "../../../parts/lib/kept-by-id.ts";
import { lazyPart } from "../../../parts/lib/lazy-part.tsx";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import ToastLine from "../../workspace/room-actions/toast-line.tsx";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useLiveOrganization } from "../live-organization.tsx";
import { matchesPerson } from "./matches-person.ts";
import { LinksTable } from "./links-table.tsx";
import { MembersTable } from "./members-table.tsx";
import { t } from "../../../words/settings-people.ts";
import "./people.css";

const InviteDialog = lazyPart(async () => ({
  default: (await import("../../workspace/invite/invite-dialog.tsx")).InviteDialog,
}));

type Tab = "members" | "invited" | "links";

/** `/:organization/settings/people`: who is in the organization, with which role, and by which links people come. */
export function PeoplePage() {
  const { organization, inbox, me } = useLiveOrganization();
  const [members, { refetch: refetchMembers }] = createResource(
    () => organization().id,
    (id) => call<MemberDetails[]>("GET", paths.members(id)),
    { storage: keptById },
  );
  const [links, { refetch: refetchLinks }] = createResource(
    () => organization().id,
    (id) => call<InvitationLink[]>("GET", paths.invitations(id)),
    { storage: keptById },
  );
  function refresh(): void {
    void refetchMembers();
    void refetchLinks();
  }
  createOrganizationNews(inbox, refresh, refresh);
  const [tab, setTab] = createSignal<Tab>("members");
  const [query, setQuery] = createSignal("");
  const [isInviting, setInviting] = createSignal(false);
  const count = () => (members.error ? undefined : members.latest?.length);
  const isOpen = ({ state }: InvitationLink): boolean => state === "open";
  const isMailed = ({ email }: InvitationLink): boolean => email !== null;
  const known = createMemo(() => (links.error ? [] : (links.latest ?? [])));
  const invited = createMemo(() => known().filter((link) => isMailed(link) && isOpen(link)).length);
  const openLinks = createMemo(() => known().filter((link) => !isMailed(link) && isOpen(link)).length);
  const tabs = () =>
    [
      { tab: "members", name: t("members"), count: count() ?? 0 },
      // Where the server sends no mail, nobody is invited by name.
      ...(known().some(isMailed) ? [{ tab: "invited", name: t("invited"), count: invited() } as const] : []),
      { tab: "links", name: t("links"), count: openLinks() },
    ] as const;
  return (
    <div class="people">
      <div class="settings__title">
        <h1>
          {t("people")}{" "}
          <span class="people__count">{count() === undefined ? "" : formatNumber(count() ?? 0)}</span>
        </h1>
        <div class="people__tools">
          <label class="people__search">
            <Icon name="search" size={16} />
            <span class="visually-hidden">{t("searchPeople")}</span>
            <input
              type="search"
              placeholder={t("searchPeople")}
              value={query()}
              onInput={(event) => {
                setQuery(event.currentTarget.value);
                setTab("members");
              }}
            />
          </label>
          <button type="button" class="button button--primary" onClick={() => setInviting(true)}>
            <Icon name="plus" size={16} /> {t("invite")}
          </button>
        </div>
      </div>
      <div class="people__tabs" role="group" aria-label={t("whatIsShown")}>
        <For each={tabs()}>
          {(one) => (
            <button
              type="button"
              class="people__tab"
              aria-pressed={tab() === one.tab}
              onClick={() => setTab(one.tab)}
            >
              {one.name} <span class="people__count">{formatNumber(one.count)}</span>
            </button>
          )}
        </For>
      </div>
      <Switch>
        <Match when={tab() === "members"}>
          <Loaded resource={members} onRetry={() => void refetchMembers()}>
            {(list) => {
              const found = () => list().filter((person) => matchesPerson(person, query()));
              return (
                <Show
                  when={found().length > 0}
                  fallback={<p class="people__none">{t("nobodyCalled", { query: query().trim() })}</p>}
                >
                  <MembersTable members={found()} everyone={list()} onChanged={refresh} />
                </Show>
              );
            }}
          </Loaded>
        </Match>
        <Match when={tab() === "links"}>
          <Loaded resource={links} onRetry={() => void refetchLinks()}>
            {(list) => (
              <LinksTable
                links={list().filter((link) => !isMailed(link))}
                onChanged={() => void refetchLinks()}
              />
            )}
          </Loaded>
        </Match>
        <Match when={tab() === "invited"}>
          <Loaded resource={links} onRetry={() => void refetchLinks()}>
            {(list) => <LinksTable links={list().filter(isMailed)} onChanged={() => void refetchLinks()} />}
          </Loaded>
        </Match>
      </Switch>
      <Show when={isInviting()}>
        <InviteDialog
          organization={organization()}
          email={me().user.email}
          inbox={inbox}
          onClose={() => {
            setInviting(false);
            void refetchLinks();
          }}
        />
      </Show>
      <ToastLine />
    </div>
  );
}
