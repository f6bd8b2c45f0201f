import { createEffect, type Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { InboxContext } from "../../parts/contexts/inbox-context.ts";

/** Removes messages from the saved list once this device has seen that they were deleted, or retracted by moderation. */
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
      // If it fails, the next opening of the room tries again.
      if (gone.has(seq)) inbox.unsave(room, seq).catch(() => undefined);
    }
  });
}
