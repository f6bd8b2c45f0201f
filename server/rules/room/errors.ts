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
  unnamedVisitor: () =>
    refusal("identity_required", "Only visitors who are signed in on the page can write here."),
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
  toolTwice: () => refusal("bad_type", "Two tools have the same name."),
  toolTaken: (name: string) => refusal("bad_type", `The agent has a tool "${name}" of its own.`),
  toolsTooLarge: () => refusal("too_large", "All tools together are longer than 64 KiB of JSON."),
  resultTooLarge: () => refusal("too_large", "A result is longer than 8,192 characters."),
  otherResult: () => refusal("conflict", "This call has another result already."),
  ended: () => refusal("conflict", "This answer has already ended."),
  ofProgram: () => refusal("conflict", "A program has brought its own tools along for this question."),
  decided: () => refusal("conflict", "This has already been decided."),
  tooLate: () => refusal("conflict", "The time to decide on this is over."),
  otherCall: () => refusal("conflict", "This is not the call that you were shown."),
  badArgs: () => refusal("bad_type", "The tool does not take these arguments."),
  askedYourself: () =>
    refusal("forbidden", "You have asked for this yourself, so somebody else must decide."),
  nobodyElse: () => refusal("bad_type", "In a direct conversation, nobody else could decide."),
  alwaysAsks: () =>
    refusal("forbidden", "The organization has said that a person must allow each call of this tool."),
  noSuchTool: () => refusal("not_found", "There is no such tool."),
  notEnded: () => refusal("conflict", "This answer has not ended yet."),
  noSuchModel: () => refusal("not_found", "This server does not offer this model."),
  notCut: () => refusal("conflict", "This answer is already complete."),
  alreadyAsked: () => refusal("conflict", "This is already being answered."),
  excludedFromAi: () => refusal("conflict", "This message is hidden from AI."),
  takenOver: () => refusal("conflict", "A person has taken over, so AI does not answer."),
  tooManyPrompts: () =>
    refusal("too_many", "Five of your questions are already waiting. Wait for an answer, or remove one."),
  fullQueue: () => refusal("too_many", "Twenty questions are already waiting in this conversation."),
  tooManyMerged: () => refusal("too_many", "At most ten questions can be answered together."),
  tooMuchSteering: () => refusal("too_many", "At most ten messages can steer one answer."),
  tooManyAgents: () => refusal("too_many", "This conversation has reached the limit of agents."),
  agentRole: () => refusal("bad_type", "The role of an agent cannot be changed."),
  notModerated: () => refusal("conflict", "There is nothing to decide here."),
  tooManyUnchecked: () => refusal("unavailable", "Your earlier messages are still being checked. Try again."),
  blocked: () => refusal("blocked", "This was flagged as unsafe and was not sent."),
  noForks: () => refusal("forbidden", "Only sessions have versions of a prompt. Edit the message."),
  notAnswered: () => refusal("conflict", "Nobody has answered this yet. Edit the message."),
  tooManyForks: () => refusal("too_many", "This prompt has reached the limit of versions."),
  tooManyBranches: () => refusal("too_many", "This conversation has reached the limit of versions."),
  noSuchBranch: () => refusal("not_found", "There is no such version of this conversation."),
  twoBranches: () => refusal("bad_type", "A page is of a branch, or through a message."),
  otherBranch: () => refusal("conflict", "These questions are in different versions of this conversation."),
  tooManyFiles: () => refusal("too_many", "A message has at most ten files."),
  noComposer: () => refusal("forbidden", "Only sessions have a shared prompt."),
  noPlace: () => refusal("conflict", "Open the shared prompt first."),
  nothingToSend: () => refusal("conflict", "There is nothing left to send."),
  beingSent: () => refusal("conflict", "Someone is already sending it."),
  otherNames: () => refusal("unavailable", "Its files changed during the check. Try again."),
  stillChecked: () => refusal("unavailable", "It is still being checked."),
  otherWords: () => refusal("conflict", "The text has changed in the meantime."),
  notReady: () => refusal("conflict", "Not everyone is ready yet."),
  notSupport: () => refusal("forbidden", "Only conversations with visitors have this."),
  onlyVisitors: () => refusal("forbidden", "Only a visitor can do this, in their own conversation."),
  notClosed: () => refusal("conflict", "Only a conversation that has ended can be rated."),
  nobodyAnswered: () => refusal("conflict", "Nobody has answered in this conversation."),
  rated: () => refusal("conflict", "This conversation has its rating already."),
  lastOwner: () => refusal("conflict", "A room needs an owner: make someone else an owner first."),
} as const;
