import type { MessageId, RoomId, UserId } from "../../shared/ids.ts";
import { MAX_ATTACHMENTS, MAX_MENTIONS, MAX_WAITED } from "../../shared/limits.ts";
import { rangesFit, usersOf } from "../../shared/mentions/mention-range.ts";
import { isDiskFault, isTransient } from "../../shared/protocol/codes.ts";
import type { CommandFrame, ErrorFrame, Ok, Ref } from "../../shared/protocol/frames.ts";
import { messageText, textProblem } from "../../shared/text.ts";
import { backoff } from "./backoff.ts";
import { SerialQueue } from "./serial-queue.ts";
import { ParleyError } from "./parley-error.ts";
import { Timer } from "./timer.ts";
import type { NewMessage, OutboxEntry, OutboxStorage, TakeBack } from "./types.ts";
import { withResolvers } from "./with-resolvers.ts";

/**
 * Messages in transit at once. One, because order is guaranteed and a refusal concerns a single message: with more, the second
 * could pass a rate limit that had just refused the first.
 */
const WINDOW = 1;
/** Shorter waits are not reported, ms. */
const WAITED_WORTH_TELLING = 1_000;
/** A message without an answer after this time was sent into a dead socket, ms. */
export const ANSWER_TIMEOUT = 15_000;

export interface OutboxPort {
  room: RoomId;
  /** Whose messages these are. */
  user: UserId;
  storage: OutboxStorage;
  now(): number;
  random(): number;
  nextRef(): Ref;
  nextId(): MessageId;
  /** Returns whether the frame was sent. */
  send(frame: CommandFrame<"send">): boolean;
  /** Whether the view shows this message of this person. */
  isInRoom(id: MessageId): boolean;
  changed(): void;
  /** The room does not answer on this socket. */
  unanswered(): void;
}

/** Messages that the room does not have yet: stored first, then sent in order until the room has them. */
export class Outbox {
  readonly #port: OutboxPort;
  readonly #queue = new SerialQueue();
  readonly #endListening: () => void;
  /** Sent on this socket without an answer yet. */
  readonly #flight = new Map<Ref, MessageId>();
  /** Sent at least once and never refused: the room may have stored it without an answer arriving. */
  readonly #perhapsInRoom = new Set<MessageId>();
  /** Finished, but not removed from the storage yet. */
  readonly #finished = new Set<MessageId>();
  #entries: readonly OutboxEntry[] = [];
  /** Ends this client's role as the only writer; null without a socket. */
  #writing: AbortController | null = null;
  #mayWrite = false;
  #refusals = 0;
  readonly #pause = new Timer();
  readonly #timeout = new Timer();

