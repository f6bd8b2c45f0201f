import { createEffect, createMemo, on, untrack, type Accessor } from "solid-js";
import type { RoomId } from "../../../../shared/ids.ts";
import type { InboxContext } from "../../../parts/contexts/inbox-context.ts";

/** Opening a room clears its "unread" mark. Marking the room that is already open keeps the mark. */
export function clearMark({ entries, triage }: InboxContext, open: Accessor<RoomId | undefined>): void {
  const isKnown = createMemo(() => entries()?.some(({ room }) => room === open()) ?? false);
  createEffect(
    on([open, isKnown], ([room]) => {
      const entry = untrack(entries)?.find((one) => one.room === room);
      if (entry !== undefined) triage.opened(entry);
    }),
  );
}
