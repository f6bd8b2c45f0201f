/** What webhooks want to know of this room. The room learns it when it is created, and whenever it changes. */
import type { UserId } from "../../../shared/ids.ts";
import type { RoomWebhookEvent } from "../../../shared/webhooks.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readJson } from "../../storage/json-column.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Effect } from "./effects.ts";
import { HOOK_NAMES } from "./hook-events.ts";
import { schedule } from "./tasks.ts";

export interface RoomHook {
  /** Whose rights the webhook has. */
  by: UserId;
  events: RoomWebhookEvent[];
}

export interface WantedOfRoom {
  /** Of two answers the one with the higher revision is the newer. At least 1. */
  revision: number;
  /** Empty: nobody wants to know anything. */
  hooks: RoomHook[];
  /** When the webhooks among them were last changed (server clock, milliseconds), and the revision from which that is known. */
  changes: { revision: number; at: number }[];
}

export interface HookState {
  revision: number;
  hooks: RoomHook[];
  /** Everything up to here was told. */
  told: Seq;
}

/** What happens within this time is told together. Milliseconds. */
const WINDOW = 250;

/** In the same transaction as the change, so that no crash loses the telling. Without webhooks this reads one row and writes nothing. */
export function scheduleHooks(store: SqlStore, effects: readonly Effect[], now: number): void {
  const isTold = effects.some((effect) => effect.type === "publish" && HOOK_NAMES.has(effect.event.type));
  if (isTold && isHooked(store)) tellHooksSoon(store, now);
}

export function tellHooksSoon(store: SqlStore, now: number): void {
  schedule(store, { task: "hooks" }, (Math.floor(now / WINDOW) + 1) * WINDOW);
}

const isHooked = (store: SqlStore): boolean =>
  store.first("SELECT 1 AS found FROM room WHERE hooks IS NOT NULL") !== null;

export function hookState(store: SqlStore): HookState {
  const row = store.first<{ hooks: string | null; hooks_revision: number; hooks_told: Seq }>(
    "SELECT hooks, hooks_revision, hooks_told FROM room",
  );
  return {
    revision: row?.hooks_revision ?? 0,
    hooks: row === null || row.hooks === null ? [] : readJson<RoomHook[]>(row.hooks, []),
    told: row?.hooks_told ?? 0,
  };
}

/** Takes what is wanted now. An answer that is older than what the room knows changes nothing. */
export function setHooks(store: SqlStore, wanted: WantedOfRoom): void {
  const before = hookState(store);
  const { revision, hooks } = wanted;
  if (revision <= before.revision) return;
  const told = hooks.length === 0 ? before.told : toldBefore(store, before, wanted);
  store.run(
    "UPDATE room SET hooks = ?, hooks_revision = ?, hooks_told = ?",
    hooks.length === 0 ? null : JSON.stringify(hooks),
    revision,
    told,
  );
}

/**
 * Up to where everything was told to all of them. What has happened since a webhook was changed was told without it until now, and is told
 * again: whoever has it knows it.
 */
function toldBefore(store: SqlStore, before: HookState, { changes }: WantedOfRoom): Seq {
  const isFirst = before.hooks.length === 0;
  const unknown = changes.filter(({ revision }) => isFirst || revision > before.revision);
  return Math.min(...(isFirst ? [] : [before.told]), ...unknown.map(({ at }) => lastBefore(store, at)));
}

/** Notes that everything up to here was told to the webhooks of this revision. If others are known by now, they may not have it. */
export function noteHooksTold(store: SqlStore, { upTo, revision }: { upTo: Seq; revision: number }): void {
  store.run("UPDATE room SET hooks_told = ?1 WHERE hooks_told < ?1 AND hooks_revision = ?2", upTo, revision);
}

/** The seq of the last event before this time. Reads the newest rows only, because the time rises with the seq. */
function lastBefore(store: SqlStore, at: number): Seq {
  const row = store.first<{ seq: Seq | null }>(
    `SELECT max(seq) AS seq FROM (
       SELECT * FROM (SELECT seq FROM messages WHERE at < ?1 ORDER BY seq DESC LIMIT 1)
       UNION ALL SELECT * FROM (SELECT seq FROM events WHERE at < ?1 ORDER BY seq DESC LIMIT 1))`,
    at,
  );
  return row?.seq ?? 0;
}
