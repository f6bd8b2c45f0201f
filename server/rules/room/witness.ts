/**
 * Heads of this room that others have seen. A room whose head is lower has lost events: its end was lost in a power failure, or an older
 * copy of its database was restored. Its next seqs would name other events than those that devices hold, so it begins a new epoch.
 */
import type { Seq } from "../../../shared/protocol/seq.ts";
import { nextBeat } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Done } from "./effects.ts";
import type { Origin } from "./origin.ts";
import { findRoom } from "./rows/room-row.ts";
import { tellSearchSoon } from "./search-news.ts";
import { tellAllTasks } from "./task-news.ts";
import { schedule } from "./tasks.ts";

export interface Witness {
  /** `server`: an inbox or the directory. `device`: a client, which may lie. */
  by: "server" | "device";
  epoch: string;
  head: Seq;
}

/**
 * How long the word of devices counts no further after it began an epoch, ms. A member who lies can make the others load a snapshot once
 * in this time. Witnesses of the server always count.
 */
export const DEVICE_WORD_PAUSE = 60 * 60_000;

/** Begins a new epoch if the room is behind the witness: everyone starts over, and all inboxes get their entries anew. */
export function hearWitness(store: SqlStore, witness: Witness, origin: Origin): Done {
  const room = findRoom(store);
  if (room === null || room.epoch !== witness.epoch || !(room.head < witness.head)) return { effects: [] };
  if (witness.by === "device" && !mayDeviceSay(store, origin.now)) return { effects: [] };
  beginEpoch(store, origin);
  return { effects: [{ type: "restart" }, { type: "arm" }] };
}

/** Seqs of the old epoch name nothing any more. Large rooms tell everybody once. */
export function beginEpoch(store: SqlStore, { newEpoch, now }: Origin): void {
  store.run("UPDATE room SET epoch = ?", newEpoch());
  store.run("DELETE FROM told");
  schedule(store, { task: "inboxes" }, nextBeat(now));
  schedule(store, { task: "directory" }, nextBeat(now));
  tellSearchSoon(store, now);
  tellAllTasks(store, now);
}

function mayDeviceSay(store: SqlStore, now: number): boolean {
  const row = store.first<{ at: number }>("SELECT device_word_at AS at FROM room");
  if (row === null || now - row.at < DEVICE_WORD_PAUSE) return false;
  store.run("UPDATE room SET device_word_at = ?", now);
  return true;
}
