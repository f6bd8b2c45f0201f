import type { IndexedMessage, MessageSearch } from "../../server/bindings/message-index.ts";
import { find } from "../../server/search/index/find.ts";
import { searchMigrations } from "../../server/search/index/migrations.ts";
import { positionOf, take } from "../../server/search/index/write.ts";
import { parseQuery } from "../../server/search/query/parse-query.ts";
import { migrate } from "../../server/storage/migrate.ts";
import type { LibraryId, RoomId, UserId } from "../../shared/ids.ts";
import type { RoomKind } from "../../shared/permissions.ts";
import { newRoomId, organization } from "../support/people.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";

/** 1 November 2026, noon UTC. */
export const NOW = Date.UTC(2026, 10, 1, 12);

/** A message index in memory, told by hand. */
export interface TestMessages {
  store: NodeSql;
  /** A new room with these members. */
  room(members: UserId[], about?: { kind?: RoomKind; name?: string }): TestRoomIndex;
  /** `room:seq` of what the person finds, newest first. */
  finds(user: UserId, query: string, more?: Partial<MessageSearch>): string[];
  search(user: UserId, query: string, more?: Partial<MessageSearch>): ReturnType<typeof find>;
}

export interface TestRoomIndex {
  id: RoomId;
  says(author: UserId, text: string, more?: Partial<IndexedMessage>): number;
  edits(seq: number, author: UserId, text: string): void;
  deletes(seq: number): void;
  members(users: UserId[]): void;
  restores(): void;
}

export function testMessages(): TestMessages {
  const store = nodeSql();
  migrate(store, searchMigrations);
  let clock = NOW;
  const rooms = new Map<RoomId, string>();

  function room(
    members: UserId[],
    { kind = "group", name = "garden" }: { kind?: RoomKind; name?: string } = {},
  ) {
    const id = newRoomId();
    rooms.set(id, `room${rooms.size + 1}`);
    let [epoch, head] = [1, 0];
    let about = { kind, name, members };
    const begin = () =>
      store.transaction(() =>
        take(store, { type: "begin", organization, room: id, epoch: String(epoch), head, about }),
      );
    const change = (messages: IndexedMessage[], removed: number[] = [], told: typeof about | null = null) =>
      store.transaction(() => {
        const since = positionOf(store, id)?.head ?? 0;
        take(store, {
          type: "changes",
          ...{ organization, room: id, epoch: String(epoch), since, head: ++head },
          ...{ messages, removed, about: told },
        });
      });
    begin();
    const message = (seq: number, author: UserId, text: string, version = 1): IndexedMessage => ({
      ...{ seq, author, text, version, at: (clock += 1_000), files: [], thread: null, libraries: [] },
    });
    return {
      id,
      says(author: UserId, text: string, more: Partial<IndexedMessage> = {}) {
        const seq = head + 1;
        change([{ ...message(seq, author, text), ...more }]);
        return seq;
      },
      edits: (seq: number, author: UserId, text: string) => change([message(seq, author, text, 2)]),
      deletes: (seq: number) => change([], [seq]),
      members(users: UserId[]) {
        about = { ...about, members: users };
        change([], [], about);
      },
      restores() {
        epoch++;
        head = 0;
        begin();
      },
    };
  }

  function search(user: UserId, query: string, more: Partial<MessageSearch> = {}) {
    const { names: _, unknown: _unknown, ...parsed } = parseQuery(query, { now: NOW, offset: 0 });
    return find(store, {
      ...{ organization, user, searched: { ...parsed, from: [], in: [], with: [] } },
      ...{ unreadable: [] as LibraryId[], order: "newest" as const, after: null, limit: 20, count: true },
      ...more,
    });
  }
  return {
    store,
    room,
    search,
    finds: (user, query, more) =>
      search(user, query, more).hits.map((hit) => `${rooms.get(hit.room)}:${hit.seq}`),
  };
}
