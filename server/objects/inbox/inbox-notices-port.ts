import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Env } from "../../bindings/env.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import type { Connections, OpenSocket } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface InboxNoticesPort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  name: () => string;
  lastPong: (socket: OpenSocket) => Date | null;
  /** Runs the work in a transaction. */
  transaction: <Result>(work: () => Result) => Result;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
  /** Stores a room's entry. */
  put: (entry: InboxEntry) => void;
  /** Hides the room until something new is written. */
  markDone: (room: RoomId, head: Seq) => void;
}
