import { DRAFT_JOIN } from "../../../shared/limits.ts";
import { textHash } from "../../../shared/text-hash.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import type { Caret, ParticipantId } from "../../../shared/protocol/composer-frames.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { CaretFrame, Composed, ErrorFrame, Ok } from "../../../shared/protocol/frames.ts";
import { SyncedDraft } from "../drafts/synced-draft.ts";
import type { DraftStore } from "../drafts/types.ts";
import type { InboxChannel } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { ParleyError } from "../parley-error.ts";
import type { RoomChannel, SocketPlugin } from "../room-channel.ts";
import { Timer } from "../timer.ts";
import type { Room } from "../types.ts";
import type { SharedComposer, ShownCaret } from "./types.ts";
import { withResolvers } from "../with-resolvers.ts";

/** Timeout for storing the last keystrokes in the room, ms. */
const STORE_TIMEOUT_MS = 10_000;

/** A draft of the room instead of a person: the same document, synced over the room's socket, with carets. */
export class OpenComposer implements SharedComposer, SocketPlugin {
  readonly #room: Room;
  readonly #draft: SyncedDraft;
  readonly #detach: () => void;
  readonly #stopListening: () => void;
  readonly #listeners = new Listeners();
  readonly #pointing = new Timer();
  #channel: RoomChannel | null = null;
  #participant: ParticipantId | null = null;
  readonly #others = new Map<ParticipantId, Caret>();
  #selection: Caret | null = null;
  #sentCaret: Caret | null = null;

  constructor(room: Room, kept: DraftStore) {
    this.#room = room;
    this.#draft = new SyncedDraft(room.id, kept);
    this.#stopListening = this.#draft.subscribe(() => this.#listeners.notify());
    this.#detach = room.attach(this);
  }

  // ---- what a person sees and does

  get text(): string {
    return this.#draft.text;
  }

  get mentions(): readonly MentionRange[] {
    return this.#draft.mentions;
  }

  get isOpen(): boolean {
    return this.#participant !== null;
  }

  get participant(): ParticipantId | null {
    return this.#participant;
  }

  get kept(): SharedComposer["kept"] {
    return this.#draft.kept === "device" ? "waiting" : this.#draft.kept;
  }

  get carets(): readonly ShownCaret[] {
    const participants = new Set(this.#room.view?.composing?.people.map(({ at }) => at));
    return [...this.#others].flatMap(([at, caret]) => {
      const [anchor, head = anchor] = caret.split(" ").map((place) => this.#draft.offsetOf(place));
      const isKnown = typeof anchor === "number" && typeof head === "number";
      return isKnown && participants.has(at) ? [{ at, anchor, head }] : [];
    });
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  edit(text: string, caret?: number): void {
    this.#draft.edit(text, caret);
  }

  mention(range: MentionRange): void {
    this.#draft.mention(range);
  }

  select(anchor: number, head: number): void {
    const places = (anchor === head ? [head] : [anchor, head]).map((offset) =>
      this.#draft.positionAt(offset),
    );
    this.#point(places.join(" "));
  }

  unselect(): void {
    this.#point(null);
  }

  async ready(on: boolean): Promise<void> {
    if (on) await this.#stored();
    await this.#room.requests.ask({ type: "compose.ready", on, ...(on && { hash: textHash(this.text) }) });
  }

  async askForSignOff(on: boolean): Promise<void> {
    await this.#room.requests.ask({ type: "compose.signoff", on });
  }

  async send({ mentions, replyTo }: { mentions?: UserId[]; replyTo?: Seq } = {}): Promise<Seq | null> {
    await this.#stored();
    const id = this.#room.requests.nextId();
    const { seq } = await this.#room.requests.ask({
      type: "compose.send",
      id,
      ...(mentions && { mentions }),
      ...(replyTo !== undefined && { replyTo }),
    });
    return seq ?? null;
  }

  keep(): void {
    this.#draft.keep();
  }

  close(): void {
    this.#forgetIfRemoved();
    this.#draft.flushBeforeClose();
    this.#channel?.send({ type: "compose.close" });
    this.#pointing.stop();
    this.#detach();
    this.#stopListening();
    this.#draft.close();
  }

  // ---- sync with the room

  connected(channel: RoomChannel): void {
    this.#channel = channel;
    this.#sentCaret = null;
    this.#draft.connected(this.#draftChannel(channel));
  }

  disconnected(): void {
    this.#forgetIfRemoved();
    this.#channel = null;
    this.#participant = null;
    this.#others.clear();
    this.#draft.disconnected();
    this.#listeners.notify();
  }

  received(frame: Composed | CaretFrame | Ok | ErrorFrame): void {
    switch (frame.type) {
      case "ok":
      case "error":
        return void this.#draft.answered(frame);
      case "caret":
        return this.#moved(frame.at, frame.caret);
      case "compose":
        return this.#wrote(frame);
    }
  }

  #wrote({ epoch, update, vector, at, caret }: Composed): void {
    const isAnswer = vector !== undefined;
    if (isAnswer && at !== undefined) this.#participant = at;
    this.#draft.received({ type: "draft", room: this.#room.id, epoch, update, ...(isAnswer && { vector }) });
    if (isAnswer) this.#pointSoon();
    else if (at !== undefined && caret !== undefined) this.#moved(at, caret);
    this.#listeners.notify();
  }

  #moved(at: ParticipantId, caret: Caret | null): void {
    if (caret === null) this.#others.delete(at);
    else this.#others.set(at, caret);
    this.#listeners.notify();
  }

  #draftChannel(channel: RoomChannel): InboxChannel {
    return {
      send: (frame) => {
        if (frame.type === "draft.open")
          return channel.send({ type: "compose.open", epoch: frame.epoch, vector: frame.vector });
        if (frame.type !== "draft.update") return null;
        const { epoch, update } = frame;
        const caret = this.#selection;
        // Usually the caret's relative position is unchanged: before the same letter, or at the end.
        if (caret === null || caret === this.#sentCaret)
          return channel.send({ type: "compose.update", epoch, update });
        this.#sentCaret = caret;
        return channel.send({ type: "compose.update", epoch, update, caret });
      },
    };
  }

  /** Deletes the stored changes if this person is no longer in the room. */
  #forgetIfRemoved(): void {
    const { connection } = this.#room;
    if (connection.type !== "stopped") return;
    if (connection.code === CLOSE.forbidden || connection.code === CLOSE.notFound) this.#draft.forget();
  }

  #point(caret: Caret | null): void {
    this.#selection = caret;
    this.#pointSoon();
  }

  /** An update already contains the caret, so usually no separate signal is needed. */
  #pointSoon(): void {
    if (this.#pointing.running) return;
    this.#pointing.start(DRAFT_JOIN, () => {
      if (this.#selection === this.#sentCaret || this.#participant === null) return;
      if (this.#channel?.signal({ type: "compose.caret", caret: this.#selection }) === true)
        this.#sentCaret = this.#selection;
    });
  }

  /** Resolves when the room has stored the complete text. */
  #stored(): Promise<void> {
    if (this.kept === "everywhere") return Promise.resolve();
    this.#draft.flushNow();
    const { promise, resolve, reject } = withResolvers<void>();
    const timeout = new Timer();
    const stop = this.subscribe(() => {
      if (this.kept === "waiting") return;
      timeout.stop();
      stop();
      if (this.kept === "everywhere") resolve();
      else reject(new ParleyError("too_large", "The text is longer than a message may be."));
    });
    timeout.start(STORE_TIMEOUT_MS, () => {
      stop();
      reject(new ParleyError("unavailable", "The room has not stored the latest changes yet."));
    });
    return promise;
  }
}
