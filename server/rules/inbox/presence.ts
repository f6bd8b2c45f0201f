/** Presence data in a person's inbox: when they were last online, and their status. */
import type { UserId } from "../../../shared/ids.ts";
import { isEmoji } from "../../../shared/emoji.ts";
import { MAX_STATUS_LENGTH, MAX_STATUS_TIME, PRESENCE_GRACE } from "../../../shared/limits.ts";
import type {
  Activity,
  PersonStatus,
  Presence,
  Quiet,
  SetStatus,
  StatusText,
} from "../../../shared/protocol/frames.ts";
import { cleanName } from "../../../shared/text.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readJson } from "../../storage/json-column.ts";

/** All times are the server's clock, milliseconds. */
type PresenceRow = {
  last_seen: number | null;
  status: string | null;
  quiet: string | null;
};

const readRow = (store: SqlStore): PresenceRow =>
  store.first<PresenceRow>("SELECT last_seen, status, quiet FROM presence") ?? {
    last_seen: null,
    status: null,
    quiet: null,
  };

/** The person's presence, computed from their devices, and their status. */
export function statusOf(
  store: SqlStore,
  user: UserId,
  devices: Iterable<Activity>,
  now: number,
): PersonStatus {
  const { last_seen: lastSeen, status, quiet } = readRow(store);
  const state = stateOf(devices, lastSeen, now);
  const said = current<StatusText>(status, now);
  const silent = current<Quiet>(quiet, now);
  return {
    user,
    at: now,
    state,
    ...(state === "offline" && lastSeen !== null && { lastSeen }),
    ...(said !== null && { status: said }),
    ...(silent !== null && { quiet: silent }),
  };
}

/** A person has the state of their most active device. A grace period hides the short absence during a reload. */
function stateOf(devices: Iterable<Activity>, lastSeen: number | null, now: number): Presence {
  let state: Presence = "offline";
  for (const activity of devices) {
    if (activity === "active") return "active";
    state = "idle";
  }
  if (state === "offline" && lastSeen !== null && now < lastSeen + PRESENCE_GRACE) return "idle";
  return state;
}

function current<Kept extends { until?: number }>(row: string | null, now: number): Kept | null {
  if (row === null) return null;
  const kept = readJson<Kept | null>(row, null);
  if (kept === null) return null;
  return kept.until === undefined || kept.until > now ? kept : null;
}

/** When the grace period of a person without devices ends; null if it has ended or does not apply. */
export function graceEnd(store: SqlStore, now: number): number | null {
  const { last_seen: lastSeen } = readRow(store);
  return lastSeen !== null && now < lastSeen + PRESENCE_GRACE ? lastSeen + PRESENCE_GRACE : null;
}

export function noteSeen(store: SqlStore, now: number): void {
  store.run("UPDATE presence SET last_seen = ?", now);
}

/** Returns false, without a change, if the status is invalid. */
export function setStatus(
  store: SqlStore,
  { status, quiet }: Omit<SetStatus, "type" | "ref">,
  now: number,
): boolean {
  const said = status === undefined || status === null ? status : cleanStatus(status, now);
  if (said === "refused" || (quiet !== undefined && quiet !== null && !isTime(quiet.until, now)))
    return false;
  if (said !== undefined)
    store.run("UPDATE presence SET status = ?", said === null ? null : JSON.stringify(said));
  if (quiet !== undefined)
    store.run("UPDATE presence SET quiet = ?", quiet === null ? null : JSON.stringify(quiet));
  return true;
}

function cleanStatus({ text, emoji, until }: StatusText, now: number): StatusText | "refused" {
  const cleaned = cleanName(text);
  if (cleaned === null || cleaned.length > MAX_STATUS_LENGTH) return "refused";
  if ((emoji !== undefined && !isEmoji(emoji)) || !isTime(until, now)) return "refused";
  return { text: cleaned, ...(emoji !== undefined && { emoji }), ...(until !== undefined && { until }) };
}

const isTime = (until: number | undefined, now: number): boolean =>
  until === undefined || (until > now && until <= now + MAX_STATUS_TIME);

/** The person has left the organization: deletes all of their presence data. */
export function forgetPresence(store: SqlStore): void {
  store.run("UPDATE presence SET last_seen = NULL, status = NULL, quiet = NULL");
}
