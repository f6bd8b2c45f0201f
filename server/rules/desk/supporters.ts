/** Whoever uses the desk. */
import type { Supporter } from "../../../shared/desk.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { touch } from "./desk.ts";

export function noteSupporter(store: SqlStore, { user, name }: { user: UserId; name: string }): void {
  store.run(
    "INSERT INTO supporters (user, name) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
    user,
    name,
  );
}

export function setAway(store: SqlStore, user: UserId, away: boolean): void {
  store.run("UPDATE supporters SET away = ? WHERE user = ?", away ? 1 : 0, user);
}

/** Those of `here`, by name. */
export function listSupporters(store: SqlStore, here: readonly UserId[]): Supporter[] {
  return store
    .all<{ user: UserId; name: string; away: number; open: number }>(
      `SELECT s.user, s.name, s.away,
         (SELECT count(*) FROM conversations c WHERE c.assignee = s.user AND c.state <> 'closed') AS open
       FROM supporters s WHERE s.user IN (SELECT value FROM json_each(?)) ORDER BY s.name, s.user`,
      JSON.stringify(here),
    )
    .map(({ away, ...supporter }) => ({ ...supporter, away: away === 1 }));
}

export function nameOf(store: SqlStore, user: UserId): string | null {
  return store.first<{ name: string }>("SELECT name FROM supporters WHERE user = ?", user)?.name ?? null;
}

/** The person may not use the desk any more: their conversations wait for somebody else. */
export function dropSupporter(store: SqlStore, user: UserId): void {
  const theirs = store.all<{ room: RoomId }>("SELECT room FROM conversations WHERE assignee = ?", user);
  store.run("UPDATE conversations SET assignee = NULL WHERE assignee = ?", user);
  for (const { room } of theirs) touch(store, room);
  store.run("DELETE FROM supporters WHERE user = ?", user);
}
