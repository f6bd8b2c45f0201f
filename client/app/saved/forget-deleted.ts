import { createEffect } from "solid-js";
import type { RoomContextValue } from "../room/room-context.tsx";
import { useWorkspace } from "../pages/workspace-provider.tsx";

/** What was deleted, or taken back by moderation, is not kept in somebody's list either, once this device has seen that. */
export function forgetDeleted(room: RoomContextValue): void {
  const { inbox, saved } = useWorkspace();
  createEffect(() => {
    const kept = saved().filter((message) => message.room === room.room.id);
    if (kept.length === 0) return;
    const gone = new Set(
      room
        .messages()
        .filter(({ deletedAt, moderation }) => deletedAt !== undefined || moderation?.state === "retracted")
        .map(({ seq }) => seq),
    );
    for (const { room: id, seq } of kept) {
      // The next opening tries again.
      if (gone.has(seq)) inbox.unsave(id, seq).catch(() => undefined);
    }
  });
}
