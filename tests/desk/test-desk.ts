import type { RoomId, UserId } from "../../shared/ids.ts";
import type { Support } from "../../shared/support.ts";
import { openDesk } from "../../server/rules/desk/desk.ts";
import { deskMigrations } from "../../server/rules/desk/migrations.ts";
import { noteSupporter } from "../../server/rules/desk/supporters.ts";
import { takeNews } from "../../server/rules/desk/take-news.ts";
import type { DeskNews } from "../../server/rules/room/desk-news.ts";
import type { Milestones } from "../../server/rules/room/milestones.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { type NodeSql, nodeSql } from "../support/node-sql.ts";
import { linus, newRoomId, organization } from "../support/people.ts";

/** A desk with a database in memory and a clock that the test moves. */
export interface TestDesk {
  store: NodeSql;
  clock: { now: number };
  here: UserId[];
  /** Tells how a conversation stands; returns whether the desk took it. */
  hears(news: DeskNews): boolean;
}

export function testDesk(): TestDesk {
  const store = nodeSql();
  migrate(store, deskMigrations);
  openDesk(store, () => "epoch-0");
  const desk: TestDesk = {
    store,
    clock: { now: 1_800_000_000_000 },
    here: [],
    hears: (news) => store.transaction(() => takeNews(store, news, desk.clock.now, desk.here)),
  };
  return desk;
}

export function arrives(desk: TestDesk, user: UserId, name: string): void {
  noteSupporter(desk.store, { user, name });
  desk.here.push(user);
}

export const NOTHING_YET: Milestones = {
  begunAt: null,
  firstPerson: null,
  firstAgent: null,
  unansweredAt: null,
  personAt: null,
  resolved: null,
  endedAlone: null,
  silentSince: null,
  people: [],
};

const heads = new Map<RoomId, number>();

/** What a conversation tells: each call has a higher head. */
export function news(desk: TestDesk, room: RoomId = newRoomId(), change: Partial<DeskNews> = {}): DeskNews {
  const head = (heads.get(room) ?? 0) + 1;
  heads.set(room, head);
  return {
    organization,
    room,
    epoch: "e",
    head,
    createdAt: desk.clock.now,
    visitor: { id: linus, name: "Linus" },
    title: "Where is my order?",
    support: { state: "ai" } satisfies Support,
    takeover: null,
    last: null,
    visitorAt: 0,
    personAt: 0,
    taken: null,
    helpers: [],
    milestones: NOTHING_YET,
    ...change,
  };
}

export const waits = (desk: TestDesk): Partial<DeskNews> => ({
  support: { state: "waiting", requestedAt: desk.clock.now },
});
