/** Where messages stand that are not in the list: in a thread, or in another version of the conversation. Loaded when somebody goes there. */
import type { Seq } from "../../../../shared/protocol/events.ts";
import { threadOf } from "../../../sdk/thread.ts";
import type { RoomContextValue } from "../room-context.tsx";
import type { Row } from "../timeline/row.ts";
import { mayOpenThread } from "./may-open-thread.ts";

/** Shows what has the message: a thread, or another version of the conversation. Resolves to whether it is not in this list. */
export async function findPlace(room: RoomContextValue, seq: Seq): Promise<boolean> {
  if (seq === room.thread || !room.isCurrent()) return false;
  const root = await threadOf(room.room, seq);
  if (root === (room.thread ?? null)) {
    if (root === null && room.view().room.kind === "session") await room.room.peek(seq);
    return false;
  }
  if (room.thread !== undefined) room.elsewhere?.(seq);
  else if (root !== null) room.openThread({ root, at: seq });
  return true;
}

/** Opens the thread of a message, or the one in which it is. */
export function openThreadOf(room: RoomContextValue, row: Row | undefined): void {
  if (row?.type !== "message" || row.body.state !== "stored") return;
  const { seq, thread } = row.body.message;
  if (mayOpenThread(room, row.body.message)) room.openThread({ root: thread ?? seq, writes: true });
}
