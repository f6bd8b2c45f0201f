import type { Capability } from "../../../shared/permissions.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";

/** A command that the rules refuse. Refusals are expected: they are values, never exceptions. */
export interface Refusal {
  refused: ErrorCode;
  message: string;
}

const refusal = (refused: ErrorCode, message: string): Refusal => ({ refused, message });

export const refuse = {
  notMember: () => refusal("forbidden", "You are not a member of this room."),
  notAllowed: (what: string) => refusal("forbidden", `Your role does not allow you to ${what}.`),
  outOfScope: (needs: Capability) =>
    refusal("forbidden", `This access is limited: it lacks the scope "${needs}".`),
  noSuchMessage: () => refusal("not_found", "There is no such message."),
  noSuchMember: () => refusal("not_found", "There is no such member."),
  badSeq: () => refusal("bad_cursor", "There is no such message in this conversation."),
  badMention: () => refusal("bad_type", "A mention is a part of the text that begins with @."),
  emptyText: () => refusal("bad_type", "A message needs text."),
  noSuchPerson: () => refusal("not_found", "There is no such person."),
  noSuchRoom: () => refusal("not_found", "There is no such room."),
  noSuchFile: () => refusal("not_found", "A file of this message is no longer available. Attach it again."),
  fileIsSent: () => refusal("conflict", "This file is in another message."),
  fileTwice: () => refusal("bad_type", "The same file is attached twice."),
  otherFile: () => refusal("conflict", "This id was used for another file."),
  tooManyWaitingFiles: () =>
    refusal("too_many", "Too many of your files are waiting here. Send or remove some."),
  uploadTooSlow: () => refusal("unavailable", "That took too long. Try again."),
  textTooLarge: () => refusal("too_large", "The text is longer than 16,000 bytes."),
  badEmoji: () => refusal("bad_type", "A reaction must be one emoji."),
  badName: () => refusal("bad_type", "A name must have 1 to 80 visible characters."),
  tooManyReactions: () => refusal("too_many", "This message has reached the limit of different reactions."),
  tooManyMembers: () => refusal("too_many", "This conversation has reached the limit of members."),
  otherBody: () => refusal("conflict", "This message id was used for another text."),
  otherVersion: () => refusal("conflict", "Someone changed the message in the meantime."),
  deleted: () => refusal("conflict", "The message was deleted."),
  hidden: () => refusal("conflict", "This message is hidden."),
  noSuchTurn: () => refusal("not_found", "There is no such prompt in the queue."),
  noSuchCall: () => refusal("not_found", "No agent has asked for this."),
  decided: () => refusal("conflict", "This has already been decided."),
  notEnded: () => refusal("conflict", "This answer has not ended yet."),
  notCut: () => refusal("conflict", "This answer is already complete."),
  alreadyAsked: () => refusal("conflict", "This is already being answered."),
  excludedFromAi: () => refusal("conflict", "This message is hidden from AI."),
  takenOver: () => refusal("conflict", "A person has taken over, so AI does not answer."),
  tooManyPrompts: () =>
    refusal("too_many", "Five of your questions are already waiting. Wait for an answer, or remove one."),
  fullQueue: () => refusal("too_many", "Twenty questions are already waiting in this conversation."),
  tooManyMerged: () => refusal("too_many", "At most ten questions can be answered together."),
  tooManyAgents: () => refusal("too_many", "This conversation has reached the limit of agents."),
  agentRole: () => refusal("bad_type", "The role of an agent cannot be changed."),
  notModerated: () => refusal("conflict", "There is nothing to decide here."),
  tooManyUnchecked: () => refusal("unavailable", "Your earlier messages are still being checked. Try again."),
  blocked: () => refusal("blocked", "This was flagged as unsafe and was not sent."),
  noComposer: () => refusal("forbidden", "Only sessions have a shared prompt."),
  noPlace: () => refusal("conflict", "Open the shared prompt first."),
  nothingToSend: () => refusal("conflict", "There is nothing left to send."),
  beingSent: () => refusal("conflict", "Someone is already sending it."),
  otherNames: () => refusal("unavailable", "Its files changed during the check. Try again."),
  stillChecked: () => refusal("unavailable", "It is still being checked."),
  otherWords: () => refusal("conflict", "The text has changed in the meantime."),
  notReady: () => refusal("conflict", "Not everyone is ready yet."),
  lastOwner: () => refusal("conflict", "A room needs an owner: make someone else an owner first."),
} as const;
