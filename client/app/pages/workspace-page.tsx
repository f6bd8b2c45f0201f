import { useLocation, useParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, Show, type Accessor, type ParentProps } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { isRoomId, type OrganizationId } from "../../../shared/ids.ts";
import { SignedInOnly } from "../../parts/contexts/signed-in-only.tsx";
import { rememberOrganization } from "../../parts/lib/last-organization.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { notificationsOpen, setNotificationsOpen } from "../notifications/notifications-open.ts";
import { notificationSettings } from "../notifications/settings.ts";
import { StatusPlace } from "../people/status-place.tsx";
import { listenForSwitcher, setSwitcherOpen, switcherOpen } from "../switcher/switcher-keys.ts";
import { ConnectionBar } from "../workspace/connection-bar.tsx";
import { followKeyboard } from "../workspace/follow-keyboard.ts";
import { making, setMaking } from "../workspace/making.ts";
import { NoOrganization } from "../workspace/no-organization.tsx";
import { openStorage, openViews } from "../../parts/storage/open-storage.ts";
import { sendWaitingMessages } from "../../parts/storage/send-waiting-messages.ts";
import { Sidebar } from "../workspace/sidebar.tsx";
import { clearMark } from "../workspace/room-actions/clear-mark.ts";
import { ToastLine } from "../workspace/room-actions/toast-line.tsx";
import { createTitle } from "../workspace/create-title.ts";
import { useWorkspace, WorkspaceProvider } from "./workspace-provider.tsx";
import "../workspace/workspace.css";

// Only where somebody wants them, on this device.
const Notifications = lazyPart(() => import("../notifications/notifications.tsx"));
const NotificationsDialog = lazyPart(() => import("../notifications/notifications-dialog.tsx"));
const Switcher = lazyPart(() => import("../switcher/switcher.tsx"));
const ConversationDialog = lazyPart(() => import("../workspace/conversation-dialog.tsx"));

/** `/:organization/…`: the sidebar and what is open beside it. It stays while one goes from room to room and to the pages. */
export function WorkspacePage(props: ParentProps) {
  return <SignedInOnly>{(me) => <OrganizationOf me={me}>{props.children}</OrganizationOf>}</SignedInOnly>;
}

function OrganizationOf(props: ParentProps<{ me: Accessor<Me> }>) {
  const params = useParams();
  const organization = () => props.me().organizations.find(({ id }) => id === params["organization"]);
  // By id: asking the server again who this is must not close sockets and open them again.
  const id = createMemo(() => organization()?.id);
  createEffect(() => {
    const known = id();
    if (known) rememberOrganization(known);
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
          <Workspace>{props.children}</Workspace>
          <StatusPlace />
        </WorkspaceProvider>
      )}
    </Show>
  );
}

/** Addresses behind the organization's that are pages; what else stands there is a room. */
const PAGES = ["knowledge", "documents", "search", "saved"];

function Workspace(props: ParentProps) {
  const params = useParams();
  const location = useLocation();
  const page = () => PAGES.find((name) => name === location.pathname.split("/")[2]);
  const workspace = useWorkspace();
  const room = createMemo(() => (isRoomId(params["room"]) ? params["room"] : undefined));
  followKeyboard();
  clearMark(workspace, room);
  listenForSwitcher();
  createTitle(workspace.entries, room, workspace.serverNow);
  sendWaitingMessages(workspace.client, workspace.storage, workspace.entries, room);
  return (
    <div class="workspace" classList={{ "workspace--room": room() !== undefined || page() !== undefined }}>
      <ConnectionBar />
      <Sidebar open={room()} page={page()} />
      {props.children}
      <ToastLine />
      <Show when={making()} keyed>
        {(kind) => <ConversationDialog kind={kind} onClose={() => setMaking(undefined)} />}
      </Show>
      <Show when={notificationSettings.isOn(workspace.me().user.id)}>
        <div hidden>
          <Notifications />
        </div>
      </Show>
      <Show when={notificationsOpen()}>
        <NotificationsDialog onClose={() => setNotificationsOpen(false)} />
      </Show>
      <Show when={switcherOpen()}>
        <Switcher onClose={() => setSwitcherOpen(false)} />
      </Show>
    </div>
  );
}
