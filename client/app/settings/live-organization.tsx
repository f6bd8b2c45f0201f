import { type ParentProps } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import { makeMemoryStorage } from "../../sdk/storage/memory.ts";
import type { Inbox } from "../../sdk/types.ts";
import { noViewCache } from "../../sdk/view-cache.ts";
import { createBrowserClient } from "../../parts/contexts/create-browser-client.ts";
import { createInbox } from "../../parts/contexts/create-inbox.ts";
import { createPeopleHere, type PeopleHere } from "../../parts/contexts/create-people-here.ts";
import { makeContext } from "../../parts/contexts/make-context.ts";
import { createOrganizationNews } from "../../parts/contexts/organization-news.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { whenStopped } from "../../parts/contexts/when-stopped.ts";

/** The organization whose settings are open, connected: its pages see changes at once. */
export interface LiveOrganization {
  me: () => Me;
  organization: () => OrganizationSummary;
  inbox: Inbox;
  here: PeopleHere;
}

const context = makeContext<LiveOrganization>("LiveOrganization");
export const useLiveOrganization = context.use;

/** Connects the person's inbox for as long as the settings are open. The organization does not change. */
export function LiveOrganizationProvider(props: ParentProps<{ me: Me; organization: OrganizationSummary }>) {
  const session = useSession();
  const client = createBrowserClient(props.organization.id, props.me.user.id, {
    // Nothing is written here, and no room is opened.
    storage: makeMemoryStorage(),
    views: noViewCache,
  });
  const { inbox } = createInbox(client, whenStopped(session));
  const refresh = (): void => void session.refresh();
  createOrganizationNews(inbox, refresh, refresh);
  const here = createPeopleHere(client);
  return (
    <context.Provider value={{ me: () => props.me, organization: () => props.organization, inbox, here }}>
      {props.children}
    </context.Provider>
  );
}
