import { onCleanup } from "solid-js";
import type { Inbox } from "../../sdk/types.ts";

/** Calls `onNews` when the server says that the organization, its people or this person's role have changed. */
export function createOrganizationNews(inbox: Inbox, onNews: () => void): void {
  onCleanup(
    inbox.attach({
      connected: () => undefined,
      disconnected: () => undefined,
      received: (frame) => {
        if (frame.type === "organization") onNews();
      },
    }),
  );
}
