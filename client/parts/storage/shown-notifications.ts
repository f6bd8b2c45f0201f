/** The notifications that are shown on this device, from whichever page they came. */
import { isRoomId, type OrganizationId, type RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/events.ts";

/** How long a page waits for the service worker, ms. */
const PATIENCE = 2_000;
const PREFIX = "parley/";

/** The state with which a shown notification was decided on. */
export interface Shown {
  /** The message whose text is shown; null if the notification shows no text of a message. */
  seq: Seq | null;
  body: string;
  /** The unread count and read cursor of the entry at that time. */
  unread: number;
  read: Seq;
  /** It tells that so many decisions wait for the person. */
  decisions?: number;
}

export interface NotificationPlace {
  organization: OrganizationId;
  room: RoomId;
}

/** A room has at most one notification: the same tag makes a newer one replace it. */
const tagOf = ({ organization, room }: NotificationPlace): string => `${PREFIX}${organization}/${room}`;

function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return "serviceWorker" in navigator
    ? navigator.serviceWorker.getRegistration()
    : Promise.resolve(undefined);
}

async function all(): Promise<readonly Notification[]> {
  const found = (await (await registration())?.getNotifications()) ?? [];
  return found.filter(({ tag }) => tag.startsWith(PREFIX));
}

/** The shown notifications of one organization, by room. */
export async function listShown(organization: OrganizationId): Promise<Map<RoomId, Shown>> {
  const shown = new Map<RoomId, Shown>();
  for (const { tag, data, body } of await all()) {
    const [of, room] = tag.slice(PREFIX.length).split("/");
    if (of === organization && isRoomId(room)) shown.set(room, readShown(data, body));
  }
  return shown;
}

/** Resolves when the notification is shown, or when it is clear that it will not be, because a window of the app has the focus. */
export async function show(
  place: NotificationPlace,
  { title, shown, replaces }: { title: string; shown: Shown; replaces: boolean },
  sound: boolean,
): Promise<void> {
  const worker = (await registration())?.active;
  if (!worker) return;
  const { organization, room } = place;
  const { body, ...rest } = shown;
  const hash = shown.seq === null ? "" : `#m${shown.seq}`;
  const options = {
    body,
    tag: tagOf(place),
    icon: "/icons/icon-192.png",
    silent: !sound || replaces,
    renotify: !replaces,
    data: { ...rest, url: `/${organization}/${room}${hash}` },
  };
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    setTimeout(resolve, PATIENCE);
  });
  worker.postMessage({ type: "notify", title, options, replaces }, [port2]);
  await answered;
  port1.close();
}

export async function closeShown(place: NotificationPlace): Promise<void> {
  for (const notification of await all()) if (notification.tag === tagOf(place)) notification.close();
}

/** Closes all notifications of these organizations: after the person has turned notifications off, signed out or left an organization. */
export async function closeAllShown(organizations: readonly OrganizationId[]): Promise<void> {
  for (const notification of await all()) {
    if (organizations.some((id) => notification.tag.startsWith(`${PREFIX}${id}/`))) notification.close();
  }
}

/** A notification that an older version of the app has shown may carry no data. */
function readShown(data: unknown, body: string): Shown {
  const found = typeof data === "object" && data !== null ? data : {};
  const number = (key: string): number | null => {
    const value: unknown = Reflect.get(found, key);
    return typeof value === "number" ? value : null;
  };
  const decisions = number("decisions");
  return {
    body,
    seq: number("seq"),
    unread: number("unread") ?? 0,
    read: number("read") ?? 0,
    ...(decisions !== null && { decisions }),
  };
}
