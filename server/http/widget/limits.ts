/** Limits of visitors. Each refusal says when to try again. */
import {
  CONTINUE_LINKS_PER_VISITOR,
  CONVERSATIONS_PER_ADDRESS,
  CONVERSATIONS_PER_ORIGIN,
  CONVERSATIONS_PER_VISITOR,
  CONVERSATIONS_PER_WIDGET,
  NEW_VISITORS_PER_ADDRESS,
  NEW_VISITORS_PER_ORIGIN,
  NEW_VISITORS_PER_WIDGET,
  TRANSCRIPTS_PER_VISITOR,
} from "../../../shared/limits.ts";
import type { UserId, WidgetId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { countInOrder, type Allowance } from "../../directory/sign-in-attempts.ts";
import { durationInWords } from "../../problems/duration.ts";
import { Problem } from "../../problems/problem.ts";
import { addressOf } from "../address.ts";

interface From {
  widget: WidgetId;
  /** The page's origin. */
  origin: string;
  headers: Headers;
}

export async function countNewVisitor(env: Env, { widget, origin, headers }: From): Promise<void> {
  await count(env, [
    { subject: `visitors from ${addressOf(headers)}`, limit: NEW_VISITORS_PER_ADDRESS },
    { subject: `visitors of ${widget} on ${origin}`, limit: NEW_VISITORS_PER_ORIGIN },
    { subject: `visitors of ${widget}`, limit: NEW_VISITORS_PER_WIDGET },
  ]);
}

export async function countConversation(
  env: Env,
  { widget, origin, headers, visitor }: From & { visitor: UserId },
): Promise<void> {
  await count(env, [
    { subject: `conversations of ${visitor}`, limit: CONVERSATIONS_PER_VISITOR },
    { subject: `conversations from ${addressOf(headers)}`, limit: CONVERSATIONS_PER_ADDRESS },
    { subject: `conversations of ${widget} on ${origin}`, limit: CONVERSATIONS_PER_ORIGIN },
    { subject: `conversations of ${widget}`, limit: CONVERSATIONS_PER_WIDGET },
  ]);
}

export const countTranscript = (env: Env, visitor: UserId): Promise<void> =>
  count(env, [{ subject: `transcripts of ${visitor}`, limit: TRANSCRIPTS_PER_VISITOR }]);

export const countContinueLink = (env: Env, visitor: UserId): Promise<void> =>
  count(env, [{ subject: `continue links of ${visitor}`, limit: CONTINUE_LINKS_PER_VISITOR }]);

/** What one refuses is not counted for those after it, so that one address cannot use up the widget. */
async function count(env: Env, allowances: Allowance[]): Promise<void> {
  const wait = await countInOrder(openDirectory(env.DB), allowances, Date.now());
  if (wait > 0)
    throw new Problem("rate_limited", `That was often. Try again in ${durationInWords(wait)}.`, wait);
}
