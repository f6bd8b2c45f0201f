/** Applies events to the messages of a view. */
import type { UserId } from "../ids.ts";
import type {
  AnswerFollowed,
  AnswerVoted,
  Message,
  MessageAi,
  MessageDeleted,
  MessageEdited,
  MessageModerated,
  MessageSent,
  ReactionAdded,
  ReactionRemoved,
  TaskChanged,
  TurnDecided,
  TurnEnded,
  TurnRestarted,
  TurnSteered,
  TurnResults,
  TurnWaiting,
} from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import { asShown, isHidden } from "../as-shown.ts";
import { answerExcerpt, messageExcerpt } from "../attachments.ts";
import type { StepSummary } from "../protocol/steps.ts";
import type { Answer, Votes } from "../protocol/turns.ts";
import { finishedSteps, withStep, withSteps } from "./steps.ts";

type Messages = readonly Message[];

export function withSent(messages: Messages, { message, seq, by, at }: MessageSent): Messages {
  const { answer } = message;
  const others = answer?.siblings === undefined ? messages : withSiblings(messages, answer);
  return [...others, { ...message, seq, author: by, at, reactions: {} }];
}

function withSiblings(messages: Messages, { siblings = [], chosen }: Answer): Messages {
  return messages.map((message) => {
    if (message.answer === undefined || !siblings.includes(message.seq)) return message;
    return {
      ...message,
      answer: { ...message.answer, siblings, ...(chosen === undefined ? {} : { chosen }) },
    };
  });
}

export function withChosen(messages: Messages, chosen: Seq): Messages {
  return messages.map((message) =>
    message.answer?.siblings?.includes(chosen) === true
      ? { ...message, answer: { ...message.answer, chosen } }
      : message,
  );
}

/** Each member has one vote. The last one counts, and stands at the end of its list. */
export function withVote(messages: Messages, { target, by, vote }: AnswerVoted): Messages {
  return withAnswer(messages, target, (message, { votes, ...answer }) => {
    const without = (users: readonly UserId[] = []) => users.filter((user) => user !== by);
    const now: Votes = { good: without(votes?.good), bad: without(votes?.bad) };
    if (vote !== null) now[vote].push(by);
    const isNone = now.good.length === 0 && now.bad.length === 0;
    return { ...message, answer: isNone ? answer : { ...answer, votes: now } };
  });
}

export function withFollowUps(messages: Messages, { target, questions }: AnswerFollowed): Messages {
  return withAnswer(messages, target, (message, { followUps: _before, ...answer }) => ({
    ...message,
    answer: questions.length === 0 ? answer : { ...answer, followUps: questions },
  }));
}

/**
 * In a catch-up the message may already be of that attempt or a later one. If a device lacks a part of the kept text, the next
 * part reveals a gap.
 */
export function withRestart(
  messages: Messages,
  { target, attempt, from = 0, steps }: TurnRestarted,
): Messages {
  return withAnswer(messages, target, (message, answer) => {
    if (answer.attempt >= attempt) return message;
    const finished = steps ?? finishedSteps(answer.steps ?? []);
    const kept = withSteps({ ...answer, state: "running", attempt }, finished);
    return { ...message, text: message.text.slice(0, from), answer: kept };
  });
}

export function withWaiting(messages: Messages, { target, attempt, steps = [] }: TurnWaiting): Messages {
  return withAnswer(messages, target, (message, answer) => {
    if (answer.state !== "running" || answer.attempt > attempt) return message;
    return { ...message, answer: withSteps({ ...answer, state: "waiting", attempt }, steps) };
  });
}

export function withDecision(messages: Messages, event: TurnDecided): Messages {
  const { target, step: number, decision, changed } = event;
  return withAnswer(messages, target, (message, answer) => {
    const step = answer.steps?.find((each) => each.number === number);
    if (step?.type !== "tool" || (step.state !== "waiting" && step.state !== "unknown")) return message;
    const allowed: StepSummary = { ...step, number: changed ?? number, state: "allowed" };
    const refused: StepSummary = { ...step, state: "done", ok: false };
    const decided = decision === "deny" ? [refused] : changed === undefined ? [allowed] : [refused, allowed];
    return { ...message, answer: withSteps(answer, decided.reduce(withStep, answer.steps ?? [])) };
  });
}

export function withResults(messages: Messages, { target, results }: TurnResults): Messages {
  return withAnswer(messages, target, (message, answer) => {
    const steps = (answer.steps ?? []).map((step): StepSummary => {
      const result = results.find((each) => each.step === step.number);
      if (result === undefined || step.type !== "tool" || step.state !== "outside") return step;
      return { ...step, state: "done", ok: result.ok };
    });
    return { ...message, answer: withSteps(answer, steps) };
  });
}

function withAnswer(
  messages: Messages,
  target: Seq,
  change: (message: Message, answer: Answer) => Message,
): Messages {
  return messages.map((message) =>
    message.seq === target && message.answer !== undefined ? change(message, message.answer) : message,
  );
}

