import type { RoomId } from "../../shared/ids.ts";
import { Listeners } from "./listeners.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { type Opened, OpenRoom } from "./room.ts";
import { RoomSession } from "./room-session.ts";
import { OpenThread } from "./thread.ts";

/** Opens a room, with a dialogue that its threads share. */
export function openRoom(id: RoomId, options: ResolvedOptions, onClose: () => void): OpenRoom {
  const listeners = new Listeners();
  const opened: Opened = {
    id,
    listeners,
    session: new RoomSession(id, options, () => listeners.notify()),
    openThread: (root) => new OpenThread(root, opened),
  };
  return new OpenRoom(opened, onClose);
}
