import { ALL_SCOPES } from "../../../shared/permissions.ts";
import { arrive, createRoom, handle, renewEpochIfRestored } from "../../../server/rules/room/room.ts";
import type { Command } from "../../../server/rules/room/commands/command.ts";
import { readPage } from "../../../server/rules/room/history.ts";
import { readReceiptsOf } from "../../../server/rules/room/read-receipts.ts";
import { privateReaders, visibleCursors } from "../../../server/rules/room/cursor-visibility.ts";
import { roomMigrations } from "../../../server/rules/room/migrations.ts";
import { migrate } from "../../../server/storage/migrate.ts";
import { encodeEvents } from "../../../server/objects/room/encode-events.ts";
import { readRoom } from "../../../server/rules/room/rows/room-row.ts";
import { makeMessageId } from "../../../shared/ids.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Step } from "../../../shared/protocol/steps.ts";
import type {
  AskParts,
  ClientFrame,
  ComposeFrame,
  Mark,
  ServerFrame,
} from "../../../shared/protocol/frames.ts";
import { parseFrame } from "../../../shared/protocol/parse.ts";
import type { FakeNetwork, Peer } from "./fake-network.ts";
import { nodeSql } from "../../support/node-sql.ts";
import { ada, bot, den, grace, lab, linus } from "./people.ts";
import { receipt } from "./receipt.ts";

type Send = Extract<ClientFrame, { type: "send" }>;

interface ParticipantId {
  peer: Peer;
  user: UserId;
  greeted: boolean;
}

/** Runs the room's real rules in this process, behind fake sockets. The address names the person who connects (`…?user=…`). */
export class LocalRoom {
  readonly #store = nodeSql();
  readonly #participants = new Set<ParticipantId>();
  readonly #now: () => number;
  #epochs = 0;
  #said = 0;
  /** The next commands of these types are refused with these codes; each entry applies once. */
  readonly refusals: { type: ClientFrame["type"]; code: ErrorCode; retryAfter?: number }[] = [];
  /** Every well-formed frame from any client, in order. */
  readonly frames: ClientFrame[] = [];
  /** Called when a client asks for parts of an answer. */
  onParts: (frame: AskParts) => void = () => {};
  /** The reply to a client that asks for the steps of an answer. */
  steps: Step[] = [];
  /** Called synchronously right after a page was sent. */
  afterPage: () => void = () => {};
  /** While true, commands get no answer and have no effect. */
  silent = false;

  /** While false, this acts as an older server, from before clients named the person for whom a socket is. */
  asksForWhom = true;

  /** While true, frames to the shared composer are not answered, as by an overloaded room. */
  isComposerSilent = false;

