import type { RoomId } from "../../shared/ids.ts";
import { OpenInbox } from "./inbox.ts";
import { OpenRooms } from "./rooms.ts";
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
  const rooms = new OpenRooms(options, () => inbox?.stopForOtherPerson());
  let inbox: OpenInbox | null = null;

  return {
    room(id: RoomId): Room {
      return rooms.room(id);
    },
    inbox(): Inbox {
      inbox ??= new OpenInbox(rooms.options, () => (inbox = null));
      if (rooms.isOthers) inbox.stopForOtherPerson();
      return inbox;
    },
    setOnline(online) {
      rooms.setOnline(online);
      inbox?.setOnline(online);
    },
    close() {
      rooms.close();
      inbox?.close();
    },
  };
}