  constructor(port: OutboxPort) {
    this.#port = port;
    this.#endListening = port.storage.onChange(port.room, () => void this.#reload());
    void this.#reload();
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  async write(message: NewMessage): Promise<MessageId> {
    try {
      const entry = this.#entryFor(message);
      await this.#queue.run(async () => {
        await this.#port.storage.put(entry, message.consumed?.keep);
        this.#show([...this.#entries, entry]);
      });
      this.#pump();
      return entry.id;
    } finally {
      message.consumed?.done();
    }
  }

  async retry(id: MessageId): Promise<void> {
    const { failure, ...again } = this.#find(id);
    if (failure === undefined) return;
    await this.#replace(again);
    this.#pump();
  }

  async discard(id: MessageId, keep?: TakeBack): Promise<void> {
    const entry = this.#find(id);
    if (this.#perhapsInRoom.has(id)) throw new ParleyError("conflict", "The message is already being sent.");
    keep?.(entry.text, entry.attachments ?? [], entry.mentionRanges ?? []);
    await this.#drop(id);
    this.#pump();
  }

  /** The room has it: its event has arrived, or a snapshot contains it. */
  arrived(id: MessageId): void {
    if (!this.#entries.some((entry) => entry.id === id)) return;
    for (const [ref, flying] of this.#flight) if (flying === id) this.#landed(ref);
    this.#refusals = 0;
    this.#drop(id).catch(() => undefined);
    this.#pump();
  }

  /** Whether the answer was for one of these messages. */
  answered(frame: Ok | ErrorFrame): boolean {
    const id = frame.ref === undefined ? undefined : this.#flight.get(frame.ref);
    if (id === undefined || frame.ref === undefined) return false;
    if (frame.type === "ok") this.arrived(id);
    else this.#refused(frame.ref, id, frame);
    return true;
  }

  /** The socket is open and the view is current. So a message that is not in the view is not in the room. */
  connected(): void {
    this.disconnected();
    const writing = new AbortController();
    this.#writing = writing;
    void this.#port.storage.asOnlyWriter(this.#port.room, writing.signal, () => this.#writeUntil(writing));
  }

  disconnected(): void {
    this.#writing?.abort();
    this.#writing = null;
    this.#mayWrite = false;
    this.#endTurn();
    this.#flight.clear();
    this.#timeout.stop();
    this.#pause.stop();
  }

  close(): void {
    this.disconnected();
    this.#endListening();
  }

  // ---- sending

  #endTurn: () => void = () => {};

  async #writeUntil(writing: AbortController): Promise<void> {
    if (writing.signal.aborted) return;
    const { promise, resolve } = withResolvers<void>();
    this.#endTurn = resolve;
    await this.#reload();
    if (writing.signal.aborted) return;
    this.#mayWrite = true;
    this.#pump();
    await promise;
  }

  #pump(): void {
    if (!this.#mayWrite || this.#pause.running) return;
    const flying = new Set(this.#flight.values());
    for (const entry of this.#entries) {
      if (entry.failure !== undefined || this.#flight.size >= WINDOW) return;
      if (flying.has(entry.id)) continue;
      if (!this.#send(entry)) return;
    }
  }

  #send(entry: OutboxEntry): boolean {
    const ref = this.#port.nextRef();
    if (!this.#port.send(frameFor(entry, ref, this.#port.now()))) return false;
    this.#flight.set(ref, entry.id);
    this.#perhapsInRoom.add(entry.id);
    this.#timeout.start(ANSWER_TIMEOUT, () => this.#port.unanswered());
    return true;
  }

  #landed(ref: Ref): void {
    this.#flight.delete(ref);
    if (this.#flight.size === 0) this.#timeout.stop();
  }

  #refused(ref: Ref, id: MessageId, { code, message, retryAfter }: ErrorFrame): void {
    this.#landed(ref);
    if (isTransient(code)) {
      if (isDiskFault(code)) {
        this.#perhapsInRoom.delete(id);
        this.#showWaiting(id, { code, message });
      }
      this.#refusals += 1;
      this.#pause.start(retryAfter ?? backoff(this.#refusals, this.#port.random), () => this.#pump());
      return;
    }
    this.#perhapsInRoom.delete(id);
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry !== undefined) this.#replace({ ...entry, failure: { code, message } }).catch(() => undefined);
  }

  // ---- storing

  #entryFor(message: NewMessage): OutboxEntry {
    const { text: written, mentionRanges, forkOf, attachments = [], consumed } = message;
    const { mentions = usersOf(mentionRanges ?? []) } = message;
    const text = messageText(written);
    const problem = textProblem(text);
    if (problem === "too_large") throw new ParleyError("too_large", "The message is too long.");
    if (attachments.length > MAX_ATTACHMENTS)
      throw new ParleyError("too_many", "The message has too many files.");
    // The version that it changes may have files.
    if (problem === "empty" && attachments.length === 0 && forkOf === undefined)
      throw new ParleyError("bad_type", "The message is empty.");
    if (mentionRanges !== undefined && !rangesFit(text, mentionRanges))
      throw new ParleyError("bad_type", "A mention is not where the text has it.");
    if (mentions.length > MAX_MENTIONS || (mentionRanges?.length ?? 0) > MAX_MENTIONS)
      throw new ParleyError("too_many", "The message mentions too many people.");
    const { room, user, nextId, now } = this.#port;
    const kept = { by: user, text, mentions, writtenAt: now(), ...optional(message) };
    const entry: OutboxEntry = { room, id: nextId(), ...kept };
    if (mentionRanges !== undefined) entry.mentionRanges = mentionRanges;
    if (attachments.length > 0) entry.attachments = attachments;
    if (consumed?.draft !== undefined) entry.draft = consumed.draft;
    return entry;
  }

  #find(id: MessageId): OutboxEntry {
    const entry = this.#entries.find((candidate) => candidate.id === id);
    if (entry === undefined) throw new ParleyError("not_found", "There is no waiting message with this id.");
    return entry;
  }

  /** Shown before it is stored: while no crash happens, this client's memory is newer than its storage. */
  async #replace(entry: OutboxEntry): Promise<void> {
    this.#show(this.#entries.map((old) => (old.id === entry.id ? entry : old)));
    await this.#queue.run(() => this.#port.storage.put(entry));
  }

  /** If the storage fails here, the entry is sent again after a restart, and the room recognizes it by its id. */
  async #drop(id: MessageId): Promise<void> {
    this.#finished.add(id);
    this.#perhapsInRoom.delete(id);
    this.#show(this.#entries);
    await this.#queue.run(() => this.#port.storage.remove(this.#port.room, id));
    this.#finished.delete(id);
  }

  /** If the storage fails, the entries that this client knows stay. */
  async #reload(): Promise<void> {
    const { room, user, storage } = this.#port;
    await this.#queue.run(async () => {
      const entries = await storage.list(room).catch(() => this.#entries);
      this.#show(entries.filter(({ by }) => by === undefined || by === user));
    });
    for (const { id } of this.#entries) if (this.#port.isInRoom(id)) this.arrived(id);
  }

  #showWaiting(id: MessageId, waits: NonNullable<OutboxEntry["waits"]>): void {
    this.#show(this.#entries.map((entry) => (entry.id === id ? { ...entry, waits } : entry)));
  }

  #show(entries: readonly OutboxEntry[]): void {
    this.#entries = entries.filter(({ id }) => !this.#finished.has(id));
    this.#port.changed();
  }
}

