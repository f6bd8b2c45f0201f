import { createEffect, type Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { InboxContext } from "../../parts/contexts/inbox-context.ts";

/** What was deleted, or taken back by moderation, is not kept in somebody's list either, once this device has seen that. */
export function forgetDeleted(
  { inbox, saved }: InboxContext,
  room: RoomId,
  messages: Accessor<readonly Message[]>,
): void {
  createEffect(() => {
    const kept = saved().filter((message) => message.room === room);
    if (kept.length === 0) return;
    const gone = new Set(
      messages()
        .filter(({ deletedAt, moderation }) => deletedAt !== undefined || moderation?.state === "retracted")
        .map(({ seq }) => seq),
    );
    for (const { seq } of kept) {
      // The next opening tries again.
      if (gone.has(seq)) inbox.unsave(room, seq).catch(() => undefined);
    }
  });
}
