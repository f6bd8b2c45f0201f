import type { RoomId } from "../../shared/ids.ts";
import { OpenInbox } from "./inbox.ts";
import { resolveOptions } from "./resolve-options.ts";
import { OpenRoom } from "./room.ts";
import type { Client, ClientOptions, Inbox, Room } from "./types.ts";

/**
 * Creates a client for one person on one device. A room is opened once: `room` returns the same object until it is closed.
 *
 * @example
 * const client = createClient({ origin, organization, user, device, socketUrl, storage: makeMemoryStorage() });
 * const room = client.room(roomId);
 * room.subscribe(() => console.log(room.view?.messages.length));
 * await room.send({ text: "Hello" });
 */
export function createClient(options: ClientOptions): Client {
  /** A socket was opened for somebody else: this client opens no further one. */
  let isOthers = false;
  const resolved = resolveOptions(options, () => {
    isOthers = true;
    for (const room of rooms.values()) room.stopForOtherPerson();
    inbox?.stopForOtherPerson();
  });
  const rooms = new Map<RoomId, OpenRoom>();
  let inbox: OpenInbox | null = null;

  return {
    room(id: RoomId): Room {
      const open = rooms.get(id) ?? new OpenRoom(id, resolved, () => void rooms.delete(id));
      rooms.set(id, open);
      if (isOthers) open.stopForOtherPerson();
      return open;
    },
    inbox(): Inbox {
      inbox ??= new OpenInbox(resolved, () => (inbox = null));
      if (isOthers) inbox.stopForOtherPerson();
      return inbox;
    },
    setOnline(online) {
      for (const room of rooms.values()) room.setOnline(online);
      inbox?.setOnline(online);
    },
    close() {
      for (const room of [...rooms.values()]) room.close();
      inbox?.close();
    },
  };
}
