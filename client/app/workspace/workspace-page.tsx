import { useParams } from "@solidjs/router";
import { createEffect, createMemo, createResource, Show, type Accessor } from "solid-js";
import type { Me } from "../../../shared/api.ts";
import { isRoomId, type OrganizationId } from "../../../shared/ids.ts";
import { KnownOnly } from "../known-only.tsx";
import { rememberOrganization } from "../last-place.ts";
import { RoomPage } from "../room/room-page.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import { followKeyboard } from "./follow-keyboard.ts";
import { NoOrganization } from "./no-organization.tsx";
import { NoRoom } from "./no-room.tsx";
import { openStorage } from "./open-storage.ts";
import { sendLeftovers } from "./send-leftovers.ts";
import { Sidebar } from "./sidebar.tsx";
import { createTitle } from "./create-title.ts";
import { useWorkspace, WorkspaceProvider } from "./workspace-context.tsx";
import "./workspace.css";

/** `/:organization/:room?` */
export function WorkspacePage() {
  return <KnownOnly>{(me) => <OrganizationOf me={me} />}</KnownOnly>;
}

function OrganizationOf(props: { me: Accessor<Me> }) {
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
      {(known) => <OpenedWorkspace me={props.me} organization={known} />}
    </Show>
  );
}

function OpenedWorkspace(props: { me: Accessor<Me>; organization: OrganizationId }) {
  const [storage] = createResource(() => openStorage(props.organization, props.me().user.id));
  return (
    <Show when={storage()}>
      {(opened) => (
        <WorkspaceProvider me={props.me} organization={props.organization} storage={opened()}>
          <Workspace />
        </WorkspaceProvider>
      )}
    </Show>
  );
}

function Workspace() {
  const params = useParams();
  const workspace = useWorkspace();
  const room = createMemo(() => (isRoomId(params["room"]) ? params["room"] : undefined));
  followKeyboard();
  createTitle(workspace.entries, room);
  sendLeftovers(workspace.client, workspace.storage, workspace.entries, room);
  return (
    <div class="workspace" classList={{ "workspace--room": room() !== undefined }}>
      <ConnectionBar />
      <Sidebar open={room()} />
      <Show when={room()} keyed fallback={<NoRoom />}>
        {(id) => <RoomPage id={id} />}
      </Show>
    </div>
  );
}
