/** What a person has set about being told, as rows of their inbox. Pure over the SQL port. */
import {
  type ChatChannel,
  type ChatKind,
  DEFAULT_SETTINGS,
  type NoticeSettings,
} from "../../../shared/notices.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** The settings, and what the inbox has to know besides. */
interface Stored extends Partial<NoticeSettings> {
  /** A device was registered for push. */
  push?: boolean;
  /** The app's own address, as a device of the person has it. */
  origin?: string;
}

function readStored(store: SqlStore): Stored {
  const row = store.first<{ data: string }>("SELECT data FROM notice_settings");
  return row === null ? {} : readJson<Stored>(row.data, {});
}

function writeStored(store: SqlStore, stored: Stored): void {
  store.run("INSERT OR REPLACE INTO notice_settings (only_row, data) VALUES (1, ?)", JSON.stringify(stored));
}

export function readNoticeSettings(store: SqlStore): NoticeSettings {
  const { push: _, origin: __, ...set } = readStored(store);
  return { ...DEFAULT_SETTINGS, ...set };
}

export function changeNoticeSettings(store: SqlStore, change: Partial<NoticeSettings>): NoticeSettings {
  const before = readStored(store);
  const after = { ...before, ...change };
  if (JSON.stringify(after) !== JSON.stringify(before)) writeStored(store, after);
  return readNoticeSettings(store);
}

export const hasPush = (store: SqlStore): boolean => readStored(store).push === true;
export const originOf = (store: SqlStore): string | null => readStored(store).origin ?? null;

export function notePush(store: SqlStore): void {
  const stored = readStored(store);
  if (stored.push !== true) writeStored(store, { ...stored, push: true });
}

export function noteOrigin(store: SqlStore, origin: string): void {
  const stored = readStored(store);
  if (stored.origin !== origin) writeStored(store, { ...stored, origin });
}

export type ChatRow = {
  id: string;
  kind: ChatKind;
  name: string;
  address: string;
  created_at: number;
  off: "gone" | null;
};

export const MAX_CHATS = 10;

export function allChats(store: SqlStore): ChatRow[] {
  return store.all<ChatRow>("SELECT * FROM notice_channels ORDER BY created_at, id");
}

export const toChat = ({ id, kind, name, created_at: createdAt, off }: ChatRow): ChatChannel => ({
  id,
  kind,
  name,
  createdAt,
  off,
});

/** The same id again changes nothing. Null if there are too many. */
export function addChat(store: SqlStore, chat: ChatRow): ChatChannel | null {
  const known = allChats(store);
  const before = known.find(({ id }) => id === chat.id);
  if (before !== undefined) return toChat(before);
  if (known.length >= MAX_CHATS) return null;
  store.run(
    "INSERT INTO notice_channels (id, kind, name, address, created_at, off) VALUES (?, ?, ?, ?, ?, NULL)",
    chat.id,
    chat.kind,
    chat.name,
    chat.address,
    chat.created_at,
  );
  return toChat(chat);
}

export function removeChat(store: SqlStore, id: string): boolean {
  const isThere = allChats(store).some((chat) => chat.id === id);
  store.run("DELETE FROM notice_channels WHERE id = ?", id);
  return isThere;
}

/** Its address answered that it is gone. */
export function switchChatOff(store: SqlStore, id: string): void {
  store.run("UPDATE notice_channels SET off = 'gone' WHERE id = ?", id);
}
