/** From the bytes of one socket to the rules: size, shape, rate, then who answers. */
import { isAgentId } from "../../../shared/ids.ts";
import { MAX_FRAME_BYTES, REFUSAL_RATE } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import {
  type AskHeld,
  type AskParts,
  type AskReceipt,
  type AskReceipts,
  type ClientFrame,
  type CommandFrame,
  type Edit,
  type Hello,
  type History,
  type Invite,
  PROTOCOL_VERSION,
  type Send,
} from "../../../shared/protocol/frames.ts";
import { parseFrame } from "../../../shared/protocol/parse.ts";
import { byteLength } from "../../../shared/text.ts";
import { findPerson } from "../../directory/people.ts";
import type { Env } from "../../bindings/env.ts";
import { attachmentsOf } from "../../rules/room/attachments.ts";
import { refuse } from "../../rules/room/errors.ts";
import { readPage } from "../../rules/room/history.ts";
import { heldText } from "../../rules/room/moderation.ts";
import { takeToken } from "../../sockets/token-bucket.ts";
import { readReceiptsOf } from "../../rules/room/read-receipts.ts";
import { arrive } from "../../rules/room/room.ts";
import { mayWrite, roleOf } from "../../rules/room/rows/member-row.ts";
import { findContextReceipt } from "../../rules/room/rows/context-receipt-row.ts";
import { kindOf, readRoom } from "../../rules/room/rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { hasAgents } from "../../rules/room/turns/addressed.ts";
import { answersBuiltOn, restrictPage } from "../../rules/room/restricted-answers.ts";
import { relayTyping, type TypingBook, typingEnded } from "../../rules/room/typing.ts";
import { callerOf } from "./caller-of.ts";
import { type CommandQueue, reply } from "./command-queue.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import { encodeEvents } from "./encode-events.ts";
import type { RoomComposer } from "./room-composer.ts";
import type { RoomPresence } from "./room-presence.ts";
import type { RateKind, FrameRates } from "../../sockets/rates.ts";
import type { InputCheck } from "./input-check.ts";
import { refuseBadFrame } from "../../sockets/refuse-bad-frame.ts";
import { inPieces } from "./turns/in-pieces.ts";
import { encodePart, type RunningTurns, textOfAnswer } from "./turns/running-turns.ts";

export interface Room {
  env: Env;
  store: SqlStore;
  connections: Connections;
  presence: RoomPresence;
  rates: FrameRates;
  typing: TypingBook;
  commands: CommandQueue;
  turns: RunningTurns;
  check: InputCheck;
  composer: RoomComposer;
}

export function receiveFrame(
  message: string | ArrayBuffer | ArrayBufferView,
  socket: OpenSocket,
  room: Room,
): void {
  const now = Date.now();
  socket.lastFrameAt = now;
  if (isTooLarge(message)) {
    return room.connections.close(socket, CLOSE.tooLarge, "A frame has at most 64 KiB.");
  }
  const parsed = parseFrame(message);
  if (!parsed.ok) return refuseBadFrame(parsed, socket, room.connections, now);
  const { frame } = parsed;
  if (frame.type !== "hello" && socket.state.device === null) {
    return room.connections.close(socket, CLOSE.malformed, "A socket begins with hello.");
  }
  // As many as the room asked for: they count as nothing, and one that is late or made up as a signal.
  if (frame.type === "ack" && socket.window.acknowledge(frame.mark)) return room.presence.caughtUp(socket);
  const kind = asksAgent(frame, room) ? "ask" : rateKind(frame);
  const wait = room.rates.take(kind, socket.state.user, now);
  if (wait > 0) return receiveTooMuch(frame, wait, socket, room, now);
  dispatch(frame, socket, room, now);
}

function isTooLarge(message: string | ArrayBuffer | ArrayBufferView): boolean {
  if (typeof message !== "string") return message.byteLength > MAX_FRAME_BYTES;
  // A UTF-16 unit is one to three bytes: most frames need no counting.
  if (message.length > MAX_FRAME_BYTES) return true;
  return message.length * 3 > MAX_FRAME_BYTES && byteLength(message) > MAX_FRAME_BYTES;
}

