import type { Env } from "../../../bindings/env.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Tool } from "../../../ai/contract/tool.ts";
import type { Witness } from "../../../rules/room/witness.ts";
import type { TypingState } from "../../../rules/room/typing.ts";
import type { Connections } from "../../../sockets/connections.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { CommandQueue } from "../command-queue.ts";
import type { InputCheck } from "../input-check.ts";
import type { RoomComposer } from "../room-composer.ts";
import type { RoomPresence } from "../room-presence.ts";
import type { RunningTurns } from "../turns/running-turns.ts";

/** The parts of a room that its frame handlers use. */
export interface Room {
  env: Env;
  store: SqlStore;
  connections: Connections;
  presence: RoomPresence;
  typing: TypingState;
  commands: CommandQueue;
  turns: RunningTurns;
  check: InputCheck;
  composer: RoomComposer;
  /** The names of the agents' own tools. */
  toolNames: () => readonly string[];
  /** The tool of this name that agents may call for who asks, also one of another server. Null: there is none. */
  findTool: (name: string, asker: UserId) => Promise<Tool | null>;
  /** Sets the object's alarm to the earliest scheduled task. */
  arm: () => void;
  /** Somebody knows this head. Returns whether the room begins a new epoch and has closed all sockets. */
  heard: (witness: Witness) => boolean;
  /** A person has been welcomed. */
  arrived: (user: UserId) => void;
  /** Logs an unexpected error, with the room's name. */
  report: (error: unknown) => void;
}
