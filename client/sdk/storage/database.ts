/** The database of a person in an organization, on one device. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { MessageId, RoomId } from "../../../shared/ids.ts";
import type { StoredDraft } from "../drafts/consumed-draft.ts";
import type { OutboxEntry } from "../types.ts";

export interface Schema extends DBSchema {
  /** Keys ascend in the order of writing. Message ids would not, if a clock is set back. */
  outbox: {
    key: number;
    value: OutboxEntry;
    indexes: { byRoom: RoomId; byId: [RoomId, MessageId] };
  };
  drafts: { key: RoomId; value: StoredDraft };
  /** Text written in shared composers. */
  prompts: { key: RoomId; value: StoredDraft };
}

export async function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 3, {
    upgrade(database, version) {
      if (version < 3) database.createObjectStore("prompts", { keyPath: "room" });
      if (version < 2) database.createObjectStore("drafts", { keyPath: "room" });
      if (version >= 1) return;
      const outbox = database.createObjectStore("outbox", { autoIncrement: true });
      outbox.createIndex("byRoom", "room");
      outbox.createIndex("byId", ["room", "id"], { unique: true });
    },
    // A newer version in another tab must not wait for this one.
    blocking: () => db.close(),
  });
  return db;
}
