/** Checks text with Llama Guard 3. https://developers.cloudflare.com/workers-ai/models/llama-guard-3-8b */
import { MODERATION_TIMEOUT } from "../../../shared/limits.ts";
import { visibleText } from "../../../shared/visible-text.ts";
import type { Env } from "../../bindings/env.ts";

/** `unchecked`: the model could not be reached in time, or its answer could not be read. */
export type Verdict = { type: "safe" } | { type: "unsafe"; categories: string[] } | { type: "unchecked" };

/** Text to check: a person's message, or an answer together with the message that it answers. */
export type Checked = { type: "message"; text: string } | { type: "answer"; text: string; to: string };

export type Check = (checked: Checked) => Promise<Verdict>;

export const GUARD_MODEL = "@cf/meta/llama-guard-3-8b";

/** Checks a person's message with the guard model. Never throws. */
export function moderateInput(env: Env, text: string): Promise<Verdict> {
  return askGuard(
    env.AI,
    { type: "message", text },
    { gateway: env.AI_GATEWAY, timeout: MODERATION_TIMEOUT },
  );
}

export async function askGuard(
  ai: Ai,
  checked: Checked,
  { gateway, timeout }: { gateway: string; timeout: number },
): Promise<Verdict> {
  const late = new AbortController();
  const { promise: isLate, resolve } = Promise.withResolvers<Verdict>();
  const timer = setTimeout(() => {
    resolve({ type: "unchecked" });
    late.abort();
  }, timeout);
  try {
    const answer = ai.run(
      GUARD_MODEL,
      { messages: guardMessages(checked) },
      { signal: late.signal, ...(gateway === "" ? {} : { gateway: { id: gateway } }) },
    );
    // Not by the signal alone: a call that hangs may ignore it.
    return await Promise.race([
      answer.then(({ response }) => readVerdict(response, checked.type), unreachable),
      isLate,
    ]);
  } catch {
    return { type: "unchecked" };
  } finally {
    clearTimeout(timer);
    // Another Worker that received the signal waits until it fires.
    late.abort();
  }
}

const unreachable = (): Verdict => ({ type: "unchecked" });

function guardMessages(checked: Checked): { role: "user" | "assistant"; content: string }[] {
  if (checked.type === "message") return [{ role: "user", content: normalizeLookalikes(checked.text) }];
  return [
    { role: "user", content: normalizeLookalikes(checked.to) },
    { role: "assistant", content: normalizeLookalikes(checked.text) },
  ];
}

/** Lookalike letters and invisible characters hide words from a guard, so they are replaced. */
function normalizeLookalikes(text: string): string {
  return visibleText(text).normalize("NFKC");
}

/**
 * Reads the guard's whole answer: `safe`, or `unsafe` and its classes (`S1,S10`), or an object if the binding has parsed JSON. Nothing else
 * is `safe`. An answer in any other form that speaks of `unsafe` is unsafe. Of the rest, a text of a model is unsafe, and a person's message
 * is `unchecked` (MODERATION-6).
 */
export function readVerdict(response: unknown, of: Checked["type"] = "message"): Verdict {
  const unreadable: Verdict = of === "answer" ? { type: "unsafe", categories: [] } : { type: "unchecked" };
  if (typeof response === "string") {
    if (/^\s*safe\s*$/.test(response)) return { type: "safe" };
    return /\bunsafe\b/i.test(response) ? { type: "unsafe", categories: classes(response) } : unreadable;
  }
  if (typeof response !== "object" || response === null || !("safe" in response)) return unreadable;
  const listed = "categories" in response && Array.isArray(response.categories) ? response.categories : [];
  const categories = classes(listed.join(","));
  // "Safe, because of S10" is no answer of the guard.
  if (response.safe === true)
    return categories.length === 0 ? { type: "safe" } : { type: "unsafe", categories };
  return response.safe === false ? { type: "unsafe", categories } : unreadable;
}

function classes(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => /^S(?:[1-9]|1[0-4])$/.test(name)))];
}
