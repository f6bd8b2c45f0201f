import type { RoomId, UserId } from "../../../shared/ids.ts";
import { CROWD_NOTICE, NOTICE_DELAY } from "../../../shared/limits.ts";
import { type ChannelResult, type DecidedNotice, keywordIn } from "../../../shared/notices.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import type { Taken } from "../../bindings/taken-notice.ts";
import { findEntry } from "../../rules/inbox/list-rooms.ts";
import { hasReason, isNews, isStillUnread } from "../../rules/notify/decide-notice.ts";
import type { Notice, RoomNotice, StoredNotice } from "../../rules/notify/notice.ts";
import { decidedNotices, forgetRoom, noteDecided } from "../../rules/notify/notice-log.ts";
import {
  deleteNotice,
  dropAllNotices,
  endNotice,
  findNotice,
  type NoticeRow,
  noticesOf,
  putNotice,
  writeNotice,
} from "../../rules/notify/notice-rows.ts";
import { allChats, hasPush, readNoticeSettings } from "../../rules/notify/notice-settings.ts";
import { noteDead, noteSent, noteTold, revive, type ToldOn } from "../../rules/notify/telling.ts";
import { takeContent } from "./notice-content.ts";
import { NoticeJudge } from "./notice-judge.ts";
import type { InboxNoticesPort } from "./inbox-notices-port.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** What the person is told of outside of the app: when it is decided, what is on its way, and what is closed again. */
export class InboxNotices {
  readonly #port: InboxNoticesPort;
  readonly #judge: NoticeJudge;

  constructor(port: InboxNoticesPort) {
    this.#port = port;
    this.#judge = new NoticeJudge(port);
  }

  // ---- what there is to tell

  /** Tells the person of something at this time. The same key again replaces it. */
  put(notice: Notice, due: number): void {
    this.#put(notice, due);
  }

