/**
 * How a decided notice is told: consumers of the queue take it, tell on each channel, and say how it went. Whatever is doubled, reordered or
 * repeated, a channel is told once: a consumer holds it by a lease while it works, and what is done is not taken again.
 */
import type { ChannelResult, NoticeChannel } from "../../../shared/notices.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Decided, noteDecided } from "./notice-log.ts";
import { deleteNotice, findNotice, type NoticeRow, shownOn, writeNotice } from "./notice-rows.ts";

/** A consumer that died holds its channels no longer than this, ms. A request outside takes at most 15 s. */
export const LEASE = 60_000;
/** If the queue has lost a message, it is sent again after this time, ms: later than its own last attempt. */
export const SEND_AGAIN = 5 * 60_000;
const MOST_SENDS = 3;
/** A notice that was told is closed on devices when its reason ends. After this time nothing is left of it, ms. */
const KEPT = 7 * 24 * 60 * 60_000;
/** A device that had the app open is looked at again after this time, ms: its page may have slept. */
export const LOOK_AGAIN = 90_000;

export interface TakenNotice {
  row: NoticeRow;
  channels: NoticeChannel[];
}

/** What is left to tell of this version, held for the caller until the lease ends. Null: nothing, or somebody else is telling it. */
export function takeNotice(store: SqlStore, key: string, version: number, now: number): TakenNotice | null {
  const row = findNotice(store, key);
  if (row === null || row.version !== version) return null;
  if (row.state !== "sending" && row.state !== "closing") return null;
  const { done, leases } = row.told;
  const channels = wantedOf(row).filter(
    (channel) => !done.includes(channel) && (leases[channel] ?? 0) <= now,
  );
  if (channels.length === 0) return null;
  const held = Object.fromEntries(channels.map((channel) => [channel, now + LEASE]));
  const told = { ...row.told, leases: { ...leases, ...held } };
  writeNotice(store, { ...row, told });
  return { row, channels };
}

export interface ToldOn {
  channel: NoticeChannel;
  results: ChannelResult[];
  /** It is tried again by the queue: the channel is not done. */
  again?: boolean;
  /** A device had the app open: it is looked at again, once. */
  look?: boolean;
}

/** How telling went. Said twice, it changes nothing. Returns when to look again; null for never. */
export function noteTold(
  store: SqlStore,
  key: string,
  version: number,
  { channel, results, again = false, look = false }: ToldOn,
  now: number,
): number | null {
  const row = findNotice(store, key);
  if (row === null) return null;
  if (row.version !== version) {
    // What an older version has reached is closed with the newer one.
    const shown = shownOn({ ...row.told, results });
    const isNew = shown.length > row.told.shown.length;
    if (isNew) writeNotice(store, { ...row, told: { ...row.told, shown } });
    return null;
  }
  const { [channel]: _, ...leases } = row.told.leases;
  const isDone = !again && !look && !row.told.done.includes(channel);
  const done = isDone ? [...row.told.done, channel] : row.told.done;
  const told = { ...row.told, done, leases, results: mergeResults(row.told.results, results) };
  return settle(store, { ...row, due: look ? now + LOOK_AGAIN : row.due, told }, now);
}

/** The queue has given up. Returns what had failed. */
export function noteDead(store: SqlStore, key: string, version: number, now: number): ChannelResult[] {
  const row = findNotice(store, key);
  if (row === null || row.version !== version) return [];
  const { results, done } = row.told;
  if (row.state === "told") return results.filter(({ outcome }) => outcome === "failed");
  const left = wantedOf(row).filter((channel) => !done.includes(channel));
  const unsaid = left.filter((channel) => !results.some((result) => classOf(result) === channel));
  const failed = unsaid.map((channel): ChannelResult => ({ channel, name: "", outcome: "failed", at: now }));
  const told = { ...row.told, done: [...done, ...left], leases: {}, results: mergeResults(results, failed) };
  settle(store, { ...row, told }, now);
  return told.results.filter(({ outcome }) => outcome === "failed");
}

/** A dead notice is sent again. False if it means nothing any more. */
export function revive(store: SqlStore, key: string, version: number, now: number): boolean {
  const row = findNotice(store, key);
  if (row === null || row.version !== version || row.tell === null || row.state !== "told") return false;
  const failed = row.told.results.filter(({ outcome }) => outcome === "failed").map(classOf);
  if (failed.length === 0) return false;
  const told = {
    ...row.told,
    done: row.told.done.filter((channel) => !failed.includes(channel)),
    leases: {},
  };
  writeNotice(store, { ...row, state: "sending", sends: 0, due: now + SEND_AGAIN, told });
  return true;
}

/** The queue is asked to tell a notice. Null: it was asked often enough, and the notice is given up. */
export function noteSent(store: SqlStore, row: NoticeRow, now: number): NoticeRow | null {
  if (row.sends >= MOST_SENDS) {
    noteDead(store, row.notice.key, row.version, now);
    return null;
  }
  const next = { ...row, sends: row.sends + 1, due: now + SEND_AGAIN };
  writeNotice(store, next);
  return next;
}

/** If everything is done, it is in the log. Returns when to look at it next; null for never. */
function settle(store: SqlStore, row: NoticeRow, now: number): number | null {
  if (wantedOf(row).some((channel) => !row.told.done.includes(channel))) {
    writeNotice(store, row);
    return row.due;
  }
  if (row.state === "closing") {
    deleteNotice(store, row.notice.key);
    return null;
  }
  if (row.state === "sending") noteDecided(store, row, resultOf(row), row.tell?.at ?? now);
  writeNotice(store, { ...row, state: "told", due: now + KEPT });
  return now + KEPT;
}

function resultOf({ tell, told }: NoticeRow): Decided {
  const channels = told.results;
  const rule = channels.length === 0 ? "noChannel" : (tell?.rule ?? "noChannel");
  return { rule, told: channels.some(({ outcome }) => outcome === "told" || outcome === "open"), channels };
}

const wantedOf = ({ state, tell }: NoticeRow): readonly NoticeChannel[] =>
  state === "closing" ? ["push"] : (tell?.channels ?? []);

/** The channel that a result belongs to: all devices are one. */
const classOf = ({ channel }: ChannelResult): NoticeChannel =>
  channel.startsWith("chat:") ? (channel as `chat:${string}`) : channel === "mail" ? "mail" : "push";

function mergeResults(before: readonly ChannelResult[], news: readonly ChannelResult[]): ChannelResult[] {
  const renewed = new Set(news.map(({ channel }) => channel));
  return [...before.filter(({ channel }) => !renewed.has(channel)), ...news];
}
