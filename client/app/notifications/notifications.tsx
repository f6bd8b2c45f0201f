import { useNavigate } from "@solidjs/router";
import { createEffect, createResource, createSignal, onCleanup, onMount } from "solid-js";
import type { OrganizationId } from "../../../shared/ids.ts";
import { isQuietAt, noticePaths, type NoticeSettings } from "../../../shared/notices.ts";
import { call } from "../../parts/lib/http.ts";
import type { AskedOfRoom } from "../../parts/lib/asked-of-room.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { createDeviceActivity } from "./device-activity.ts";
import { Notifier } from "./notifier.ts";
import { turnOnPush } from "./push.ts";
import { notificationSettings } from "./settings.ts";

/** Renders nothing. While mounted, it shows notifications from one tab of this device and opens the room when one is clicked. */
export default function Notifications() {
  const { me, organization } = useClient();
  const { entries, inbox, serverNow } = useInbox();
  const { here } = usePeople();
  const activity = createDeviceActivity(me);
  const isMine = createOneOfTabs(`parley:notifications:${organization}:${me}`);
  const user = me;
  const isQuietHour = createQuietHours(organization);

  createEffect(() => {
    if (!isMine()) return;
    const notifier = new Notifier({
      organization: organization,
      situation: () => {
        const myself = here.of(user);
        const elsewhere = myself?.state === "active" && activity() === "idle";
        const quiet = myself?.quiet !== undefined || isQuietHour(serverNow());
        return { me: user, now: serverNow(), quiet, elsewhere };
      },
      sound: () => notificationSettings.hasSound(user),
    });
    createEffect(() => {
      const known = entries();
      if (known !== null) notifier.take(known, inbox.isWhole);
    });
    onCleanup(() => notifier.close());
  });
  // The session may be a new one, and the browser may have given the device another address.
  onMount(() => {
    if (notificationSettings.isActive(user)) void turnOnPush();
  });
  followClicks();
  return null;
}

/** Asked for again when the person stops looking: quiet hours may have been set on another device. */
const ASKED_AGAIN = 60_000;

/** Whether the time is within the quiet hours of the person. */
function createQuietHours(organization: OrganizationId): (now: number) => boolean {
  const [settings, { refetch }] = createResource(() =>
    call<NoticeSettings>("GET", noticePaths.settings(organization)).catch(() => null),
  );
  let askedAt = Date.now();
  const ask = (): void => {
    if (Date.now() - askedAt < ASKED_AGAIN) return;
    askedAt = Date.now();
    void refetch();
  };
  addEventListener("blur", ask);
  onCleanup(() => removeEventListener("blur", ask));
  return (now) => {
    const known = settings.latest;
    return known !== null && known !== undefined && isQuietAt(known, now);
  };
}

/** Whether this tab holds the lock with this name. When the tab closes, the lock passes to another tab. */
function createOneOfTabs(name: string): () => boolean {
  const [isMine, setMine] = createSignal(false);
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const abort = new AbortController();
  navigator.locks
    .request(name, { signal: abort.signal }, () => {
      setMine(true);
      return end;
    })
    // The wait for the lock was aborted.
    .catch(() => undefined);
  onCleanup(() => {
    abort.abort();
    resolve();
  });
  return isMine;
}

/**
 * Navigates when the service worker reports a click on a notification. The service worker has already brought this window to the front.
 */
function followClicks(): void {
  const navigate = useNavigate();
  function onMessage({ data }: MessageEvent<unknown>): void {
    const url = urlOf(data);
    if (url === null) return;
    const seq = /#m(\d+)$/.exec(url)?.[1];
    navigate(url, seq === undefined ? {} : { state: { message: Number(seq) } satisfies AskedOfRoom });
  }
  navigator.serviceWorker.addEventListener("message", onMessage);
  navigator.serviceWorker.startMessages();
  onCleanup(() => navigator.serviceWorker.removeEventListener("message", onMessage));
}

/** Reads the target from the message. Only a path of this app is accepted. */
function urlOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("type" in data) || !("url" in data)) return null;
  const { type, url } = data;
  return type === "notification.open" && typeof url === "string" && /^\/org_[^/]*\//.test(url) ? url : null;
}
