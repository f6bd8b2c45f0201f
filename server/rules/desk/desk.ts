/** The desk's own row. */
import type { DeskSettings } from "../../../shared/desk.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";

export type DeskRow = {
  epoch: string;
  organization: OrganizationId | null;
  head: number;
  by_turns: number;
  origin: string | null;
};

export function openDesk(store: SqlStore, newEpoch: () => string): void {
  store.run("INSERT OR IGNORE INTO desk (only_row, epoch) VALUES (1, ?)", newEpoch());
}

export function readDesk(store: SqlStore): DeskRow {
  const row = store.first<DeskRow>("SELECT epoch, organization, head, by_turns, origin FROM desk");
  if (row === null) throw new Error("the desk was not opened");
  return row;
}

/** Counts a change of this conversation. */
export function touch(store: SqlStore, room: RoomId): void {
  store.run("UPDATE conversations SET changed = ? WHERE room = ?", nextHead(store), room);
}

/** Somebody has left the line: those behind have another place. */
export function moveUp(store: SqlStore, left: number): void {
  store.run("UPDATE conversations SET changed = ? WHERE line > ?", nextHead(store), left);
}

export function nextHead(store: SqlStore): number {
  return store.first<{ head: number }>("UPDATE desk SET head = head + 1 RETURNING head")?.head ?? 0;
}

export function settingsOf(store: SqlStore): DeskSettings {
  return { byTurns: readDesk(store).by_turns === 1 };
}

export function setByTurns(store: SqlStore, byTurns: boolean): void {
  store.run("UPDATE desk SET by_turns = ?", byTurns ? 1 : 0);
  nextHead(store);
}
