import { isRoomId } from "../../../shared/ids.ts";
import { unreadIn } from "../../../shared/inbox-counts.ts";
import type { ChatChannel, NoticeAnswer, NoticeSettings } from "../../../shared/notices.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { noticeWords } from "../../notify/notice-words.ts";
import { findEntry } from "../../rules/inbox/list-rooms.ts";
import { readPreferences } from "../../rules/inbox/preferences.ts";
import {
  addChat,
  allChats,
  changeNoticeSettings,
  type ChatRow,
  noteOrigin,
  notePush,
  readNoticeSettings,
  removeChat,
  switchChatOff,
  toChat,
} from "../../rules/notify/notice-settings.ts";
import type { InboxNotices } from "./inbox-notices.ts";
import type { InboxNoticesPort } from "./inbox-notices-port.ts";

interface InboxNoticeChoicesPort extends Pick<
  InboxNoticesPort,
  "env" | "store" | "name" | "transaction" | "put" | "markDone"
> {
  notices: Pick<InboxNotices, "put" | "cancel">;
}

/** What the person sets about being told outside of the app, and what they choose in a notification. */
export class InboxNoticeChoices {
  readonly #port: InboxNoticeChoicesPort;

  constructor(port: InboxNoticeChoicesPort) {
    this.#port = port;
  }

  settings(): NoticeSettings {
    return readNoticeSettings(this.#port.store);
  }

  change(change: Partial<NoticeSettings>): NoticeSettings {
    return changeNoticeSettings(this.#port.store, change);
  }

  /** A device of the person is told by push. */
  notePush(origin: string | null): void {
    const { store } = this.#port;
    notePush(store);
    if (origin !== null) noteOrigin(store, origin);
  }

  chats(): ChatChannel[] {
    return allChats(this.#port.store).map(toChat);
  }

  addChat(chat: Omit<ChatRow, "off">): ChatChannel | null {
    const { store, transaction } = this.#port;
    return transaction(() => addChat(store, { ...chat, off: null }));
  }

  switchChatOff(id: string): void {
    switchChatOff(this.#port.store, id);
  }

  removeChat(id: string): boolean {
    return removeChat(this.#port.store, id);
  }

  /** Tells the person on all channels, to try them. Each test replaces the one before. */
  test(): void {
    const { store, name, notices } = this.#port;
    const now = Date.now();
    const words = noticeWords(readNoticeSettings(store).language);
    const { organization } = ownerOf(name());
    const said = { title: words("testTitle"), text: words("testText"), at: now, address: `/${organization}` };
    notices.put({ key: "test", kind: "test", ...said, actions: [] }, now);
  }

  async answer(key: string, { action, seq, thread }: NoticeAnswer): Promise<void> {
    const { env, store, name, notices, put, markDone } = this.#port;
    const entry = isRoomId(key) ? findEntry(store, key) : null;
    if (entry === null) {
      notices.cancel(key);
      return;
    }
    const { room, epoch, head } = entry;
    const after = await roomStub(env, room).markRead(ownerOf(name()).user, {
      epoch,
      head: Math.min(seq ?? head, head),
      private: readPreferences(store).privateReading === true,
      ...(thread !== undefined && { thread }),
    });
    if (after !== null) put(after);
    // Not what came after the message that was shown.
    if (action === "done" && (after === null || unreadIn(after) === 0)) markDone(room, after?.head ?? head);
  }
}
