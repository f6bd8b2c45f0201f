import { createEffect, createMemo, on, untrack, type Accessor } from "solid-js";
import type { RoomId } from "../../../../shared/ids.ts";
import type { InboxContext } from "../../../parts/contexts/inbox-context.ts";

/** Opening a room takes its mark as unread away. Marking the one that is open leaves the mark for later. */
export function clearMark({ entries, triage }: InboxContext, open: Accessor<RoomId | undefined>): void {
  const isKnown = createMemo(() => entries()?.some(({ room }) => room === open()) ?? false);
  createEffect(
    on([open, isKnown], ([room]) => {
      const entry = untrack(entries)?.find((one) => one.room === room);
      if (entry !== undefined) triage.opened(entry);
    }),
  );
}
