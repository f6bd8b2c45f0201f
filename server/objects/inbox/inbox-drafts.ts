/** Connects drafts to the inbox's sockets. Each update is stored, answered and sent to other devices in one synchronous step. */
import type { RoomId } from "../../../shared/ids.ts";
import type {
  DraftFrame,
  DraftMark,
  DraftOpen,
  DraftUpdate,
  ConsumedRange,
} from "../../../shared/protocol/draft-frames.ts";
import type { ErrorFrame, Ok } from "../../../shared/protocol/frames.ts";
import { Drafts } from "../../rules/drafts/drafts.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";

export interface InboxDraftPorts {
  store: SqlStore;
  connections: Connections;
  transaction: <Result>(work: () => Result) => Result;
  /** Whether the person is a member of this room, according to the inbox. */
  isMember: (room: RoomId) => boolean;
  /** Sends the draft's list excerpt to every device. */
  tellMark: (mark: DraftMark) => void;
}

const NO_ROOM = "There is no such room.";

export class InboxDrafts {
  readonly #ports: InboxDraftPorts;
  readonly #drafts: Drafts;

  constructor(ports: InboxDraftPorts) {
    this.#ports = ports;
    this.#drafts = new Drafts(ports.store);
  }

  marks(): DraftMark[] {
    return this.#drafts.marks();
  }

  open(socket: OpenSocket, frame: DraftOpen): void {
    const { room, epoch, vector } = frame;
    if (!this.#ports.isMember(room)) return refuse(socket, frame, "not_found", NO_ROOM);
    const opened = this.#drafts.open(room, epoch, vector);
    if (opened === null) return refuse(socket, frame, "bad_type", "That is no state vector.");
    send(socket, { type: "draft", room, ...opened });
    send(socket, { type: "ok", ref: frame.ref });
  }

  update(socket: OpenSocket, frame: DraftUpdate): void {
    const { room, epoch, update } = frame;
    if (!this.#ports.isMember(room)) return refuse(socket, frame, "not_found", NO_ROOM);
    const written = this.#change(room, () => this.#drafts.write(room, epoch, update));
    if (written.type === "refused") return refuse(socket, frame, written.code, written.message);
    send(socket, { type: "ok", ref: frame.ref });
    if (written.isNew) this.#tell({ type: "draft", room, epoch, update }, socket);
    if (written.mark !== null) this.#ports.tellMark(written.mark);
  }

  /** Removes the ranges that messages consumed. Idempotent. */
  consume(room: RoomId, consumed: readonly ConsumedRange[]): void {
    for (const { epoch, update } of consumed) {
      const taken = this.#change(room, () => this.#drafts.consume(room, epoch, update));
      if (taken === null) continue;
      this.#tell({ type: "draft", room, epoch, update: taken.update });
      if (taken.mark !== null) this.#ports.tellMark(taken.mark);
    }
  }

  drop(room: RoomId): void {
    const mark = this.#change(room, () => this.#drafts.drop(room));
    if (mark !== null) this.#ports.tellMark(mark);
  }

  dropAll(): void {
    this.#ports.transaction(() => this.#drafts.dropAll());
  }

  #tell(frame: DraftFrame, except?: OpenSocket): void {
    const encoded = JSON.stringify(frame);
    for (const socket of this.#ports.connections.all()) {
      if (socket !== except && socket.state.device !== null) trySend(socket, encoded);
    }
  }

  #change<Result>(room: RoomId, work: () => Result): Result {
    try {
      return this.#ports.transaction(work);
    } catch (error) {
      this.#drafts.forget(room);
      throw error;
    }
  }
}

function refuse(
  socket: OpenSocket,
  { ref }: DraftOpen | DraftUpdate,
  code: ErrorFrame["code"],
  message: string,
): void {
  send(socket, { type: "error", ref, code, message });
}

const send = (socket: OpenSocket, frame: DraftFrame | ErrorFrame | Ok): void =>
  trySend(socket, JSON.stringify(frame));
