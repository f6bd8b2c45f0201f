import { batch, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { RoomView } from "../../../shared/room-view.ts";
import type { ConnectionState, OutboxEntry, Room, Rooms } from "../../sdk/types.ts";
import { logOf, type Item } from "./log/log-of.ts";

/** One open conversation as signals. */
export interface Conversation {
  room: Room;
  me: UserId;
  view: Accessor<RoomView | null>;
  outbox: Accessor<readonly OutboxEntry[]>;
  connection: Accessor<ConnectionState>;
  /** The keys of what is shown, in order. */
  keys: Accessor<readonly string[]>;
  item: (key: string) => Item | undefined;
  /** Messages of others that the visitor has not read. */
  unread: Accessor<readonly Item[]>;
}

/** Opens the room; it closes with its owner. Pieces of an answer are shown once per frame. */
export function openConversation(client: Rooms, id: RoomId, me: UserId): Conversation {
  const room = client.room(id);
  const [view, setView] = createSignal(room.view);
  const [outbox, setOutbox] = createSignal(room.outbox);
  const [connection, setConnection] = createSignal(room.connection);
  let frame = 0;
  const show = () => {
    frame = 0;
    batch(() => {
      setView(room.view);
      setOutbox(room.outbox);
      setConnection(room.connection);
    });
  };
  const stop = room.subscribe(() => {
    // A page in the background gets no frames.
    if (document.hidden) show();
    else if (frame === 0) frame = requestAnimationFrame(show);
  });
  onCleanup(() => {
    stop();
    cancelAnimationFrame(frame);
    room.close();
  });
  const items = createMemo(() => logOf(view(), outbox(), me));
  const keys = createMemo<readonly string[]>((before) => {
    const now = [...items().keys()];
    return now.length === before.length && now.every((key, at) => key === before[at]) ? before : now;
  }, []);
  const unread = createMemo(() => {
    const read = view()?.cursors[me]?.read ?? 0;
    return [...items().values()].filter(
      (item) =>
        (item.type === "person" && item.message.seq > read) ||
        (item.type === "answer" && item.message.seq > read && item.answer.state !== "running"),
    );
  });
  return { room, me, view, outbox, connection, keys, item: (key) => items().get(key), unread };
}
