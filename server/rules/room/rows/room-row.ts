import type { OrganizationId, RoomId, UserId } from "../../../../shared/ids.ts";
import type { RoomKind } from "../../../../shared/permissions.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";

export type RoomRow = {
  id: RoomId;
  organization: OrganizationId;
  kind: RoomKind;
  name: string;
  epoch: string;
  generation: string;
  head: Seq;
  /** Who has taken over from the agents; null while agents answer. */
  takeover_by: UserId | null;
  /** How often somebody has taken over: a turn that began before the last takeover cannot speak. */
  takeovers: number;
};

/** The room's own row; null before the room was created. */
export function findRoom(store: SqlStore): RoomRow | null {
  return store.first<RoomRow>(
    "SELECT id, organization, kind, name, epoch, generation, head, takeover_by, takeovers FROM room",
  );
}

const kinds = new WeakMap<SqlStore, RoomKind>();

/** What kind of room it is. That never changes, and every command asks for it: it is read once for each store. */
export function kindOf(store: SqlStore): RoomKind {
  const known = kinds.get(store);
  if (known !== undefined) return known;
  const { kind } = readRoom(store);
  kinds.set(store, kind);
  return kind;
}

/** The room's own row, where the caller knows that it was created. */
export function readRoom(store: SqlStore): RoomRow {
  const row = findRoom(store);
  if (row === null) throw new Error("the room was not created");
  return row;
}
