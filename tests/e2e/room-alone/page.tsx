/** One room and a client, without the workspace. `room-alone.test.ts` builds this page and checks its requests. */
import "../../../client/ui/tokens.css";
import "../../../client/ui/base.css";
import "../../../client/ui/button.css";
import "../../../client/ui/badge.css";
import "../../../client/ui/meter.css";
import "./page.css";
import { render } from "solid-js/web";
import { isOrganizationId, isRoomId, isUserId } from "../../../shared/ids.ts";
import { RoomScreen } from "../../../client/app/room/room-screen.tsx";
import { ClientProvider } from "../../../client/parts/contexts/client-context.ts";
import { createBrowserClient } from "../../../client/parts/contexts/create-browser-client.ts";
import { makeMemoryStorage } from "../../../client/sdk/storage/memory.ts";
import { noViewCache } from "../../../client/sdk/view-cache.ts";

const search = new URLSearchParams(location.search);
const [organization, room, me] = [search.get("organization"), search.get("room"), search.get("me")];
const root = document.getElementById("app");

if (root !== null && isOrganizationId(organization) && isRoomId(room) && isUserId(me)) {
  render(() => {
    const client = createBrowserClient(organization, me, {
      storage: makeMemoryStorage(),
      views: noViewCache,
    });
    return (
      <ClientProvider value={{ client, organization, me }}>
        <RoomScreen id={room} />
      </ClientProvider>
    );
  }, root);
}
