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
  badSeq: () => refusal("bad_cursor", "This is no sequence number of this room."),
  badMention: () => refusal("bad_type", "A mention is a part of the text that begins with @."),
  emptyText: () => refusal("bad_type", "A message needs some text."),
  noSuchPerson: () => refusal("not_found", "There is no such person."),
  noSuchRoom: () => refusal("not_found", "There is no such room."),
  noSuchFile: () => refusal("not_found", "A file of this message is not there any more. Attach it again."),
  fileIsSent: () => refusal("conflict", "This file is in another message."),
  fileTwice: () => refusal("bad_type", "A message has each file once."),
  otherFile: () => refusal("conflict", "This id was used for another file."),
  tooManyWaitingFiles: () =>
    refusal("too_many", "Too many of your files wait here. Send some, or remove them."),
  uploadTooSlow: () => refusal("unavailable", "That took too long. Try it again."),
  textTooLarge: () => refusal("too_large", "The text is longer than 16,000 bytes."),
  badEmoji: () => refusal("bad_type", "A reaction is exactly one emoji."),
  badName: () => refusal("bad_type", "A name has 1 to 80 visible characters."),
  tooManyReactions: () => refusal("too_many", "This message has as many kinds of reactions as it can hold."),
  tooManyMembers: () => refusal("too_many", "This room has as many members as it can hold."),
  otherBody: () => refusal("conflict", "This message id was used for another text."),
  otherVersion: () => refusal("conflict", "The message was changed meanwhile."),
  deleted: () => refusal("conflict", "The message was deleted."),
  hidden: () => refusal("conflict", "This message is hidden."),
  noSuchTurn: () => refusal("not_found", "There is no such prompt in the queue."),
  noSuchCall: () => refusal("not_found", "No agent has asked for this."),
  decided: () => refusal("conflict", "This is decided already."),
  notEnded: () => refusal("conflict", "This answer has not ended yet."),
  notCut: () => refusal("conflict", "This answer is whole."),
  alreadyAsked: () => refusal("conflict", "This is being answered already."),
  excludedFromAi: () => refusal("conflict", "This message is kept from the AI."),
  takenOver: () => refusal("conflict", "A person has taken over: the AI is silent."),
  tooManyPrompts: () =>
    refusal("too_many", "Five of your questions wait already. Wait for an answer, or drop one."),
  fullQueue: () => refusal("too_many", "Twenty questions wait in this room already."),
  tooManyMerged: () => refusal("too_many", "At most ten questions can be answered together."),
  tooManyAgents: () => refusal("too_many", "This room has as many AI members as it can hold."),
  agentRole: () => refusal("bad_type", "An AI has no role to change."),
  notModerated: () => refusal("conflict", "There is nothing to decide here."),
  tooManyUnchecked: () => refusal("unavailable", "What you wrote before is still being checked. Try again."),
  blocked: () => refusal("blocked", "This was found unsafe, and nobody has seen it."),
  noComposer: () => refusal("forbidden", "Only a session has a shared composer."),
  noPlace: () => refusal("conflict", "Open the shared composer first."),
  nothingToSend: () => refusal("conflict", "There is nothing to send any more."),
  beingSent: () => refusal("conflict", "Somebody is sending it."),
  otherNames: () => refusal("unavailable", "Its files have changed while it was checked. Try again."),
  stillChecked: () => refusal("unavailable", "It is still being checked."),
  otherWords: () => refusal("conflict", "The words have changed meanwhile."),
  notReady: () => refusal("conflict", "Not everyone who writes here is ready."),
  lastOwner: () => refusal("conflict", "A room needs an owner: make someone else an owner first."),
} as const;