  /** The reason has ended: it is not told any more, and closed where it is shown. */
  cancel(key: string): void {
    const row = findNotice(this.#port.store, key);
    if (row !== null) this.#end(row, "cancelled");
  }

  /** A room's entry has changed: something is new, or was read, or was deleted. */
  entryChanged(before: InboxEntry | null, after: InboxEntry, now: number): void {
    const { store } = this.#port;
    const row = findNotice(store, after.room);
    if (row !== null && row.state !== "closing" && !this.#isStillDue(row, before, after))
      this.#end(row, "read");
    if (!isNews(before, after, this.#self().user)) return;
    // A large room tells some seconds later.
    const due = now + NOTICE_DELAY - (after.crowd ? CROWD_NOTICE : 0);
    if (this.#couldTell(after))
      this.#put({ key: after.room, kind: "room", room: after.room, at: now } satisfies RoomNotice, due);
    const { digest } = readNoticeSettings(store);
    if (digest > 0) this.#put({ key: "digest", kind: "digest", at: now }, now + digest * HOUR);
  }

  /** The person has changed how this room tells. What it told, and would not tell now, is closed. */
  settingsChanged(room: RoomId): void {
    const entry = findEntry(this.#port.store, room);
    const row = findNotice(this.#port.store, room);
    if (entry === null || row === null || row.state === "waiting") return;
    const isQuiet = entry.settings?.muted || entry.settings?.level === "none";
    const isHidden = entry.settings?.done !== undefined || entry.settings?.snoozedUntil !== undefined;
    if (isQuiet || isHidden) this.#end(row, isQuiet ? "muted" : "hidden");
  }

  /** The person is no longer in the room. */
  drop(room: RoomId): void {
    for (const key of noticesOf(this.#port.store, room)) {
      const row = findNotice(this.#port.store, key);
      if (row !== null) this.#end(row, "gone");
    }
    forgetRoom(this.#port.store, room);
  }

  /** The person has left the organization. */
  dropAll(): void {
    dropAllNotices(this.#port.store);
  }

  // ---- deciding

  /** Runs the task `notice`. Returns when it is due again; null for never. */
  async run(key: string): Promise<number | null> {
    const row = findNotice(this.#port.store, key);
    const now = Date.now();
    if (row === null) return null;
    if (row.due > now) return row.due;
    switch (row.state) {
      case "waiting":
        return this.#decide(row, now);
      case "sending":
      case "closing":
        return this.#send(row, now);
      case "told":
        deleteNotice(this.#port.store, key);
        return null;
    }
  }

  async #decide(row: NoticeRow, now: number): Promise<number | null> {
    const { store } = this.#port;
    const verdict = await this.#judge.verdict(row.notice, now);
    // It may have been read, replaced or cancelled while a room was asked.
    const current = findNotice(store, row.notice.key);
    if (current?.version !== row.version || current.state !== "waiting") return current?.due ?? null;
    if (verdict.type === "later") {
      writeNotice(store, { ...current, due: verdict.at });
      return verdict.at;
    }
    if (verdict.type === "no") {
      if (row.notice.kind !== "digest")
        noteDecided(store, current, { rule: verdict.rule, told: false, channels: [] }, now);
      if (current.told.shown.length === 0) {
        deleteNotice(store, row.notice.key);
        return null;
      }
      // What an earlier version has shown stays until it is read.
      writeNotice(store, { ...current, state: "told", due: now + DAY });
      return now + DAY;
    }
    const sending: NoticeRow = { ...current, state: "sending", tell: verdict.tell };
    writeNotice(store, sending);
    return this.#send(sending, now);
  }

  /** Asks the queue to tell it. If the queue cannot be reached, the task is tried again soon. */
  async #send(row: NoticeRow, now: number): Promise<number | null> {
    const { env, store, name } = this.#port;
    const sent = noteSent(store, row, now);
    if (sent === null) return findNotice(store, row.notice.key)?.due ?? null;
    const { key } = row.notice;
    try {
      await env.EVENTS.send({ inbox: name(), key, version: row.version });
    } catch (error) {
      const current = findNotice(store, key);
      if (current?.version === row.version) writeNotice(store, { ...current, sends: row.sends, due: now });
      throw error;
    }
    return findNotice(store, key)?.due ?? null;
  }

  // ---- called by the consumer of the queue

  take(key: string, version: number): Promise<Taken | null> {
    return takeContent(this.#port, { key, version, openGrants: this.#judge.openGrants(Date.now()) });
  }

  told(key: string, version: number, on: ToldOn): void {
    const due = noteTold(this.#port.store, key, version, on, Date.now());
    if (due !== null) this.#port.later({ task: "notice", notice: key }, due);
  }

  dead(key: string, version: number): ChannelResult[] {
    return noteDead(this.#port.store, key, version, Date.now());
  }

  /** An owner sends it again. False if it means nothing any more. */
  async revive(key: string, version: number): Promise<boolean> {
    const { env, store, name } = this.#port;
    const now = Date.now();
    if (!revive(store, key, version, now)) return false;
    this.#port.later({ task: "notice", notice: key }, now);
    await env.EVENTS.send({ inbox: name(), key, version });
    return true;
  }

  decided(limit: number): DecidedNotice[] {
    const nameOf = (room: RoomId): string | null => {
      const entry = findEntry(this.#port.store, room);
      return entry === null ? null : (entry.peer?.name ?? entry.name);
    };
    return decidedNotices(this.#port.store, nameOf, limit);
  }

  // ---- parts

  #put(notice: StoredNotice, due: number): void {
    const { store, transaction, later } = this.#port;
    const at = transaction(() => putNotice(store, notice, due, Date.now()));
    if (at !== null) later({ task: "notice", notice: notice.key }, at);
  }

  #end(row: NoticeRow, rule: "read" | "gone" | "muted" | "hidden" | "cancelled"): void {
    const { store, later } = this.#port;
    const now = Date.now();
    const { key, kind } = row.notice;
    if (row.state === "waiting" && kind !== "digest")
      noteDecided(store, row, { rule, told: false, channels: [] }, now);
    if (endNotice(store, key, now)) later({ task: "notice", notice: key }, now);
  }

  /** Whether something of what was told, or is to be told, is still unread. */
  #isStillDue(row: NoticeRow, before: InboxEntry | null, after: InboxEntry): boolean {
    if (row.state === "waiting" || row.tell === null) return hasReason(after);
    return isStillUnread(row.tell, before, after);
  }

  /** Whether any channel of the person could tell of this room. Otherwise nothing is stored. */
  #couldTell(entry: InboxEntry): boolean {
    const { store } = this.#port;
    if (hasPush(store) || allChats(store).length > 0) return true;
    const { mailMentions, keywords } = readNoticeSettings(store);
    const isCall = entry.mentions > 0 || entry.kind === "direct" || (entry.decisions ?? 0) > 0;
    return mailMentions && (isCall || keywordIn(keywords, entry.last?.excerpt ?? "") !== null);
  }

  #self(): { user: UserId } {
    return ownerOf(this.#port.name());
  }
}