  /** `kind`: a session has an agent, whose answers begin and never end. */
  constructor(network: FakeNetwork, now: () => number, kind: "group" | "session" = "group") {
    this.#now = now;
    network.accept = (peer) => this.#sit(peer);
    migrate(this.#store, roomMigrations);
    const members = [ada, grace, linus].map((user, n) => {
      const role = n === 0 ? ("owner" as const) : ("member" as const);
      return { user, name: ["Ada", "Grace", "Linus"][n] ?? "", role };
    });
    const agents = kind === "session" ? [{ user: bot, name: "Parley", role: "member" as const }] : [];
    const spec = {
      ...{ id: den, organization: lab, kind, name: "den", createdBy: ada },
      members: [...members, ...agents],
    };
    createRoom(this.#store, spec, this.#origin("1"));
  }

  /** Runs a command of another person, without a socket. */
  do(user: UserId, command: Command): void {
    const refusal = this.#handle(user, command);
    if (refusal !== null) throw new Error(refusal.message);
  }

  /** Sends a message of a person without a socket; returns its seq in a room without agents. */
  say(user: UserId, text: string, more: Pick<Send, "forkOf" | "thread" | "alsoRoom"> = {}): Seq {
    const id = makeMessageId((this.#said += 1), (bytes) => bytes.fill(9));
    this.do(user, { type: "send", id, text, ...more });
    return readRoom(this.#store).head;
  }

  /** Restores a backup: seqs may name other events afterwards. */
  restore(generation: string): void {
    renewEpochIfRestored(this.#store, this.#origin(generation));
  }

  /** Sends a frame to everyone, as a faulty room might. */
  broadcast(frame: ServerFrame | Mark): void {
    for (const participant of this.#participants) participant.peer.send(JSON.stringify(frame));
  }

  closeAll(code: number): void {
    for (const { peer } of this.#participants) peer.close(code);
  }

  ofType<Type extends ClientFrame["type"]>(type: Type): Extract<ClientFrame, { type: Type }>[] {
    return this.frames.filter((frame): frame is Extract<ClientFrame, { type: Type }> => frame.type === type);
  }

  #origin(generation: string) {
    return { generation, newEpoch: () => `epoch-${(this.#epochs += 1)}`, now: this.#now() };
  }

  #sit(peer: Peer): void {
    const { searchParams } = new URL(peer.url);
    const user = [ada, grace, linus].find((id) => id === searchParams.get("user"));
    if (user === undefined) return peer.close(4401);
    const forUser = searchParams.get("for");
    if (this.asksForWhom && forUser !== null && forUser !== user) return peer.close(4410);
    const participant = { peer, user, greeted: false };
    this.#participants.add(participant);
    peer.onclose = () => this.#participants.delete(participant);
    peer.onmessage = (text) => (text === "ping" ? peer.send("pong") : this.#received(participant, text));
  }

  #received(participant: ParticipantId, text: string): void {
    const parsed = parseFrame(text);
    if (!parsed.ok) return this.#answer(participant, { type: "error", code: parsed.code, message: "" });
    const { frame } = parsed;
    this.frames.push(frame);
    if (this.silent) return;
    const refusal = this.refusals.find(({ type }) => type === frame.type);
    if (refusal !== undefined) return this.#refuse(participant, frame, refusal);
    if (frame.type === "hello") return this.#greet(participant, frame);
    if (frame.type === "history") return this.#page(participant, frame);
    if (frame.type === "parts") return this.onParts(frame);
    if (frame.type === "heldMessage")
      return this.#answer(participant, { type: "heldMessage", ref: frame.ref, text: "what it said" });
    if (frame.type === "contextReceipt")
      return this.#answer(participant, { type: "contextReceipt", ref: frame.ref, receipt });
    if (frame.type === "readReceipts") return this.#receipts(participant, frame);
    if (frame.type === "steps") {
      return this.#answer(participant, { type: "steps", ref: frame.ref, attempt: 1, steps: this.steps });
    }
    if (
      frame.type === "ack" ||
      frame.type === "typing" ||
      frame.type === "presence" ||
      frame.type === "invite"
    )
      return;
    if (isComposer(frame) && this.isComposerSilent) return;
    if (isComposer(frame)) throw new Error("the shared composer is not in here");
    const error = this.#handle(participant.user, frame);
    if (!("ref" in frame)) return;
    if (error !== null) this.#answer(participant, { type: "error", ref: frame.ref, ...error });
    else if (frame.type !== "send" || this.#repeated)
      this.#answer(participant, { type: "ok", ref: frame.ref });
  }

  /** Whether the last command was a repetition of an earlier one and changed nothing. */
  #repeated = false;

  #handle(user: UserId, command: Command): { code: ErrorCode; message: string } | null {
    const done = this.#store.transaction(() =>
      handle(this.#store, command, { user, scopes: ALL_SCOPES }, this.#now()),
    );
    if ("refused" in done) return { code: done.refused, message: done.message };
    const events = done.effects.flatMap((effect) => (effect.type === "publish" ? [effect.event] : []));
    for (const effect of done.effects) if (effect.type === "dismiss") this.#dismiss(effect.user, effect.code);
    const readers = privateReaders(this.#store);
    const { open, alone } = visibleCursors(done.effects, readers);
    this.#repeated = events.length === 0;
    for (const participant of this.#participants) {
      if (!participant.greeted) continue;
      for (const text of encodeEvents(events)) participant.peer.send(text);
      const cursors = [
        ...(readers.has(participant.user) ? [] : open),
        ...(alone.get(participant.user) ?? []),
      ];
      if (cursors.length > 0) this.#answer(participant, { type: "cursors", cursors });
    }
    return null;
  }

  #dismiss(user: UserId, code: number): void {
    for (const participant of this.#participants) {
      if (participant.user !== user) continue;
      this.#participants.delete(participant);
      participant.peer.close(code);
    }
  }

  #refuse(
    participant: ParticipantId,
    frame: ClientFrame,
    refusal: { code: ErrorCode; retryAfter?: number },
  ): void {
    this.refusals.splice(
      this.refusals.findIndex(({ type }) => type === frame.type),
      1,
    );
    const { code, retryAfter } = refusal;
    this.#answer(participant, {
      type: "error",
      code,
      message: "Not now.",
      ...("ref" in frame ? { ref: frame.ref } : {}),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }

  #greet(participant: ParticipantId, hello: Extract<ClientFrame, { type: "hello" }>): void {
    const caller = { user: participant.user, scopes: ALL_SCOPES };
    const arrival = arrive(this.#store, hello, caller, { now: this.#now(), presence: [], live: [] });
    if ("refused" in arrival) return participant.peer.close(4403);
    participant.greeted = true;
    this.#answer(participant, arrival.welcome);
    for (const text of encodeEvents(arrival.events)) participant.peer.send(text);
  }

  #page(
    participant: ParticipantId,
    { ref, before, limit, ...asked }: Extract<ClientFrame, { type: "history" }>,
  ): void {
    const page = readPage(this.#store, before, limit, asked, participant.user);
    if ("refused" in page) this.#answer(participant, { type: "error", ref, code: page.refused, message: "" });
    else this.#answer(participant, { type: "page", ref, page });
    this.afterPage();
  }

  #receipts(
    participant: ParticipantId,
    { ref, target }: Extract<ClientFrame, { type: "readReceipts" }>,
  ): void {
    const receipts = readReceiptsOf(this.#store, target, participant.user);
    if ("refused" in receipts)
      this.#answer(participant, { type: "error", ref, code: receipts.refused, message: "" });
    else this.#answer(participant, { type: "readReceipts", ref, receipts });
  }

  #answer(participant: ParticipantId, frame: ServerFrame): void {
    participant.peer.send(JSON.stringify(frame));
  }
}

const isComposer = (frame: ClientFrame): frame is ComposeFrame => frame.type.startsWith("compose.");