// ---- what is turned away

function receiveTooMuch(
  frame: ClientFrame,
  retryAfter: number,
  socket: OpenSocket,
  room: Room,
  now: number,
): void {
  if (takeToken(socket.refusals, REFUSAL_RATE, now) > 0) {
    return room.connections.close(socket, CLOSE.tooFast, "Too many frames.");
  }
  // Signals promise nothing and are dropped without a word.
  if (rateKind(frame) === "signal") return;
  const ref = "ref" in frame ? { ref: frame.ref } : {};
  reply(socket, { type: "error", ...ref, code: "rate_limited", message: "Too fast.", retryAfter });
}

/** A message that is answered costs what asking costs. */
function asksAgent(frame: ClientFrame, { store }: Room): boolean {
  if (frame.type === "compose.send") return hasAgents(store);
  if (frame.type !== "send" || frame.ai === "never") return false;
  return (frame.mentions ?? []).some(isAgentId) || (kindOf(store) !== "group" && hasAgents(store));
}

function rateKind(frame: ClientFrame): RateKind {
  switch (frame.type) {
    case "hello":
    case "history":
    case "receipt":
    case "receipts":
    case "held":
    case "parts":
      return "read";
    case "ask":
      return "ask";
    case "stop":
    case "move":
    case "merge":
    case "choose":
    case "floor":
      return "steer";
    case "compose.open":
    case "compose.update":
      return "compose";
    case "ack":
    case "compose.caret":
    case "typing":
    case "presence":
    case "delivered":
      return "signal";
    default:
      return "command";
  }
}

// ---- what is let in

function dispatch(frame: ClientFrame, socket: OpenSocket, room: Room, now: number): void {
  switch (frame.type) {
    case "hello":
      return greet(frame, socket, room, now);
    case "ack":
      return;
    case "history":
      return answerHistory(frame, socket, room);
    case "typing":
      return relay(frame.on, socket, room, now);
    case "presence":
      room.connections.update(socket, { activity: frame.state });
      return room.presence.changed();
    case "compose.open":
    case "compose.update":
    case "compose.caret":
    case "compose.ready":
    case "compose.signoff":
    case "compose.send":
    case "compose.close":
      return room.composer.receive(socket, frame);
    case "invite":
      return void inviteKnown(frame, socket, room);
    case "delivered":
      return room.commands.add({ socket, command: frame, ref: null });
    case "receipt":
      return answerReceipt(frame, socket, room);
    case "receipts":
      return answerReceipts(frame, socket, room);
    case "held":
      return answerHeld(frame, socket, room, now);
    case "parts":
      return answerParts(frame, socket, room);
    case "send":
    case "edit":
      return write(frame, socket, room);
    default:
      return enqueue(frame, socket, room);
  }
}

function enqueue({ ref, ...command }: Exclude<CommandFrame, Invite>, socket: OpenSocket, room: Room): void {
  room.commands.add({ socket, command, ref });
}

/** What people write may have to be checked first. */
function write({ ref, ...command }: Send | Edit, socket: OpenSocket, room: Room): void {
  if (command.type === "send") typingEnded(room.typing, socket.state.user);
  room.check.pass(command, socket, {
    accept: (checked) => room.commands.add({ socket, command: checked, ref }),
    refuse: ({ refused: code, message }) => reply(socket, { type: "error", ref, code, message }),
  });
}

function greet(frame: Hello, socket: OpenSocket, room: Room, now: number): void {
  if (frame.version !== PROTOCOL_VERSION) {
    return room.connections.close(socket, CLOSE.upgradeRequired, "This client speaks another version.");
  }
  room.connections.greeted(socket, frame.device);
  const arrival = arrive(room.store, frame, callerOf(socket), {
    now,
    presence: room.presence.here(),
    live: room.turns.live(),
    unreadable: socket.state.unreadable ?? [],
  });
  if ("refused" in arrival) {
    return room.connections.close(socket, CLOSE.notFound, "There is no such room.");
  }
  reply(socket, arrival.welcome);
  for (const encoded of encodeEvents(arrival.events)) trySend(socket, encoded);
  room.composer.greet(socket);
  room.presence.changed();
}

