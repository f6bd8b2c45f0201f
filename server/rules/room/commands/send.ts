import { asShown } from "../../../../shared/as-shown.ts";
import { type AttachmentId, isAgentId } from "../../../../shared/ids.ts";
import { MAX_WAITED } from "../../../../shared/limits.ts";
import { allowed } from "../../../../shared/permissions.ts";
import type { Message } from "../../../../shared/protocol/events.ts";
import type { Program } from "../../../../shared/protocol/program.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { PromptPolicy } from "../../../../shared/protocol/turns.ts";
import { messageText } from "../../../../shared/text.ts";
import { attach, attachable, hasSameFiles } from "../attachments.ts";
import type { Actor } from "../actor.ts";
import { noteConsumedDraft } from "../consumed-drafts.ts";
import { shownBranch } from "../branches.ts";
import { refuse } from "../errors.ts";
import { beginBranch, copyFiles, forkable, isSameFork } from "../forks.ts";
import type { Effect } from "../effects.ts";
import { reopen } from "../support.ts";
import { followOfReply } from "../threads/note.ts";
import { noteReply } from "../threads/replies.ts";
import { rootToReply } from "../threads/root.ts";
import { mentionedBy, noteMentions } from "../mentions.ts";
import { refuseText } from "../refuse-text.ts";
import { insert, quoteOf, sent } from "../messages/codec.ts";
import { mayPost } from "../posting.ts";
import { nextSeq } from "../rows/log.ts";
import { type MessageRow, findMessage, findMessageById, hides, isOnlyInThread } from "../messages/row.ts";
import { kindOf, readRoom } from "../rows/room-row.ts";
import { addressedAgents, hasAgents } from "../turns/addressed.ts";
import { lastPlace, refuseTask } from "../room-tasks.ts";
import { newTask } from "../../tasks/change.ts";
import { storeTask } from "../rows/task-row.ts";
import { queueTurn, refuseMoreTurns } from "../turns/begin.ts";
import { refuseProgram } from "../turns/programs.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { type CommandRate, type SentCommand, defineCommand } from "./command.ts";

/** Stores and publishes a new message. Sending the same id again stores nothing new. */
export const send = defineCommand<"send">({
  needs: "write",
  rate: rateOf,
  endsTurns: false,
  run(store, command, actor) {
    const text = messageText(command.text);
    const replyTo = command.replyTo ?? null;
    const ids = command.attachments ?? [];

    const stored = findMessageById(store, actor.user, command.id);
    if (stored !== null) {
      const isSame =
        isSameFork(store, stored, command.forkOf) &&
        isSamePlace(stored, command) &&
        saysTheSame(store, stored, { text, replyTo, ids });
      return isSame ? { seq: stored.seq, effects: [] } : refuse.otherBody();
    }

    const isInRoom = command.thread === undefined || command.alsoRoom === true;
    if (isInRoom && !mayPost(store, actor))
      return refuse.notAllowed("write in this room, which is for announcements");
    const unfit = command.task === undefined ? null : refuseTask(store, text, command.task);
    if (unfit !== null) return unfit;
    const root = command.thread === undefined ? null : rootToReply(store, command.thread);
    if (root !== null && "refused" in root) return root;
    if (root === null && command.alsoRoom) return refuse.onlyInThread();
    if (root !== null && command.forkOf !== undefined) return refuse.forkInThread();
    const fork = command.forkOf === undefined ? null : forkable(store, command.forkOf, ids.length, actor);
    if (fork !== null && "refused" in fork) return fork;
    const problem = refuseText(text, ids.length > 0 || (fork?.of.attachments ?? null) !== null);
    if (problem !== null) return problem;
    const files = attachable(store, ids, actor.user);
    if ("refused" in files) return files;
    const original = replyTo === null ? null : findMessage(store, replyTo);
    if (replyTo !== null && original === null) return refuse.noSuchMessage();

    const mentioned = mentionedBy(store, text, command);
    if ("refused" in mentioned) return mentioned;
    const { mentions, ranges } = mentioned;
    const waited = clampWaited(command.waited);
    const task = command.task === undefined ? undefined : newTask(command.task, lastPlace(store));
    if (task !== undefined && "refused" in task) return task;
    const { ai, moderation, via } = command;
    const writers = command.composed?.writers.filter((user) => user !== actor.user) ?? [];
    const isHeld = moderation?.state === "held";
    const agents =
      ai === "never" || isHeld || task !== undefined
        ? []
        : addressedAgents(store, { mentions, original, author: actor.role });
    const model = agents.length === 0 ? null : (command.model ?? null);
    if (model !== null && !allowed(actor, "steer", kindOf(store)))
      return refuse.notAllowed("choose the model");
    const policy = policyFor(store, command, actor);
    if (policy === null) return refuse.notAllowed("steer answers");
    const program = command.program ?? null;
    const unwanted = program === null ? null : refuseProgram(program, actor);
    if (unwanted !== null) return unwanted;
    const full = refuseMoreTurns(store, actor.user, agents);
    if (full !== null) return full;

    const reopened = reopen(store, actor);
    const seq = nextSeq(store);
    const copied = fork === null ? [] : copyFiles(store, fork, seq);
    const stands = fork === null ? standing(store, command) : beginBranch(store, fork, seq);
    const written: Message = {
      seq,
      id: command.id,
      author: actor.user,
      at: actor.now,
      text,
      mentions,
      version: 1,
      reactions: {},
      ...(original !== null && { replyTo: original.seq, quote: quoteOf(original) }),
      ...(ranges.length > 0 && { mentionRanges: ranges }),
      ...(waited !== null && { waited }),
      ...(copied.length + files.length > 0 && { attachments: [...copied, ...files] }),
      ...(writers.length > 0 && { writers }),
      ...(ai !== undefined && { ai }),
      ...(via !== undefined && { via }),
      ...(moderation !== undefined && { moderation }),
      ...(task !== undefined && { task }),
      ...stands,
    };
    // The text of a held message is stored separately. It is not published until somebody with `manage` has decided.
    const message = asShown(written);
    insert(store, message);
    // A held task keeps its content in its row, which is shown when it is released.
    if (isHeld && task !== undefined) storeTask(store, seq, task);
    attach(store, ids, seq, copied.length);
    if (isHeld) hold(store, seq, text, program);
    const ofThread = noteReply(store, message);
    if (!isHeld) noteMentions(store, seq, actor.user, mentions, original);
    const told = root === null ? [] : noteSent(store, seq, isHeld);
    if (command.draft !== undefined) noteConsumedDraft(store, { ...actor, seq }, command.draft);
    const turns = agents.flatMap((agent) =>
      queueTurn(store, { agent, asker: actor.user, prompts: [seq], model, program, policy }, actor.now),
    );
    const event = sent(message, ofThread);
    return { seq, effects: [...reopened, { type: "publish", event }, ...told, ...turns] };
  },
});