export function withEnd(messages: Messages, event: TurnEnded): Messages {
  const { target, attempt, state, reason, stoppedBy, hash, length, usage, citations, restricted, at } = event;
  const { steps = [], read } = event;
  const original = messages.find((message) => message.seq === target);
  return messages.map((message) => {
    if (message.replyTo === target) {
      if (event.excerpt === undefined)
        return quoting(message, original, answerExcerpt(event.text ?? original?.text ?? ""));
      return message.quote ? { ...message, quote: { ...message.quote, excerpt: event.excerpt } } : message;
    }
    if (message.seq !== target || message.answer === undefined || message.deletedAt !== undefined) {
      return message;
    }
    const end = {
      attempt,
      state,
      hash,
      length,
      endedAt: at,
      ...(reason === undefined ? {} : { reason }),
      ...(stoppedBy === undefined ? {} : { stoppedBy }),
      ...(usage === undefined ? {} : { usage }),
      ...(citations === undefined ? {} : { citations }),
      ...(read === undefined ? {} : { read }),
      ...(restricted === undefined ? {} : { restricted }),
    };
    const answer = withSteps({ ...message.answer, ...end }, steps);
    return { ...message, text: event.text ?? message.text, answer };
  });
}

/** Sets the text of an ended answer that was requested because parts were missing. Quotes of it change too. */
export function withWholeText(messages: Messages, target: Seq, text: string): Messages {
  const original = messages.find((message) => message.seq === target);
  return messages.map((message) => {
    if (message.replyTo === target) return quoting(message, original, answerExcerpt(text));
    return message.seq === target ? { ...message, text } : message;
  });
}

/** Prompts have left the queue, and steer an answer. */
export function withSteers(messages: Messages, { target, prompts }: TurnSteered): Messages {
  return messages.map((message) =>
    prompts.includes(message.seq) && message.deletedAt === undefined
      ? { ...message, steers: target }
      : message,
  );
}

export function withAi(messages: Messages, { target, ai }: MessageAi): Messages {
  return messages.map((message) => {
    if (message.seq !== target || message.deletedAt !== undefined) return message;
    const { ai: _before, ...rest } = message;
    return ai === "never" ? { ...rest, ai } : rest;
  });
}

/** What is deleted or hidden has no task in the view. In a catch-up the message is as it is now already. */
export function withTask(messages: Messages, { target, task }: TaskChanged): Messages {
  if (task === undefined) return messages;
  return messages.map((message) =>
    message.seq === target && message.task !== undefined && message.task.version < task.version
      ? { ...message, task }
      : message,
  );
}

export function withModeration(messages: Messages, event: MessageModerated): Messages {
  const original = messages.find((message) => message.seq === event.target);
  return messages.map((message) => {
    if (message.replyTo === event.target)
      return isHidden(event.moderation)
        ? unquoted(message)
        : quoting(message, original ?? event, excerptOf(event, original?.author ?? event.author));
    if (message.seq !== event.target || message.deletedAt !== undefined) return message;
    const { moderation: _before, attachments: _files, task: _task, ...rest } = message;
    const { moderation, text, attachments, task } = event;
    const { answer } = message;
    return asShown({
      ...rest,
      text,
      ...(answer !== undefined && isHidden(event.moderation) ? { answer: withoutText(answer) } : {}),
      ...(attachments === undefined ? {} : { attachments }),
      ...(task === undefined ? {} : { task }),
      ...(moderation === null ? {} : { moderation }),
    });
  });
}

/** Without what is deleted together with the text. */
function withoutText({ followUps: _, ...answer }: Answer): Answer {
  return withSteps(answer, []);
}

function unquoted(message: Message): Message {
  return { ...message, quote: null };
}

const excerptOf = ({ text, attachments }: MessageModerated, author: UserId | undefined): string =>
  messageExcerpt(text, attachments, author);

/** The quote of a message that now begins with `excerpt`. A quote of a deleted message stays empty. */
function quoting(
  message: Message,
  original: Partial<Pick<Message, "author" | "deletedAt">> | undefined,
  excerpt: string,
): Message {
  if (message.deletedAt !== undefined || original?.author === undefined || original.deletedAt !== undefined)
    return message;
  return { ...message, quote: { author: original.author, excerpt } };
}

export function withEdit(messages: Messages, event: MessageEdited): Messages {
  const quoted = { author: event.by, excerpt: event.excerpt ?? messageExcerpt(event.text) };
  return messages.map((message) => {
    if (message.seq === event.target) {
      // A catch-up contains the current text, so its edit events change nothing.
      if (message.deletedAt !== undefined || event.version <= message.version) {
        return event.version === message.version ? { ...message, editedAt: event.at } : message;
      }
      const { text, mentions, mentionRanges, version } = event;
      const { mentionRanges: _before, ...rest } = message;
      const ranges = mentionRanges === undefined ? {} : { mentionRanges };
      return { ...rest, text, mentions, ...ranges, version, editedAt: event.at };
    }
    return message.replyTo === event.target && message.quote !== null
      ? { ...message, quote: quoted }
      : message;
  });
}

export function withTombstone(messages: Messages, { target, at }: MessageDeleted): Messages {
  return messages.map((message) => {
    if (message.seq === target) return asShown({ ...message, deletedAt: at });
    return message.replyTo === target ? { ...message, quote: null } : message;
  });
}

export function withReaction(messages: Messages, event: ReactionAdded | ReactionRemoved): Messages {
  return messages.map((message) => {
    if (message.seq !== event.target || message.deletedAt !== undefined) return message;
    const others = (message.reactions[event.emoji] ?? []).filter((user) => user !== event.by);
    const users = event.type === "reaction.added" ? [...others, event.by] : others;
    const { [event.emoji]: _before, ...rest } = message.reactions;
    const reactions =
      users.length === 0
        ? rest
        : event.emoji in message.reactions
          ? { ...message.reactions, [event.emoji]: users }
          : { ...rest, [event.emoji]: users };
    return { ...message, reactions };
  });
}
