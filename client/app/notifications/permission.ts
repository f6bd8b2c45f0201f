import { createSignal, onCleanup, type Accessor } from "solid-js";

/** `unsupported`: this browser has no notifications, or this page may not ask (plain HTTP). */
export type Permission = NotificationPermission | "unsupported";

function look(): Permission {
  const can = "Notification" in globalThis && "serviceWorker" in navigator && isSecureContext;
  return can ? Notification.permission : "unsupported";
}

/** The browser's permission. It follows changes that the person makes in the browser's settings. */
export function createPermission(): { permission: Accessor<Permission>; ask: () => Promise<Permission> } {
  const [permission, setPermission] = createSignal(look());
  const onChange = () => setPermission(look());
  let status: PermissionStatus | undefined;
  let isGone = false;
  // Some browsers do not report changes. For those, the permission is read again when the person returns to the page.
  const asked = navigator.permissions?.query({ name: "notifications" });
  asked?.then(
    (found) => {
      if (isGone) return;
      status = found;
      found.addEventListener("change", onChange);
    },
    () => undefined,
  );
  addEventListener("focus", onChange);
  onCleanup(() => {
    isGone = true;
    status?.removeEventListener("change", onChange);
    removeEventListener("focus", onChange);
  });
  return {
    permission,
    async ask() {
      if (look() === "default") await Notification.requestPermission().catch(() => undefined);
      return setPermission(look());
    },
  };
}
