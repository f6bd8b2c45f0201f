/** How far the rooms of the organization were asked to tell their messages. It happens once for each version of the analyser. */
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { ANALYSER_VERSION } from "../../knowledge/words/terms.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface WalkState {
  organization: OrganizationId;
  /** The last room that was asked; null before the first. */
  after: RoomId | null;
}

type WalkRow = { organization: OrganizationId; after: RoomId | null; analyser: number };

/** After the last room. No room id is greater. */
const END = "~";

/** Whether the walk of this version has begun. */
export function isWalked(store: SqlStore): boolean {
  return store.first<WalkRow>("SELECT * FROM walk")?.analyser === ANALYSER_VERSION;
}

export function beginWalk(store: SqlStore, organization: OrganizationId): void {
  store.run(
    "INSERT OR REPLACE INTO walk (only, organization, analyser, after) VALUES (1, ?, ?, NULL)",
    organization,
    ANALYSER_VERSION,
  );
}

/** Null if there is nothing to walk any more. */
export function walkState(store: SqlStore): WalkState | null {
  const row = store.first<WalkRow>("SELECT * FROM walk");
  return row === null || row.after === END ? null : { organization: row.organization, after: row.after };
}

export function noteWalked(store: SqlStore, room: RoomId): void {
  store.run("UPDATE walk SET after = ?", room);
}

export function endWalk(store: SqlStore): void {
  store.run("UPDATE walk SET after = ?", END);
}
