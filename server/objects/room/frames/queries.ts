/** Frames that read and change nothing. A former member gets no answer, because their socket is about to be closed. */
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type {
  AskHeldMessage,
  AskParts,
  AskContextReceipt,
  AskReadReceipts,
  AskSteps,
  History,
  QueryFrame,
} from "../../../../shared/protocol/frames.ts";
import type { ContextReceipt } from "../../../../shared/protocol/turns.ts";
import { withTexts } from "../../../memory/given-memories.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import { isVisitorId } from "../../../../shared/ids.ts";
import { attachmentsOf } from "../../../rules/room/attachments.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { readPage } from "../../../rules/room/history.ts";
import { heldText } from "../../../rules/room/moderation.ts";
import { readReceiptsOf } from "../../../rules/room/read-receipts.ts";
import { answersBuiltOn, restrictPage } from "../../../rules/room/restricted-answers.ts";
import { findContextReceipt } from "../../../rules/room/rows/context-receipt-row.ts";
import { roleOf } from "../../../rules/room/rows/member-row.ts";
import { pageForVisitor } from "../../../rules/room/visitor-view.ts";
import { type OpenSocket, trySend } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import { answerSteps } from "../answer-steps.ts";
import { callerOf } from "../caller-of.ts";
import { reply } from "../reply.ts";
import { inPieces } from "../turns/in-pieces.ts";
import { encodePart, textOfAnswer } from "../turns/running-turns.ts";
import type { Room } from "./room.ts";

export const queries = {
  history: { rate: "read", answer: answerHistory },
  contextReceipt: { rate: "read", answer: answerContextReceipt },
  readReceipts: { rate: "read", answer: answerReadReceipts },
  heldMessage: { rate: "read", answer: answerHeldMessage },
  steps: { rate: "read", answer: sendSteps },
  parts: { rate: "read", answer: answerParts },
} satisfies FrameTable<QueryFrame | AskParts, Room>;

function answerHistory({ ref, before, limit, ...asked }: History, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null) return;
  const page = readPage(room.store, before, limit, asked, socket.state.user);
  if ("refused" in page) {
    return reply(socket, { type: "error", ref, code: page.refused, message: page.message });
  }
  const readable = restrictPage(page, restrictedFor(socket, room));
  reply(socket, { type: "page", ref, page: isVisitor(socket) ? pageForVisitor(readable) : readable });
}

function answerContextReceipt({ ref, target }: AskContextReceipt, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null) return;
  const isHidden = isVisitor(socket) || restrictedFor(socket, room).has(target);
  const receipt = isHidden ? null : findContextReceipt(room.store, target);
  if (receipt?.memories !== undefined) return void sendWithMemories(ref, receipt, socket, room);
  if (receipt !== null) return reply(socket, { type: "contextReceipt", ref, receipt });
  reply(socket, { type: "error", ref, code: "not_found", message: "There is no context for this answer." });
}

/** The texts of what was remembered are in the directory alone, so that nothing of them stays when they are forgotten. */
async function sendWithMemories(
  ref: number,
  receipt: ContextReceipt,
  socket: OpenSocket,
  { env, store, report }: Room,
): Promise<void> {
  const { user } = socket.state;
  const asked = { organization: readRoom(store).organization, reader: user };
  const memories = await withTexts(env.DB, asked, receipt.memories ?? []).catch((error: unknown) => {
    report(error);
    return receipt.memories ?? [];
  });
  // They may have left meanwhile.
  if (roleOf(store, user) === null) return;
  reply(socket, { type: "contextReceipt", ref, receipt: { ...receipt, memories } });
}

function answerReadReceipts({ ref, target }: AskReadReceipts, socket: OpenSocket, room: Room): void {
  const { user } = socket.state;
  if (roleOf(room.store, user) === null) return;
  const receipts = restrictedFor(socket, room).has(target)
    ? refuse.noSuchMessage()
    : readReceiptsOf(room.store, target, user);
  if (!("refused" in receipts)) return reply(socket, { type: "readReceipts", ref, receipts });
  reply(socket, { type: "error", ref, code: receipts.refused, message: receipts.message });
}

function sendSteps({ ref, target }: AskSteps, socket: OpenSocket, room: Room): void {
  const { user, unreadable = [] } = socket.state;
  if (roleOf(room.store, user) === null) return;
  const found = answerSteps(room, user, target, unreadable);
  if (found !== null) return reply(socket, { type: "steps", ref, ...found });
  reply(socket, { type: "error", ref, code: "not_found", message: "There is no such answer." });
}

function answerHeldMessage(
  { ref, target }: AskHeldMessage,
  socket: OpenSocket,
  room: Room,
  now: number,
): void {
  const caller = callerOf(socket);
  const role = roleOf(room.store, caller.user);
  if (role === null) return;
  if (restrictedFor(socket, room).has(target)) {
    return reply(socket, { type: "error", ref, code: "not_found", message: "There is no such message." });
  }
  const text = heldText(room.store, target, { ...caller, role, now });
  if (typeof text === "string") {
    const files = attachmentsOf(room.store, target);
    return reply(socket, { type: "heldMessage", ref, text, ...(files.length > 0 && { attachments: files }) });
  }
  reply(socket, { type: "error", ref, code: text.refused, message: text.message });
}

/** Sends the text in pieces that suit a slow connection. For an attempt that has ended nothing is sent, because no view shows it. */
function answerParts({ target, attempt, from }: AskParts, socket: OpenSocket, room: Room): void {
  if (roleOf(room.store, socket.state.user) === null || restrictedFor(socket, room).has(target)) return;
  const text = textOfAnswer(room.store, room.turns.live(), target, attempt);
  if (text === null || !Number.isSafeInteger(from) || from < 0) return;
  for (const { offset, piece } of inPieces(text, from)) {
    trySend(socket, encodePart(target, attempt, offset, piece));
  }
}

/** Answers that the person of this socket may not see. */
function restrictedFor({ state }: OpenSocket, { store }: Room): ReadonlySet<Seq> {
  return answersBuiltOn(store, state.unreadable ?? []);
}

/** A visitor learns nothing of how an answer came about. */
const isVisitor = ({ state }: OpenSocket): boolean => isVisitorId(state.user);
