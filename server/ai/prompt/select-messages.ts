/** Selects the messages that a model gets: the newest that fit, the prompts in any case, and the messages to summarise. */
import type { AgentId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { ContextReceipt } from "../../../shared/protocol/turns.ts";
import type { ContextMessage, ContextSource } from "../contract/attempt.ts";
import { attachmentNote } from "./attachment-note.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";

export type LeftOut = ContextReceipt["leftOut"];
type Reason = LeftOut[number]["reason"];

export interface CountedMessage extends ContextMessage {
  tokens: number;
}

export interface Selection {
  /** Messages that are included in full, oldest first. */
  given: CountedMessage[];
  /**
   * Messages that are included after `overflow` is summarised. They leave free space, so that not every answer needs a new
   * summary.
   */
  kept: CountedMessage[];
  /** Messages older than `kept`, oldest first; empty if everything fits. */
  overflow: CountedMessage[];
  /** Number of older messages that the summary does not cover. They are not read. */
  unread: number;
  hidden: Map<Reason, number>;
}

/** Messages in one read of the room's log. */
const PAGE = 50;
/** Tokens that one summary covers: as many as a model gets. Older messages of a room without a summary are left out. */
const OVERFLOW_TOKENS = 12_000;
/** Messages that are too old are counted up to this number. */
const COUNTED = 1_000;

export function selectMessages(
  source: ContextSource,
  {
    prompts,
    budget,
    overflow: most = OVERFLOW_TOKENS,
  }: { prompts: Seq[]; budget: number; overflow?: number },
): Selection {
  const covered = source.summary()?.upTo ?? -Infinity;
  const oldestPrompt = Math.min(...prompts);
  const given: CountedMessage[] = [];
  const overflow: CountedMessage[] = [];
  const hidden = new Map<Reason, number>();
  let used = 0;
  let overflowTokens = 0;
  let unread = 0;

  for (const message of newestFirst(source, source.end)) {
    const isPrompt = prompts.includes(message.seq);
    if (message.seq < oldestPrompt) {
      if (message.seq <= covered) break;
      if (overflowTokens > Math.min(most, OVERFLOW_TOKENS)) {
        unread = count(newestFirst(source, message.seq + 1), covered);
        break;
      }
    }
    if (message.hidden !== null) {
      if (message.seq > covered) hidden.set(message.hidden, (hidden.get(message.hidden) ?? 0) + 1);
      continue;
    }
    if (isEmpty(message) || (message.seq <= covered && !isPrompt)) continue;
    const counted = {
      ...message,
      tokens: estimateTokens(message.text) + filesWeigh(message) + TOKENS_PER_MESSAGE,
    };
    if (isPrompt || (overflow.length === 0 && used + counted.tokens <= budget)) {
      given.unshift(counted);
      used += counted.tokens;
    } else {
      overflow.unshift(counted);
      overflowTokens += counted.tokens;
    }
  }
  if (overflow.length === 0) return { given, kept: given, overflow, unread, hidden };
  const { kept, dropped } = shrink(given, prompts, budget / 2);
  return { given, kept, overflow: [...overflow, ...dropped], unread, hidden };
}

const isEmpty = ({ text, attachments }: ContextMessage): boolean => text === "" && attachments === undefined;

function filesWeigh({ attachments }: ContextMessage): number {
  const remark = attachmentNote(attachments);
  return remark === null ? 0 : estimateTokens(remark);
}

/** The newest messages within `budget` tokens, and the prompts. */
function shrink(
  given: CountedMessage[],
  prompts: Seq[],
  budget: number,
): { kept: CountedMessage[]; dropped: CountedMessage[] } {
  const kept: CountedMessage[] = [];
  const dropped: CountedMessage[] = [];
  let used = 0;
  for (const message of given.toReversed()) {
    used += message.tokens;
    const stays = prompts.includes(message.seq) || (dropped.length === 0 && used <= budget);
    (stays ? kept : dropped).unshift(message);
  }
  return { kept, dropped };
}

export interface Asked {
  asked: string;
  /** Oldest first. */
  before: string[];
}

/** The texts of the prompts, and the last `before` texts before the newest prompt, in one short read. */
export function readAsked(source: ContextSource, prompts: Seq[], before: number): Asked {
  const asked: string[] = [];
  const said: string[] = [];
  const oldest = Math.min(...prompts);
  for (const { seq, hidden, text } of newestFirst(source, source.end)) {
    if (seq < oldest && said.length >= before) break;
    if (hidden !== null || text === "") continue;
    if (prompts.includes(seq)) asked.unshift(text);
    else if (said.length < before) said.unshift(text);
  }
  return { asked: asked.join("\n"), before: said };
}

/** Reads page by page, only as far as the caller iterates. */
function* newestFirst(source: ContextSource, end: Seq): Generator<ContextMessage> {
  let before = end;
  for (;;) {
    const page = source.before(before, PAGE);
    yield* page;
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < PAGE) return;
    before = oldest.seq;
  }
}

function count(messages: Iterable<ContextMessage>, covered: Seq): number {
  let number = 0;
  for (const { seq, hidden } of messages) {
    if (seq <= covered || number >= COUNTED) break;
    if (hidden === null) number += 1;
  }
  return number;
}

export const isOwn = (message: ContextMessage, agent: AgentId): boolean => message.author.id === agent;
