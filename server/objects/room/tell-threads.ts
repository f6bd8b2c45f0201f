/** Tells people on their own devices how they stand to threads. */
import type { UserId } from "../../../shared/ids.ts";
import type { ThreadsFrame } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { findFollower } from "../../rules/room/threads/followers.ts";
import { ownThread, ownUnreadThreads } from "../../rules/room/threads/unread.ts";
import { type Connections, isDevice } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Threads that have changed, and for whom; null for everyone who has to do with it. */
export type ThreadsToTell = Map<Seq, (UserId | null)[]>;

/** `readers`: people whose threads were all read. */
export function tellThreads(
  { threads, readers }: { threads: ThreadsToTell; readers: ReadonlySet<UserId> },
  connections: Connections,
  store: SqlStore,
): void {
  if (threads.size === 0 && readers.size === 0) return;
  for (const user of connected(connections)) {
    const complete = readers.has(user);
    const told = complete ? ownUnreadThreads(store, user) : concerning(store, threads, user);
    if (complete || told.length > 0) tell(connections, user, { type: "threads", complete, threads: told });
  }
}

const connected = (connections: Connections): Set<UserId> =>
  new Set([...connections.all()].filter(({ state }) => isDevice(state)).map(({ state }) => state.user));

function concerning(store: SqlStore, threads: ThreadsToTell, user: UserId): ThreadsFrame["threads"] {
  return [...threads].flatMap(([root, people]) => {
    const isMeant =
      people.includes(user) || (people.includes(null) && findFollower(store, root, user) !== null);
    return isMeant ? [ownThread(store, root, user)] : [];
  });
}

function tell(connections: Connections, user: UserId, frame: ThreadsFrame): void {
  connections.broadcast(JSON.stringify(frame), (state) => isDevice(state) && state.user === user);
}