function frameFor(entry: OutboxEntry, ref: Ref, now: number): CommandFrame<"send"> {
  const { id, text, mentions, mentionRanges, writtenAt, draft, attachments } = entry;
  const frame: CommandFrame<"send"> = { type: "send", ref, id, text, ...optional(entry) };
  const waited = now - writtenAt;
  if (waited >= WAITED_WORTH_TELLING) frame.waited = Math.min(MAX_WAITED, waited);
  if (mentionRanges !== undefined) frame.mentionRanges = mentionRanges;
  else if (mentions.length > 0) frame.mentions = mentions;
  if (draft !== undefined) frame.draft = draft;
  if (attachments !== undefined) frame.attachments = attachments.map((file) => file.id);
  return frame;
}

type Optional = Pick<
  OutboxEntry,
  "replyTo" | "forkOf" | "thread" | "alsoRoom" | "ai" | "model" | "promptPolicy" | "task"
>;

/** What a message, its entry and its frame have alike. */
function optional(of: Optional): Optional {
  const { replyTo, forkOf, thread, alsoRoom, ai, model, promptPolicy, task } = of;
  return {
    ...(replyTo !== undefined && { replyTo }),
    ...(forkOf !== undefined && { forkOf }),
    ...(thread !== undefined && { thread }),
    ...(alsoRoom && { alsoRoom }),
    ...(ai !== undefined && { ai }),
    ...(model !== undefined && { model }),
    ...(promptPolicy !== undefined && { promptPolicy }),
    ...(task !== undefined && { task }),
  };
}
