import { createEffect, onCleanup, type Accessor } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import type { Client, OutboxStorage, Room } from "../../sdk/types.ts";

/**
 * A room sends its outbox only while it is open. Messages that wait in a room that is no longer on screen must not wait until somebody
 * opens it again. So such a room is opened in the background until its outbox is empty. `isReady`: the list is shown, so the connection may
 * have more to do.
 */
export function sendWaitingMessages(
  client: Client,
  storage: OutboxStorage,
  isReady: Accessor<boolean>,
  onScreen: Accessor<RoomId | undefined>,
): void {
  const background = new Map<RoomId, { room: Room; stop: () => void }>();
  let left: RoomId | undefined;

  function release(id: RoomId, close: boolean): void {
    const kept = background.get(id);
    background.delete(id);
    kept?.stop();
    if (close) kept?.room.close();
  }
  async function consider(id: RoomId): Promise<void> {
    // Without the storage nothing is known of rooms that are not open.
    const waiting = await storage.list(id).catch(() => []);
    const sendable = waiting.some((entry) => entry.failure === undefined);
    if (!sendable || id === onScreen() || background.has(id)) return;
    const room = client.room(id);
    let hadSome = false;
    const stop = room.subscribe(() => {
      hadSome ||= room.outbox.length > 0;
      const over =
        room.connection.type === "stopped" || room.outbox.some((entry) => entry.failure !== undefined);
      if (over || (hadSome && room.outbox.length === 0)) release(id, true);
    });
    background.set(id, { room, stop });
  }

  let started = false;
  createEffect(() => {
    if (started || !isReady()) return;
    started = true;
    void storage.rooms().then(
      (rooms) => rooms.forEach((id) => void consider(id)),
      () => undefined,
    );
  });
  createEffect(() => {
    const now = onScreen();
    if (left !== undefined && left !== now) void consider(left);
    // From now on the page on screen uses the same open room, and closes it.
    if (now !== undefined) release(now, false);
    left = now;
  });
  onCleanup(() => {
    for (const id of [...background.keys()]) release(id, true);
  });
}