/**
 * What happens to the message if its agent is busy. Null: its author may not ask for that. A message with a model of its own waits, unless
 * its author says otherwise.
 */
function policyFor(
  store: SqlStore,
  { promptPolicy: chosen, model }: Pick<SentCommand<"send">, "promptPolicy" | "model">,
  actor: Actor,
): PromptPolicy | null {
  const { kind, prompt_policy: ofRoom } = readRoom(store);
  const maySteer = allowed(actor, "steer", kind);
  if (chosen !== undefined) return chosen === "queue" || maySteer ? chosen : null;
  if (model !== undefined) return "queue";
  return ofRoom === "steer" && !maySteer ? "queue" : ofRoom;
}

/** A message that is no fork stands in the branch that the room shows. A reply that stands in its thread alone is in no branch. */
function standing(
  store: SqlStore,
  { thread, alsoRoom }: SentCommand<"send">,
): Pick<Message, "branch" | "thread" | "alsoRoom"> {
  const branch = shownBranch(store);
  const inRoom = branch === 0 ? {} : { branch };
  if (thread === undefined) return inRoom;
  return alsoRoom ? { thread, alsoRoom, ...inRoom } : { thread };
}

function isSamePlace(stored: MessageRow, { thread, alsoRoom }: SentCommand<"send">): boolean {
  if (stored.thread !== (thread ?? null)) return false;
  return thread === undefined || isOnlyInThread(stored) === (alsoRoom === undefined);
}

/** Nobody has news of a message that is held, and nobody follows a thread because of it. */
function noteSent(store: SqlStore, seq: Seq, isHeld: boolean): Effect[] {
  const message = isHeld ? null : findMessage(store, seq);
  return message === null ? [] : followOfReply(store, message);
}

/** The turns of a held message begin when it is released. */
function hold(store: SqlStore, target: Seq, text: string, program: Program | null): void {
  store.run(
    "INSERT INTO held_messages (target, text, program) VALUES (?, ?, ?)",
    target,
    text,
    program === null ? null : JSON.stringify(program),
  );
}

/** A message that an agent answers counts against the rate limit of asking. */
function rateOf(frame: SentCommand<"send">, store: SqlStore): CommandRate {
  if (frame.ai === "never" || frame.task !== undefined) return "command";
  if (kindOf(store) !== "group") return hasAgents(store) ? "ask" : "command";
  const mentioned = mentionedBy(store, messageText(frame.text), frame);
  return "mentions" in mentioned && mentioned.mentions.some(isAgentId) ? "ask" : "command";
}

/**
 * Whether a repeated message equals the stored one. The comparison uses the first version, because the message may have been edited since.
 * A deleted message has no text to compare: it stays deleted, and its sender receives its seq.
 */
function saysTheSame(
  store: SqlStore,
  stored: MessageRow,
  { text, replyTo, ids }: { text: string; replyTo: Seq | null; ids: readonly AttachmentId[] },
): boolean {
  if (stored.deleted_at !== null) return true;
  const first = store.first<{ text: string }>(
    `SELECT text FROM versions WHERE target = ? AND version = 1
     UNION ALL SELECT text FROM held_messages WHERE target = ?`,
    stored.seq,
    stored.seq,
  );
  if (first === null && hides(stored.moderation)) return true;
  const isSame = (first?.text ?? stored.text) === text && stored.reply_to === replyTo;
  return isSame && hasSameFiles(store, stored.seq, ids);
}

function clampWaited(waited: number | undefined): number | null {
  if (waited === undefined || !Number.isFinite(waited) || waited < 1) return null;
  return Math.min(Math.floor(waited), MAX_WAITED);
}
