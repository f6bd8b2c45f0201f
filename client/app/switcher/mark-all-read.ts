import type { RoomId } from "../../../shared/ids.ts";
import { isAway } from "../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { plural } from "../../ui/format.ts";
import { showToast } from "../toasts.ts";
import type { Workspace } from "../workspace/workspace-context.tsx";

/** Rooms that are opened side by side, and how long one of them may take, milliseconds. */
const AT_ONCE = 4;
const PATIENCE = 10_000;

/** A room alone moves its cursor: each that has something unread is opened for a moment. */
export async function markAllRead(
  { client, entries, inbox, serverNow }: Workspace,
  onScreen: () => RoomId | undefined,
): Promise<void> {
  const waiting = (entries() ?? []).filter((entry) => !isAway(entry, serverNow()));
  const marked = waiting.filter(({ settings }) => settings?.unread);
  const unread = waiting.filter((entry) => entry.unread > 0);
  const count = new Set([...marked, ...unread]).size;
  const rooms = unread.map(({ room }) => room);
  const results = await Promise.allSettled([
    ...marked.map(({ room }) => inbox.set(room, { unread: false })),
    ...Array.from({ length: AT_ONCE }, async () => {
      for (let room = rooms.pop(); room !== undefined; room = rooms.pop()) await readAll(room);
    }),
  ]);
  const failed = results.some(({ status }) => status === "rejected");
  if (failed) showToast({ text: "Not everything could be marked as read.", isProblem: true });
  else if (count === 0) showToast({ text: "You have read everything already." });
  else showToast({ text: `Marked ${plural(count, "conversation", "conversations")} as read.` });

  function readAll(id: RoomId): Promise<void> {
    const room = client.room(id);
    return new Promise((resolve, reject) => {
      const stops = [room.subscribe(look), inbox.subscribe(look)];
      const timer = setTimeout(() => end(() => reject(new Error("not in time"))), PATIENCE);
      let told = 0;
      function end(settle: () => void): void {
        clearTimeout(timer);
        for (const stop of stops) stop();
        // The page on screen holds the same one, and closes it.
        if (onScreen() !== id) room.close();
        settle();
      }
      function look(): void {
        if (room.connection.type === "stopped") return end(() => reject(new Error("not there")));
        if (!isUnreadIn(inbox.entries, id)) return end(resolve);
        const head = room.view?.head ?? 0;
        if (head > told) room.markRead((told = head));
      }
      look();
    });
  }
}

const isUnreadIn = (entries: readonly InboxEntry[] | null, room: RoomId): boolean =>
  entries?.some((entry) => entry.room === room && entry.unread > 0) ?? false;
