import { createSignal, onCleanup, type Accessor } from "solid-js";

/** `unsupported`: this browser shows none, or this page may not ask (plain HTTP). */
export type Permission = NotificationPermission | "unsupported";

function look(): Permission {
  const can = "Notification" in globalThis && "serviceWorker" in navigator && isSecureContext;
  return can ? Notification.permission : "unsupported";
}

/** What the browser allows, also when the person changes it there. */
export function createPermission(): { permission: Accessor<Permission>; ask: () => Promise<Permission> } {
  const [permission, setPermission] = createSignal(look());
  const onChange = () => setPermission(look());
  let status: PermissionStatus | undefined;
  let isGone = false;
  // Some browsers do not tell of changes: then it is looked at again when the person comes back.
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