function answerHistory({ ref, before, limit }: History, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null) return;
  const page = readPage(room.store, before, limit);
  if ("refused" in page) {
    return reply(socket, { type: "error", ref, code: page.refused, message: page.message });
  }
  reply(socket, { type: "page", ref, page: restrictPage(page, restrictedFor(socket, room)) });
}

function answerReceipt({ ref, target }: AskReceipt, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null) return;
  const receipt = restrictedFor(socket, room).has(target) ? null : findContextReceipt(room.store, target);
  if (receipt !== null) return reply(socket, { type: "receipt", ref, receipt });
  reply(socket, { type: "error", ref, code: "not_found", message: "There is no receipt of this." });
}

function answerReceipts({ ref, target }: AskReceipts, socket: OpenSocket, room: Room): void {
  const { user } = socket.state;
  if (roleOf(room.store, user) === null) return;
  const receipts = restrictedFor(socket, room).has(target)
    ? refuse.noSuchMessage()
    : readReceiptsOf(room.store, target, user);
  if (!("refused" in receipts)) return reply(socket, { type: "receipts", ref, receipts });
  reply(socket, { type: "error", ref, code: receipts.refused, message: receipts.message });
}

function answerHeld({ ref, target }: AskHeld, socket: OpenSocket, room: Room, now: number): void {
  const caller = callerOf(socket);
  const role = roleOf(room.store, caller.user);
  if (role === null) return;
  if (restrictedFor(socket, room).has(target)) {
    return reply(socket, { type: "error", ref, code: "not_found", message: "There is no such message." });
  }
  const text = heldText(room.store, target, { ...caller, role, now });
  if (typeof text === "string") {
    const files = attachmentsOf(room.store, target);
    return reply(socket, { type: "held", ref, text, ...(files.length > 0 && { attachments: files }) });
  }
  reply(socket, { type: "error", ref, code: text.refused, message: text.message });
}

/** In pieces that fit a slow line; nothing for an attempt that is over, which no view shows any more. */
function answerParts({ target, attempt, from }: AskParts, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null || restrictedFor(socket, room).has(target)) return;
  const text = textOfAnswer(room.store, room.turns.live(), target, attempt);
  if (text === null || !Number.isSafeInteger(from) || from < 0) return;
  for (const { offset, piece } of inPieces(text, from)) {
    trySend(socket, encodePart(target, attempt, offset, piece));
  }
}

/** Answers that this socket's person is not shown. */
function restrictedFor({ state }: OpenSocket, { store }: Room): ReadonlySet<Seq> {
  return answersBuiltOn(store, state.unreadable ?? []);
}

function relay(on: boolean, socket: OpenSocket, room: Room, now: number): void {
  const caller = callerOf(socket);
  if (!mayWrite(room.store, caller)) return;
  const { user } = caller;
  if (!relayTyping(room.typing, user, on, now)) return;
  room.connections.offer(JSON.stringify({ type: "typing", user, on }), (state) => state.user !== user);
}

/** The directory says whether there is such a person in the organization; the rules then run as they are at that time. */
async function inviteKnown({ ref, user, role }: Invite, socket: OpenSocket, room: Room): Promise<void> {
  try {
    const person = await findPerson(room.env.DB, readRoom(room.store).organization, user);
    if (person === null) {
      return reply(socket, { type: "error", ref, code: "not_found", message: "There is no such person." });
    }
    room.commands.add({ socket, command: { type: "invite", person, role }, ref });
  } catch (error) {
    console.error("invite", error);
    reply(socket, { type: "error", ref, code: "unavailable", message: "Try again.", retryAfter: 1_000 });
  }
}
