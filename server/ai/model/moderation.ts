/** Checks text with Llama Guard 3. https://developers.cloudflare.com/workers-ai/models/llama-guard-3-8b */
import { MODERATION_TIMEOUT } from "../../../shared/limits.ts";
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
    return await Promise.race([answer.then(({ response }) => readVerdict(response), unreachable), isLate]);
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
  return text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "");
}

/** Reads `safe`, or `unsafe` and a line of classes (`S1,S10`), or an object if the binding has parsed JSON. */
export function readVerdict(response: unknown): Verdict {
  if (typeof response === "string") {
    const [word, ...rest] = response.trim().split(/\s+/);
    if (word === "safe") return { type: "safe" };
    return word === "unsafe"
      ? { type: "unsafe", categories: classes(rest.join(",")) }
      : { type: "unchecked" };
  }
  if (typeof response !== "object" || response === null || !("safe" in response))
    return { type: "unchecked" };
  if (response.safe === true) return { type: "safe" };
  if (response.safe !== false) return { type: "unchecked" };
  const listed = "categories" in response && Array.isArray(response.categories) ? response.categories : [];
  return { type: "unsafe", categories: classes(listed.join(",")) };
}

function classes(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => /^S(?:[1-9]|1[0-4])$/.test(name)))];
}
