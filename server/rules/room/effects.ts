import type { TurnId, UserId } from "../../../shared/ids.ts";
import type { CloseCode } from "../../../shared/protocol/codes.ts";
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Cursor } from "../../../shared/protocol/frames.ts";

/** What must happen once the rules' transaction is done. Only `server/objects/room/perform-effects.ts` does it. */
export type Effect =
  /** Tell everyone connected about a durable event. */
  | { type: "publish"; event: RoomEvent }
  /** Tell that a cursor moved. */
  | CursorMove
  /** Tell one person how far everyone is: they see all of it again. */
  | { type: "showCursors"; user: UserId; cursors: Cursor[] }
  /** Close every socket of a person, before anything else is sent. */
  | { type: "dismiss"; user: UserId; code: CloseCode; reason: string }
  /** Begin the attempt that the turn's row names. */
  | { type: "startTurn"; turn: TurnId }
  /** The attempt that runs is no longer its turn's: stop it. */
  | { type: "endTurn"; turn: TurnId }
  /** Words were taken out of the shared composer: tell those who have it open. */
  | { type: "composed"; epoch: number; update: string }
  /** Something waits in `schedule`: set the alarm to its earliest row. */
  | { type: "arm" };

/** `own`: what the person's devices are told. `others`: what everyone else sees, before and after; null where that is nothing. */
export interface CursorMove {
  type: "moveCursor";
  own: Cursor;
  others: { before: Cursor; after: Cursor } | null;
}

/** What became of an accepted command. `seq`: of the event it caused now or caused when it came first. */
export interface Done {
  seq?: Seq;
  effects: Effect[];
}
