/** Connects drafts to the inbox's sockets. Each update is stored, answered and sent to other devices in one synchronous step. */
import { type DraftKey, draftKey, type DraftPlace, placeOfDraft } from "../../../shared/draft-key.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_DRAFTS_OF_ROOM } from "../../../shared/limits.ts";
import type {
  DraftFrame,
  DraftMark,
  DraftOpen,
  DraftUpdate,
  ToldConsumedRange,
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
const TOO_MANY = "You have unsent replies in too many threads of this room.";

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
    const { epoch, vector } = frame;
    if (!this.#ports.isMember(frame.room)) return refuse(socket, frame, "not_found", NO_ROOM);
    const key = draftKey(frame);
    const opened = this.#drafts.open(key, epoch, vector);
    if (opened === null) return refuse(socket, frame, "bad_type", "That is no state vector.");
    send(socket, { type: "draft", ...placeOfDraft(key), ...opened });
    send(socket, { type: "ok", ref: frame.ref });
  }

  update(socket: OpenSocket, frame: DraftUpdate): void {
    const { epoch, update } = frame;
    if (!this.#ports.isMember(frame.room)) return refuse(socket, frame, "not_found", NO_ROOM);
    const key = draftKey(frame);
    if (this.#isOneTooMany(frame)) return refuse(socket, frame, "too_many", TOO_MANY);
    const written = this.#change(key, () => this.#drafts.write(key, epoch, update));
    if (written.type === "refused") return refuse(socket, frame, written.code, written.message);
    send(socket, { type: "ok", ref: frame.ref });
    if (written.isNew) this.#tell({ type: "draft", ...placeOfDraft(key), epoch, update }, socket);
    if (written.mark !== null) this.#ports.tellMark(written.mark);
  }

  /** Removes the ranges that messages consumed. Idempotent. */
  consume(room: RoomId, consumed: readonly ToldConsumedRange[]): void {
    for (const { epoch, update, ...of } of consumed) {
      const key = draftKey({ room, ...of });
      const taken = this.#change(key, () => this.#drafts.consume(key, epoch, update));
      if (taken === null) continue;
      this.#tell({ type: "draft", ...placeOfDraft(key), epoch, update: taken.update });
      if (taken.mark !== null) this.#ports.tellMark(taken.mark);
    }
  }

  drop(room: RoomId): void {
    for (const key of this.#drafts.keysOf(room)) {
      const mark = this.#change(key, () => this.#drafts.drop(key));
      if (mark !== null) this.#ports.tellMark(mark);
    }
  }

  dropAll(): void {
    this.#ports.transaction(() => this.#drafts.dropAll());
  }

  /** Threads are named by devices: the inbox does not know which there are. */
  #isOneTooMany(place: DraftPlace): boolean {
    if (place.thread === undefined) return false;
    const keys = this.#drafts.keysOf(place.room);
    return keys.length >= MAX_DRAFTS_OF_ROOM && !keys.includes(draftKey(place));
  }

  #tell(frame: DraftFrame, except?: OpenSocket): void {
    const encoded = JSON.stringify(frame);
    for (const socket of this.#ports.connections.all()) {
      if (socket !== except && socket.state.device !== null) trySend(socket, encoded);
    }
  }

  #change<Result>(key: DraftKey, work: () => Result): Result {
    try {
      return this.#ports.transaction(work);
    } catch (error) {
      this.#drafts.forget(key);
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
