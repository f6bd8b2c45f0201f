import { createMemo, type Accessor, type ParentProps } from "solid-js";
import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { DraftStorage } from "../../sdk/drafts/types.ts";
import type { ViewCache } from "../../sdk/view-cache.ts";
import { AccountProvider } from "../../parts/contexts/account-context.ts";
import { ClientProvider, type ClientContext } from "../../parts/contexts/client-context.ts";
import { createBrowserClient } from "../../parts/contexts/create-browser-client.ts";
import { createBrowserDrafts } from "../../parts/contexts/create-browser-drafts.ts";
import { createInbox } from "../../parts/contexts/create-inbox.ts";
import { createDeletedDocuments, DeletedDocumentsProvider } from "../../parts/contexts/deleted-documents.ts";
import { createDialogs, DialogsProvider } from "../../parts/contexts/dialogs-context.ts";
import { InboxProvider } from "../../parts/contexts/inbox-context.ts";
import { PeopleProvider } from "../../parts/contexts/people-context.ts";
import { createOrganizationNews } from "../../parts/contexts/organization-news.ts";
import { createNotes, NotesProvider } from "../../parts/notes/notes-context.ts";
import { createReminders, RemindersProvider } from "../../parts/reminders/reminders-context.ts";
import { createScheduled, ScheduledProvider } from "../../parts/scheduled/scheduled-context.ts";
import { createTasks, TasksProvider } from "../../parts/tasks/tasks-context.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { whenStopped } from "../../parts/contexts/when-stopped.ts";
import { createFileUploads } from "../../parts/uploads/create-file-uploads.ts";
import { UploadsProvider } from "../../parts/uploads/uploads-context.ts";
import { createDocumentNews } from "../knowledge/document-news.ts";
import { createPeople } from "./create-people.ts";

/** What this device stores. */
export interface Kept {
  storage: DraftStorage;
  views: ViewCache;
}

/** Creates one organization's client and the contexts that pages use, for as long as it is mounted. `organization` does not change. */
export function WorkspaceProvider(
  props: ParentProps<{ me: Accessor<Me>; organization: OrganizationId; kept: Kept }>,
) {
  const { me: account, organization, kept } = props;
  const session = useSession();
  const me = account().user.id;
  const client = createBrowserClient(organization, me, kept);
  const inbox = createInbox(client, whenStopped(session));
  createDocumentNews(inbox.inbox);
  const drafts = createBrowserDrafts(client, kept.storage);
  const context: ClientContext = { client, organization, me, drafts, prompts: kept.storage.prompts };
  const people = createPeople(context, inbox.entries);
  createOrganizationNews(inbox.inbox, () => {
    void session.refresh();
    people.refreshPeople();
  });
  const reminders = createReminders(inbox.inbox);
  const scheduled = createScheduled(inbox.inbox);
  const tasks = createTasks(inbox.inbox);
  const notes = createNotes(organization, me, inbox.isCurrent);
  const uploads = createFileUploads(organization, async (room, file) => {
    (await drafts).open(room).attach(file);
  });
  const deleted = createDeletedDocuments(organization);
  const dialogs = createDialogs();
  const summary = createMemo((before: OrganizationSummary | undefined) => {
    const now = account().organizations.find((one) => one.id === organization) ?? before;
    if (!now) throw new Error("a workspace is only made for an organization of this person");
    return now;
  }, undefined);
  return (
    <ClientProvider value={context}>
      <AccountProvider value={{ account, summary }}>
        <InboxProvider value={inbox}>
          <RemindersProvider value={reminders}>
            <ScheduledProvider value={scheduled}>
              <TasksProvider value={tasks}>
                <NotesProvider value={notes}>
                  <PeopleProvider value={people}>
                    <UploadsProvider value={uploads}>
                      <DeletedDocumentsProvider value={deleted}>
                        <DialogsProvider value={dialogs}>{props.children}</DialogsProvider>
                      </DeletedDocumentsProvider>
                    </UploadsProvider>
                  </PeopleProvider>
                </NotesProvider>
              </TasksProvider>
            </ScheduledProvider>
          </RemindersProvider>
        </InboxProvider>
      </AccountProvider>
    </ClientProvider>
  );
}
