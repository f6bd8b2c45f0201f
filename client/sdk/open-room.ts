import type { RoomId } from "../../shared/ids.ts";
import { Listeners } from "./listeners.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { OpenRoom } from "./room.ts";
import { RoomSession } from "./room-session.ts";

/** Opens a room, with a dialogue that its threads share. */
export function openRoom(id: RoomId, options: ResolvedOptions, onClose: () => void): OpenRoom {
  const listeners = new Listeners();
  const session = new RoomSession(id, options, () => listeners.notify());
  return new OpenRoom({ id, listeners, session }, onClose);
}
