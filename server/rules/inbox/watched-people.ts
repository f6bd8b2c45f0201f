/** The people who watch this person, and those whom this person's devices watch. All times are the server's clock, milliseconds. */
import type { UserId } from "../../../shared/ids.ts";
import { MAX_WATCHERS, WATCH_LEASE } from "../../../shared/limits.ts";
import type { SqlStore } from "../../storage/sql.ts";

export function dropAllWatching(store: SqlStore): void {
  store.run("DELETE FROM watchers");
  store.run("DELETE FROM watched");
}

// ---- watchers of this person

/** Adds a watcher until the lease expires. Above the maximum, the watcher is not added: they get the status when they ask again. */
export function addWatcher(store: SqlStore, user: UserId, now: number): void {
  store.run("DELETE FROM watchers WHERE until <= ?", now);
  const { others } = store.first<{ others: number }>(
    "SELECT count(*) AS others FROM watchers WHERE user <> ?",
    user,
  ) ?? {
    others: 0,
  };
  if (others >= MAX_WATCHERS) return;
  store.run("INSERT OR REPLACE INTO watchers (user, until) VALUES (?, ?)", user, now + WATCH_LEASE);
}

export function removeWatcher(store: SqlStore, user: UserId): void {
  store.run("DELETE FROM watchers WHERE user = ?", user);
}

export function watchersOf(store: SqlStore, now: number): UserId[] {
  return store
    .all<{ user: UserId }>("SELECT user FROM watchers WHERE until > ?", now)
    .map(({ user }) => user);
}

// ---- people whom this person's devices watch

export function setWatched(store: SqlStore, socket: string, people: readonly UserId[]): void {
  store.run("DELETE FROM watched WHERE socket = ?", socket);
  for (const user of people)
    store.run("INSERT OR IGNORE INTO watched (socket, user) VALUES (?, ?)", socket, user);
}

export function dropWatched(store: SqlStore, socket: string): void {
  store.run("DELETE FROM watched WHERE socket = ?", socket);
}

/** Deletes the watch lists of sockets that no longer exist because they closed while this object was not in memory. */
export function keepWatched(store: SqlStore, sockets: readonly string[]): void {
  store.run(
    "DELETE FROM watched WHERE socket NOT IN (SELECT value FROM json_each(?))",
    JSON.stringify(sockets),
  );
}

export function socketsWatching(store: SqlStore, user: UserId): string[] {
  return store
    .all<{ socket: string }>("SELECT socket FROM watched WHERE user = ?", user)
    .map(({ socket }) => socket);
}
