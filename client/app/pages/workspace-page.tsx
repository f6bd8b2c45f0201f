import { useLocation, useParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, Show, type Accessor, type ParentProps } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { isRoomId, type OrganizationId } from "../../../shared/ids.ts";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import { rememberOrganization } from "../../parts/lib/last-organization.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { notificationSettings } from "../notifications/settings.ts";
import { ConnectionBar } from "../../parts/page/connection-bar.tsx";
import { SkipLink } from "../../parts/page/skip-link.tsx";
import { Profiles } from "../people/profiles.tsx";
import { followKeyboard } from "../workspace/follow-keyboard.ts";
import { openStorage, openViews } from "../../parts/storage/open-storage.ts";
import { sendWaitingMessages } from "../../parts/storage/send-waiting-messages.ts";
import { Sidebar } from "../workspace/sidebar.tsx";
import { clearMark } from "../workspace/room-actions/clear-mark.ts";
import type { OutboxStorage } from "../../sdk/types.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { listenForShortcuts } from "../shortcuts/shortcut-keys.ts";
import { listenForCapture } from "../shortcuts/capture-keys.ts";
import { listenForSwitcher } from "../switcher/switcher-keys.ts";
import { followHistory } from "./follow-history.ts";
import { OpenDialogs } from "./open-dialogs.tsx";
import { WorkspaceProvider } from "./workspace-provider.tsx";
import { useNotes } from "../../parts/notes/notes-context.ts";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import "../workspace/workspace.css";

// Loaded for the few who need it.
const ToastLine = lazyPart(() => import("../workspace/room-actions/toast-line.tsx"));
const NoOrganization = lazyPart(() => import("../workspace/no-organization.tsx"));

const DueReminders = lazyPart(() => import("../reminders/due-reminders.tsx"));
const CaptureDialog = lazyPart(() => import("../../parts/notes/capture-dialog.tsx"));
const RemindDialog = lazyPart(() => import("../../parts/reminders/remind-dialog.tsx"));

// Loaded on demand: seen on phones.
const Tabs = lazyPart(() => import("../workspace/tabs.tsx"));
// Loaded on demand, for a person who has turned notifications on for this device.
const Notifications = lazyPart(() => import("../notifications/notifications.tsx"));

/** `/:organization/…`: the sidebar and the page beside it. It stays mounted while the person moves between rooms and pages. */
export function WorkspacePage(props: ParentProps) {
  return <SignedInOnly>{(me) => <OrganizationOf me={me}>{props.children}</OrganizationOf>}</SignedInOnly>;
}

function OrganizationOf(props: ParentProps<{ me: Accessor<Me> }>) {
  const params = useParams();
  const organization = () => props.me().organizations.find(({ id }) => id === params["organization"]);
  // Memoized by id: a new answer to "who is signed in" must not close the sockets and open them again.
  const id = createMemo(() => organization()?.id);
  createEffect(() => {
    const known = id();
    if (known) rememberOrganization(props.me().user.id, known);
  });
  return (
    <Show when={id()} keyed fallback={<NoOrganization me={props.me()} />}>
      {(known) => (
        <OpenedWorkspace me={props.me} organization={known}>
          {props.children}
        </OpenedWorkspace>
      )}
    </Show>
  );
}

function OpenedWorkspace(props: ParentProps<{ me: Accessor<Me>; organization: OrganizationId }>) {
  const [kept] = createResource(async () => {
    const { organization } = props;
    const user = props.me().user.id;
    const [storage, views] = await Promise.all([
      openStorage(organization, user),
      openViews(organization, user),
    ]);
    return { storage, views };
  });
  return (
    <Show when={kept()}>
      {(opened) => (
        <WorkspaceProvider me={props.me} organization={props.organization} kept={opened()}>
          <Workspace storage={opened().storage}>{props.children}</Workspace>
        </WorkspaceProvider>
      )}
    </Show>
  );
}

/** First path segments after the organization that are pages. Any other segment is a room id. */
const PAGES = [
  "knowledge",
  "documents",
  "search",
  "saved",
  "notes",
  "reminders",
  "tasks",
  "threads",
  "groups",
  "notifications",
  "desk",
];

function Workspace(props: ParentProps<{ storage: OutboxStorage }>) {
  const params = useParams();
  const location = useLocation();
  const page = () => PAGES.find((name) => name === location.pathname.split("/")[2]);
  const { client, me } = useClient();
  const inbox = useInbox();
  const room = createMemo(() => (isRoomId(params["room"]) ? params["room"] : undefined));
  const { due, asked, ask } = useReminders();
  const notes = useNotes();
  followHistory();
  followKeyboard();
  clearMark(inbox, room);
  const dialogs = useDialogs();
  listenForSwitcher(dialogs);
  listenForShortcuts(dialogs, () => page() === "desk");
  listenForCapture(notes, () => page() === "desk");
  sendWaitingMessages(client, props.storage, () => inbox.entries() !== null, room);
  return (
    <div
      class="workspace"
      classList={{ "workspace--room": params["room"] !== undefined || page() !== undefined }}
    >
      <SkipLink />
      <ConnectionBar client={client} connection={inbox.connection()} isCurrent={inbox.isCurrent()} />
      <Show when={page() !== "desk"}>
        <Sidebar open={room()} page={page()} />
      </Show>
      {props.children}
      <Show when={room() === undefined && page() !== "desk"}>
        <Tabs page={page()} />
      </Show>
      <Profiles />
      <ToastLine />
      <Show when={notificationSettings.isOn(me)}>
        <div hidden>
          <Notifications />
        </div>
      </Show>
      <Show when={due() > 0}>
        <DueReminders />
      </Show>
      <Show when={asked()} keyed>
        {(open) => <RemindDialog asked={open} onClose={() => ask(undefined)} />}
      </Show>
      <Show when={notes.asked()} keyed>
        {(open) => <CaptureDialog asked={open} onClose={() => notes.ask(undefined)} />}
      </Show>
      <OpenDialogs />
    </div>
  );
}
