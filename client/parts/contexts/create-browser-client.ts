import { onCleanup, onMount } from "solid-js";
import { paths } from "../../../shared/api.ts";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { createClient } from "../../sdk/client.ts";
import type { Client, OutboxStorage, SocketTarget } from "../../sdk/types.ts";
import type { ViewCache } from "../../sdk/view-cache.ts";
import { deviceId } from "../lib/device.ts";

/** A client for the app's own origin; the session cookie authenticates its sockets. It closes with its owner. */
export function createBrowserClient(
  organization: OrganizationId,
  user: UserId,
  { storage, views }: { storage: OutboxStorage; views: ViewCache },
): Client {
  const client = createClient({
    origin: location.origin,
    organization,
    user,
    device: deviceId(),
    storage,
    views,
    socketUrl: (target) => Promise.resolve(socketUrl(organization, target)),
  });
  const tell = () => client.setOnline(navigator.onLine);
  onMount(() => {
    // The app may have been opened without a network.
    if (!navigator.onLine) tell();
    addEventListener("online", tell);
    addEventListener("offline", tell);
    document.addEventListener("visibilitychange", tell);
  });
  onCleanup(() => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
    document.removeEventListener("visibilitychange", tell);
    client.close();
  });
  return client;
}

function socketUrl(organization: OrganizationId, target: SocketTarget): string {
  const path =
    target.type === "room" ? paths.roomSocket(organization, target.room) : paths.inboxSocket(organization);
  return `${location.origin.replace(/^http/, "ws")}${path}`;
}
