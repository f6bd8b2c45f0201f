/** What a notice says, read when it is told. */
import type { RoomId } from "../../../shared/ids.ts";
import { unreadIn } from "../../../shared/inbox-counts.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { NoticeContent, Taken } from "../../bindings/taken-notice.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { unreadableLibraries } from "../../knowledge/libraries/unreadable-libraries.ts";
import { findEntry } from "../../rules/inbox/list-rooms.ts";
import { endNotice, findNotice, type NoticeRow } from "../../rules/notify/notice-rows.ts";
import { allChats, originOf, readNoticeSettings } from "../../rules/notify/notice-settings.ts";
import { takeNotice } from "../../rules/notify/telling.ts";
import { digestRooms } from "./notice-digest.ts";
import type { InboxNoticesPort } from "./inbox-notices-port.ts";

type Port = Pick<InboxNoticesPort, "env" | "store" | "name" | "transaction">;

export async function takeContent(
  port: Port,
  { key, version, openGrants }: { key: string; version: number; openGrants: string[] },
): Promise<Taken | null> {
  const { store, name, transaction } = port;
  const now = Date.now();
  const taken = transaction(() => takeNotice(store, key, version, now));
  if (taken === null) return null;
  const owner = ownerOf(name());
  if (taken.row.state === "closing") return { type: "close", ...owner, shown: taken.row.told.shown };
  const content = await contentOf(port, taken.row);
  // It may have been read or replaced while the room was asked.
  const current = findNotice(store, key);
  if (current?.version !== version || current.state !== "sending") return null;
  if (content === null) {
    endNotice(store, key, now);
    return null;
  }
  const chats = allChats(store).filter(({ id }) => taken.channels.includes(`chat:${id}`));
  return {
    type: "tell",
    ...owner,
    channels: taken.channels,
    chats: chats.map(({ id, kind, name: called, address }) => ({ id, kind, name: called, address })),
    results: current.told.results,
    content,
    settings: readNoticeSettings(store),
    openGrants,
    origin: originOf(store),
  };
}

/** Null if there is nothing to tell any more. */
async function contentOf(port: Port, row: NoticeRow): Promise<NoticeContent | null> {
  const { notice, tell } = row;
  if (tell === null) return null;
  if (notice.kind === "room") return roomContent(port, notice.room, tell.rule);
  if (notice.kind === "digest") return digestContent(port, notice.at);
  const { kind, title, text, at, address, room, seq, actions } = notice;
  return {
    ...{ kind, rule: tell.rule, title, isPerson: false, total: 1, address, actions },
    lines: [{ name: "", text, at }],
    ...(room !== undefined && { room }),
    ...(seq !== undefined && { seq }),
  };
}

async function roomContent(
  port: Port,
  room: RoomId,
  rule: NoticeContent["rule"],
): Promise<NoticeContent | null> {
  const { env, store, name } = port;
  const owner = ownerOf(name());
  const path = `/${owner.organization}/${room}`;
  const entry = findEntry(store, room);
  if (entry === null) return null;
  const common = {
    kind: "room" as const,
    rule,
    title: entry.peer?.name ?? entry.name,
    isPerson: entry.peer !== undefined,
    room,
  };
  if (rule === "decision")
    return { ...common, lines: [], total: entry.decisions ?? 1, address: path, actions: [] };
  const unreadable = await unreadableLibraries(env.DB, owner);
  const keywords = rule === "keyword" ? readNoticeSettings(store).keywords : [];
  const found = await roomStub(env, room).noticeMessages(owner.user, {
    mentionsOnly: rule === "mention",
    keywords,
    unreadable,
  });
  const newest = found?.messages.at(-1);
  if (found === null || newest === undefined) return null;
  return {
    ...common,
    lines: found.messages.map(({ name: author, excerpt: text, at }) => ({ name: author, text, at })),
    total: found.total,
    address: `${path}#m${newest.seq}`,
    seq: newest.seq,
    ...(newest.thread !== undefined && { thread: newest.thread }),
    actions: ["reply", "read", "done"],
  };
}

/** One line for each room, with the beginning of its newest message. */
function digestContent({ store, name }: Port, since: number): NoticeContent | null {
  const rooms = digestRooms(store, since, Date.now());
  if (rooms.length === 0) return null;
  return {
    ...{ kind: "digest", rule: "digest", title: "", isPerson: false, total: rooms.length, actions: [] },
    lines: rooms.map(({ name: room, peer, last, unread, threads }) => ({
      name: peer?.name ?? room,
      text: last === null ? "" : peer === undefined ? `${last.name}: ${last.excerpt}` : last.excerpt,
      at: last?.at ?? 0,
      unread: unreadIn({ unread, ...(threads && { threads }) }),
    })),
    address: `/${ownerOf(name()).organization}`,
  };
}

/** Whether one of the unread messages of the room has one of these words. */
export async function hitsKeyword(port: Port, room: RoomId, keywords: readonly string[]): Promise<boolean> {
  const { env, name } = port;
  const owner = ownerOf(name());
  const unreadable = await unreadableLibraries(env.DB, owner);
  const asked = { mentionsOnly: false, keywords: [...keywords], unreadable };
  const found = await roomStub(env, room).noticeMessages(owner.user, asked);
  return found !== null && found.total > 0;
}
