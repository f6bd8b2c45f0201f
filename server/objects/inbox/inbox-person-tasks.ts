import type { RoomId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { TaskRequest, TasksFrame } from "../../../shared/protocol/task-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readTaskId } from "../../../shared/task-id.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import type { Env } from "../../bindings/env.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { CalledCommand } from "../../bindings/room-answers.ts";
import { answerTasks, told } from "../../rules/inbox/answer-tasks.ts";
import { dropAllTasks, dropTasks, putTasks } from "../../rules/inbox/told-tasks.ts";
import { refuse } from "../../rules/room/errors.ts";
import type { TaskNews } from "../../rules/room/task-news.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import { scopesOfBits } from "../../sockets/scope-bits.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface InboxPersonTasksPort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  /** The name of this inbox. */
  name: () => string;
  transaction: <Result>(work: () => Result) => Result;
  /** Tells the person outside of the app of those that become due. */
  tellOutside: (frame: TasksFrame) => void;
}

/** A person's tasks. Their own are changed here; a change of a task of a room is handed to the room, which tells the inbox. */
export class InboxPersonTasks {
  readonly #port: InboxPersonTasksPort;

  constructor(port: InboxPersonTasksPort) {
    this.#port = port;
  }

  async answer(socket: OpenSocket, frame: TaskRequest, now: number): Promise<void> {
    const asked = commandFor(frame);
    const reply = asked === null ? this.ask(frame, now) : await this.#askRoom(socket, frame.ref, asked);
    trySend(socket, JSON.stringify(reply));
  }

  /** Answers a request for a personal task, or for a list. All devices are told before. */
  ask(frame: TaskRequest, now: number): InboxServerFrame {
    const { store, transaction, name } = this.#port;
    const { tell, reply } = transaction(() => answerTasks(store, frame, { user: ownerOf(name()).user, now }));
    if (tell !== undefined) this.#tell(tell);
    return reply;
  }

  /** A room tells tasks. Idempotent. */
  put(news: TaskNews): void {
    const { store, transaction } = this.#port;
    const { changed, removed } = transaction(() => putTasks(store, news));
    if (changed.length + removed.length > 0) this.#tell(told(store, changed, removed));
  }

  /** The person is no longer a member of the room. */
  drop(room: RoomId): void {
    const removed = dropTasks(this.#port.store, room);
    if (removed.length > 0) this.#tell(told(this.#port.store, [], removed));
  }

  dropAll(): void {
    dropAllTasks(this.#port.store);
  }

  async #askRoom(
    { state }: OpenSocket,
    ref: number,
    { room, command }: RoomCommand,
  ): Promise<InboxServerFrame> {
    const { env, name } = this.#port;
    const { user } = ownerOf(name());
    const caller = { user, scopes: scopesOfBits(state.scopes), unreadable: state.unreadable ?? [] };
    const taken = (await roomStub(env, room).command(caller, command)) ?? refuse.notTask();
    if (!("refused" in taken)) return { type: "ok", ref };
    const { refused: code, message, ...rest } = taken;
    return { type: "error", ref, code, message, ...rest };
  }

  #tell(frame: InboxServerFrame): void {
    this.#port.connections.broadcast(JSON.stringify(frame));
    if (frame.type === "tasks") this.#port.tellOutside(frame);
  }
}

interface RoomCommand {
  room: RoomId;
  command: CalledCommand;
}

/** The command for the room whose task the frame changes; null if it is about a personal task, or changes only the person's lists. */
function commandFor(frame: TaskRequest): RoomCommand | null {
  if (frame.type === "task.add" || frame.type === "task.list") return null;
  const task = readTaskId(frame.id);
  if (task?.type !== "room") return null;
  const command = commandOn(frame, task.seq);
  return command && { room: task.room, command };
}

function commandOn(
  frame: Exclude<TaskRequest, { type: "task.add" | "task.list" }>,
  target: Seq,
): CalledCommand | null {
  switch (frame.type) {
    case "task.change": {
      const { ref: _, id: _id, title: _title, ...change } = frame;
      return { ...change, target };
    }
    case "task.state": {
      const { ref: _, id: _id, ...state } = frame;
      return { ...state, target };
    }
    case "task.remove":
      return { type: "delete", target };
    case "task.place":
    case "task.open":
      return null;
  }
}
