import { createEffect, createMemo, type Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { InboxContext } from "../../parts/contexts/inbox-context.ts";
import type { RemindersContext } from "../../parts/reminders/reminders-context.ts";

/**
 * Removes messages from the saved list, and the reminders about them, once this device has seen that they were deleted, or retracted by
 * moderation. If that fails, the next opening of the room tries again.
 */
export function forgetDeleted(
  { inbox, saved }: InboxContext,
  { reminders, open }: RemindersContext,
  room: RoomId,
  messages: Accessor<readonly Message[]>,
): void {
  const gone = createMemo(
    () =>
      new Set(
        messages()
          .filter(({ deletedAt, moderation }) => deletedAt !== undefined || moderation?.state === "retracted")
          .map(({ seq }) => seq),
      ),
  );
  createEffect(() => {
    for (const { room: at, seq } of saved()) {
      if (at === room && gone().has(seq)) inbox.unsave(room, seq).catch(() => undefined);
    }
  });
  createEffect(() => {
    for (const { id, about } of open()) {
      const isGone = about.type === "message" && about.room === room && gone().has(about.seq);
      if (isGone) reminders.then((all) => all.remove(id)).catch(() => undefined);
    }
  });
}
