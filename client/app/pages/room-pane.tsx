import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import { isRoomId, type RoomId } from "../../../shared/ids.ts";
import { isAway, isUnread } from "../../../shared/inbox-counts.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import { useSession } from "../../parts/contexts/session.tsx";
import { reloadOnce } from "../../parts/lib/reload-once.ts";
import { readAsked } from "../../parts/lib/asked-of-room.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { DocumentTitle } from "../../parts/page/document-title.tsx";
import { useUploads } from "../../parts/uploads/uploads-context.ts";
import { RoomStarters } from "./room-starters.tsx";
import { createAddressThread } from "./address-thread.ts";
import { useBack } from "./follow-history.ts";
import { RoomScreen } from "../room/room-screen.tsx";
import { forgetDeleted } from "../saved/forget-deleted.ts";

// Loaded on demand, when a person opens a source.
const NoRoom = lazyPart(() => import("./no-room.tsx"));
const UnknownRoom = lazyPart(() => import("./unknown-room.tsx"));
const OpenRoomMenu = lazyPart(() => import("../workspace/room-actions/open-room-menu.tsx"));
const SourcePanel = lazyPart(() => import("../knowledge/reader/source-panel.tsx"));

/** `/:organization/:room?`: one room, or a hint to choose one. */
export function RoomPane() {
  const params = useParams();
  const room = createMemo(() => (isRoomId(params["room"]) ? params["room"] : undefined));
  return (
    <Show when={room()} keyed fallback={params["room"] === undefined ? <NoRoom /> : <UnknownRoom />}>
      {(id) => <WorkspaceRoom id={id} />}
    </Show>
  );
}

/** A room with the props that the workspace adds. */
function WorkspaceRoom(props: { id: RoomId }) {
  const { organization, me } = useClient();
  const inbox = useInbox();
  const reminders = useReminders();
  const session = useSession();
  const location = useLocation();
  const navigate = useNavigate();
  const home = `/${organization}`;
  const goBack = useBack();
  const elsewhere = () => {
    const entry = inbox.entries()?.find(({ room }) => room === props.id);
    const here = entry !== undefined && isUnread(entry) && !isAway(entry, inbox.serverNow()) ? 1 : 0;
    return Math.max(0, (inbox.totals()?.unread ?? 0) - here);
  };
  const name = () => {
    const entry = inbox.entries()?.find(({ room }) => room === props.id);
    return entry?.peer?.name ?? entry?.name;
  };
  /** Removes the request from the address state, so that a reload or the back button does not repeat it. */
  function clearAsked(): void {
    const { pathname, search, hash } = location;
    navigate(pathname + search + hash, { replace: true, resolve: false, scroll: false });
  }
  return (
    <>
      <DocumentTitle name={name()} />
      <RoomScreen
        id={props.id}
        uploads={useUploads()}
        panels={{ source: SourcePanel, starters: RoomStarters, menu: OpenRoomMenu }}
        home={home}
        onBack={() => goBack(home)}
        unreadElsewhere={elsewhere}
        onLeave={() => navigate(home)}
        asked={() => readAsked(location.state, me)}
        onAsked={clearAsked}
        follow={(messages) => forgetDeleted(inbox, reminders, props.id, messages)}
        threads={createAddressThread()}
        onStopped={(code) => {
          if (code === CLOSE.unauthenticated) session.end();
          else if (code === CLOSE.upgradeRequired) reloadOnce();
          else if (code === CLOSE.otherPerson) void session.refresh();
        }}
      />
    </>
  );
}
