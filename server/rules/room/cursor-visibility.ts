/** Decides who receives which cursor changes. */
import { asSeenBy } from "../../../shared/cursors.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { Cursor } from "../../../shared/protocol/frames.ts";
import type { CursorMove, Effect } from "./effects.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface VisibleCursors {
  /** Sent to everyone who does not read privately. */
  open: Cursor[];
  /** Sent only to the devices of one person. */
  alone: ReadonlyMap<UserId, Cursor[]>;
}

type Latest = Map<UserId, Cursor>;

/** Only the newest change of each cursor. `readers`: the people who read privately after these effects. */
export function visibleCursors(
  effects: readonly Effect[],
  readers: ReadonlyMap<UserId, Cursor>,
): VisibleCursors {
  const open: Latest = new Map();
  const alone = new Map<UserId, Latest>();
  const tell = (user: UserId, cursor: Cursor): void => {
    const latest = alone.get(user) ?? new Map();
    alone.set(user, latest.set(cursor.user, asSeenBy(readers.get(user), cursor)));
  };
  for (const effect of effects) {
    if (effect.type === "moveCursor") {
      const { user } = effect.own;
      if (effect.others !== null) open.set(user, effect.others.after);
      if (effect.others === null || readers.has(user)) tell(user, effect.own);
      for (const reader of readers.values()) {
        if (tellsMore(reader, effect)) tell(reader.user, effect.others.after);
      }
    }
    if (effect.type === "showCursors") for (const cursor of effect.cursors) tell(effect.user, cursor);
    if (effect.type === "dismiss") {
      // The member was removed in the same transaction. A cursor sent after that event would make clients show the member again.
      open.delete(effect.user);
      for (const latest of alone.values()) latest.delete(effect.user);
    }
  }
  return {
    open: [...open.values()],
    alone: new Map([...alone].map(([user, latest]) => [user, [...latest.values()]])),
  };
}

/** The people who read privately, each with their own cursor. */
export function privateReaders(store: SqlStore): Map<UserId, Cursor> {
  const rows = store.all<{ user: UserId; delivered: number; read: number; shown: number }>(
    `SELECT user, delivered, read, shown_read AS shown FROM members INDEXED BY private_readers
     WHERE shown_read < read AND role IS NOT NULL`,
  );
  return new Map(rows.map((row) => [row.user, row]));
}

type ToldMove = CursorMove & { others: NonNullable<CursorMove["others"]> };

/** Sending an unchanged cursor would leak that a private read happened. */
function tellsMore(reader: Cursor, move: CursorMove): move is ToldMove {
  if (move.others === null || reader.user === move.own.user) return false;
  const [before, after] = [asSeenBy(reader, move.others.before), asSeenBy(reader, move.others.after)];
  return before.read !== after.read || before.delivered !== after.delivered;
}
