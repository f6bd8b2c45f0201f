import type { TurnId, UserId } from "../../../shared/ids.ts";
import type { CloseCode } from "../../../shared/protocol/codes.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Cursor } from "../../../shared/protocol/frames.ts";

/** An action after the transaction of the rules. Only `server/objects/room/perform-effects.ts` performs effects. */
export type Effect =
  /** Send a durable event to all connected sockets. */
  | { type: "publish"; event: RoomEvent }
  /** Send a cursor change. */
  | CursorMove
  /** Tell followers of a thread how they stand to it, or only this person. */
  | { type: "thread"; root: Seq; user?: UserId }
  /** Tell one person which of their threads have unread replies. */
  | { type: "threads"; user: UserId }
  /** Send all cursors to one person, who may see them again. */
  | { type: "showCursors"; user: UserId; cursors: Cursor[] }
  /** Close all sockets of a person before anything else is sent. */
  | { type: "dismiss"; user: UserId; code: CloseCode; reason: string }
  /** The room has a new epoch: close all sockets, so that they come back and start over. */
  | { type: "restart" }
  /** Begin the attempt that the turn's row names. */
  | { type: "startTurn"; turn: TurnId }
  /** Stop the running attempt: it no longer belongs to its turn. */
  | { type: "endTurn"; turn: TurnId }
  /** Text was removed from the shared composer: send the update to its participants. */
  | { type: "composed"; epoch: number; update: string }
  /** `schedule` has a new row: set the alarm to the earliest row. */
  | { type: "arm" };

/** `own`: sent to the person's own devices. `others`: what everyone else sees before and after; null if they see no change. */
export interface CursorMove {
  type: "moveCursor";
  own: Cursor;
  others: { before: Cursor; after: Cursor } | null;
}

/** The result of an accepted command. `seq`: that of the event it caused, now or when the same command first arrived. */
export interface Done {
  seq?: Seq;
  effects: Effect[];
}
