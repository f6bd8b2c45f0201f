import type { MessageId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import type { ScheduledMessage, ScheduledRequest } from "../../../shared/protocol/scheduled-frames.ts";
import { isTransient } from "../../../shared/protocol/codes.ts";
import type { Env } from "../../bindings/env.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { CallRefusal } from "../../bindings/room-answers.ts";
import { answerScheduled } from "../../rules/inbox/answer-scheduled.ts";
import {
  dropAllScheduled,
  dueMessages,
  findScheduled,
  markFailed,
  nextScheduled,
  removeScheduled,
} from "../../rules/inbox/scheduled-messages.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";

export interface InboxScheduledPort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  /** The name of this inbox. */
  name: () => string;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
}

/** Sends messages at the time that the person has chosen. Each has its id from the beginning, so a repeated attempt sends it once. */
export class InboxScheduled {
  readonly #port: InboxScheduledPort;

  constructor(port: InboxScheduledPort) {
    this.#port = port;
  }

  answer(socket: OpenSocket, frame: ScheduledRequest, now: number): void {
    const { tell, reply } = answerScheduled(this.#port.store, frame, now);
    if (tell !== undefined) this.#tell(tell);
    trySend(socket, JSON.stringify(reply));
    const next = tell === undefined ? null : nextScheduled(this.#port.store);
    if (next !== null) this.#port.later({ task: "send" }, next);
  }

  /** Runs the task `send`. Returns when the next message is due. Throws if a room could not be reached: the alarm tries again. */
  async send(now: number): Promise<number | null> {
    const results = await Promise.allSettled(
      dueMessages(this.#port.store, now).map((message) => this.#send(message)),
    );
    const failure = results.find((result) => result.status === "rejected");
    if (failure !== undefined) throw failure.reason;
    return nextScheduled(this.#port.store);
  }

  dropAll(): void {
    dropAllScheduled(this.#port.store);
  }

  async #send(message: ScheduledMessage): Promise<void> {
    const refused = await this.#command(message);
    if (refused !== null && isTransient(refused.refused)) throw new Error(refused.message);
    const { store } = this.#port;
    if (refused !== null) {
      const failed = markFailed(store, message, { code: refused.refused, message: refused.message });
      if (failed !== null) this.#tellChange([failed], []);
      return;
    }
    // A text that was changed while the room took the old one is not sent again: the room has the message of this id.
    if (findScheduled(store, message.id) !== null && removeScheduled(store, message.id)) {
      this.#tellChange([], [message.id]);
    }
  }

  /** Why the room refuses it; null if the room has it. */
  async #command({
    room,
    due: _,
    failed: _failed,
    ...message
  }: ScheduledMessage): Promise<CallRefusal | null> {
    const { env, name } = this.#port;
    const { user } = ownerOf(name());
    const taken = await roomStub(env, room).command(
      { user, scopes: ALL_SCOPES, unreadable: [] },
      { type: "send", ...message },
    );
    if (taken === null) return { refused: "not_found", message: "You are no longer in this conversation." };
    return "refused" in taken ? taken : null;
  }

  #tellChange(changed: ScheduledMessage[], removed: MessageId[]): void {
    this.#tell({ type: "scheduled", changed, removed });
  }

  #tell(frame: InboxServerFrame): void {
    this.#port.connections.broadcast(JSON.stringify(frame));
  }
}
