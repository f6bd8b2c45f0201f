/** Private drafts. A separate entry because it imports yjs. */
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxChannel } from "../inbox-channel.ts";
import type { Inbox } from "../types.ts";
import { SyncedDraft } from "./synced-draft.ts";
import type { Drafts, DraftStorage } from "./types.ts";

export { changeBetween, moveCaret } from "./edit-text.ts";
export type * from "./types.ts";

/**
 * Drafts of the inbox's person. Drafts that are stored only on this device are sent to the inbox, also if their room is not
 * open.
 *
 * @example
 * const drafts = createDrafts(client.inbox(), storage);
 * const draft = drafts.open(roomId);
 * draft.edit("Not sent yet");
 * await room.send({ text: draft.text, consumed: draft.consume() });
 */
export function createDrafts(inbox: Inbox, storage: DraftStorage): Drafts {
  const open = new Map<RoomId, SyncedDraft>();
  let channel: InboxChannel | null = null;

  const find = (room: RoomId): SyncedDraft => {
    const known = open.get(room);
    if (known !== undefined) return known;
    const draft = new SyncedDraft(room, storage);
    open.set(room, draft);
    if (channel !== null) draft.connected(channel);
    return draft;
  };

  /** Text on the screen stays visible and can be copied. */
  const forget = (room: RoomId): void => {
    open.get(room)?.forget();
    for (const store of [storage, storage.prompts]) void store.forgetDraft(room).catch(() => undefined);
  };

  const detach = inbox.attach({
    connected(next) {
      channel = next;
      for (const draft of open.values()) draft.connected(next);
      void storage.unstoredDrafts().then(
        (rooms) => rooms.forEach(find),
        () => undefined,
      );
    },
    disconnected() {
      channel = null;
      for (const draft of open.values()) draft.disconnected();
    },
    received(frame) {
      if (frame.type === "draft") return void open.get(frame.room)?.received(frame);
      if (frame.type === "inbox") {
        frame.rooms.forEach(({ room }) => open.get(room)?.retry());
        return frame.gone.forEach(forget);
      }
      if (frame.type !== "ok" && frame.type !== "error") return;
      for (const draft of open.values()) if (draft.answered(frame)) return;
    },
  });

  return {
    open: find,
    keep() {
      for (const draft of open.values()) draft.keep();
    },
    close() {
      detach();
      for (const draft of open.values()) draft.close();
      open.clear();
    },
  };
}
