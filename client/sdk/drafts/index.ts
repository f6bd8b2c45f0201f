/** Private drafts. A separate entry because it imports yjs. */
import { type DraftKey, draftKey, placeOfDraft } from "../../../shared/draft-key.ts";
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
  const open = new Map<DraftKey, SyncedDraft>();
  let channel: InboxChannel | null = null;

  const find = (key: DraftKey): SyncedDraft => {
    const known = open.get(key);
    if (known !== undefined) return known;
    const draft = new SyncedDraft(key, storage);
    open.set(key, draft);
    if (channel !== null) draft.connected(channel);
    return draft;
  };

  const ofRoom = (room: RoomId): SyncedDraft[] =>
    [...open.values()].filter(({ key }) => placeOfDraft(key).room === room);

  /** Text on the screen stays visible and can be copied. */
  const forget = (room: RoomId): void => {
    for (const draft of ofRoom(room)) draft.forget();
    for (const store of [storage, storage.prompts]) void store.forgetDrafts(room).catch(() => undefined);
  };

  const detach = inbox.attach({
    connected(next) {
      channel = next;
      for (const draft of open.values()) draft.connected(next);
      void storage.unstoredDrafts().then(
        (keys) => keys.forEach(find),
        () => undefined,
      );
    },
    disconnected() {
      channel = null;
      for (const draft of open.values()) draft.disconnected();
    },
    received(frame) {
      if (frame.type === "draft") return void open.get(draftKey(frame))?.received(frame);
      if (frame.type === "inbox") {
        for (const { room } of frame.rooms) for (const draft of ofRoom(room)) draft.retry();
        return frame.gone.forEach(forget);
      }
      if (frame.type !== "ok" && frame.type !== "error") return;
      for (const draft of open.values()) if (draft.answered(frame)) return;
    },
  });

  return {
    open: (room, thread) => find(draftKey({ room, ...(thread !== undefined && { thread }) })),
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
