import type { Page, WebSocketRoute } from "playwright-core";
import { withChange } from "../../../client/sdk/lists/with-change.ts";
import { makeId, type RoomId } from "../../../shared/ids.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { InboxClientFrame } from "../../../shared/protocol/inbox-client-frames.ts";
import type { InboxEntry, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";

/** The number of rooms in the first frame, as on a server: what fits into one frame. */
const FIRST = 150;

/** Rooms in an inbox that exist on no server. */
export interface ManyRooms {
  /** Newest first. */
  entries: readonly InboxEntry[];
  /** Simulates a new message in one of the rooms. */
  say(room: RoomId, excerpt: string): void;
}

/** `Room 1` is the newest. Every ninth room has an unread message, every ninetieth a mention. */
export function makeEntries(count: number, author: UserId): InboxEntry[] {
  return Array.from({ length: count }, (_, index): InboxEntry => {
    const n = index + 1;
    const room = makeId("room", (bytes) => crypto.getRandomValues(bytes));
    const last = {
      seq: n,
      author,
      name: "Grace Hopper",
      excerpt: `About ${n}`,
      at: 1_700_000_000_000 - n * 60_000,
    };
    return {
      ...{ room, kind: "group", name: `Room ${n}`, head: n, epoch: "0", last, read: 0 },
      ...{ unread: n % 9 === 0 ? 3 : 0, mentions: n % 90 === 0 ? 1 : 0 },
    };
  });
}

/**
 * Adds rooms to the inbox that this page receives. The first frame has some of them, pages have the others (INBOX-1, INBOX-13), and
 * changes of their settings are answered (INBOX-8). Creating the rooms one by one would take minutes.
 */
export async function putManyRooms(page: Page, rooms: readonly InboxEntry[]): Promise<ManyRooms> {
  const entries = new Map(rooms.map((entry) => [entry.room, entry]));
  let said = 0;
  let device: WebSocketRoute | undefined;
  const tell = (frame: InboxServerFrame) => device?.send(JSON.stringify(frame));
  const changed = (entry: InboxEntry) => {
    entries.set(entry.room, entry);
    tell({ type: "inbox", complete: false, rooms: [entry], gone: [] });
  };
  await page.routeWebSocket(/\/inbox\/socket/, (socket) => {
    device = socket;
    const server = socket.connectToServer();
    server.onMessage((data) => {
      const frame: InboxServerFrame = data === "pong" ? null : JSON.parse(String(data));
      if (frame?.type !== "inbox" || !frame.complete) return socket.send(data);
      const unread = [...entries.values()].filter(({ unread }) => unread > 0).slice(0, FIRST);
      const totals = { rooms: entries.size, unread: unread.length, mentions: 0, threads: 0 };
      tell({ ...frame, rooms: [...frame.rooms, ...unread], more: true, totals });
    });
    socket.onMessage((data) => {
      const frame: InboxClientFrame = data === "ping" ? null : JSON.parse(String(data));
      if (frame?.type === "page") {
        const all = [...entries.values()];
        const from = frame.after === null ? 0 : all.findIndex(({ room }) => room === frame.after?.room) + 1;
        const some = all.slice(from, from + FIRST);
        const last = some.at(-1);
        const next = last && from + FIRST < all.length ? { at: last.last?.at ?? 0, room: last.room } : null;
        return tell({ type: "inbox.page", ref: frame.ref, rooms: some, next });
      }
      const entry = frame?.type === "set" ? entries.get(frame.room) : undefined;
      if (frame?.type !== "set" || entry === undefined) return server.send(data);
      changed(withChange(entry, frame.change));
      tell({ type: "ok", ref: frame.ref });
    });
  });
  return {
    entries: rooms,
    say(room, excerpt) {
      const entry = entries.get(room);
      if (!entry?.last) return;
      const head = entry.head + 1;
      changed({ ...entry, head, last: { ...entry.last, seq: head, excerpt, at: Date.now() + ++said } });
    },
  };
}
