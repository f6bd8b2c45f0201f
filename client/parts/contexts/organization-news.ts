import { onCleanup } from "solid-js";
import type { Inbox } from "../../sdk/types.ts";

/**
 * Calls `onNews` when the server says that the organization, its people or this person's role have changed.
 * `onConnected`: what was said before a connection was there has been missed. A page that asks before it connects asks again.
 */
export function createOrganizationNews(
  inbox: Inbox,
  onNews: () => void,
  onConnected: () => void = () => undefined,
): void {
  onCleanup(
    inbox.attach({
      connected: onConnected,
      disconnected: () => undefined,
      received: (frame) => {
        if (frame.type === "organization") onNews();
      },
    }),
  );
}
