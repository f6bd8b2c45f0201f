/** Asks Llama Guard 3 whether something may be said. https://developers.cloudflare.com/workers-ai/models/llama-guard-3-8b */
import { MODERATION_TIMEOUT } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";

/** `unchecked`: the checker could not be reached in time, or said nothing that makes sense. */
export type Verdict = { type: "safe" } | { type: "unsafe"; categories: string[] } | { type: "unchecked" };

/** What the guard is asked about: a person's message, or an answer in the light of what it answers. */
export type Checked = { type: "message"; text: string } | { type: "answer"; text: string; to: string };

export type Check = (checked: Checked) => Promise<Verdict>;

export const GUARD_MODEL = "@cf/meta/llama-guard-3-8b";

/** Asks the guard model about a person's message. Never throws. */
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
    // Not by the signal alone: whoever hangs may not listen to it either.
    return await Promise.race([answer.then(({ response }) => readVerdict(response), unreachable), isLate]);
  } catch {
    return { type: "unchecked" };
  } finally {
    clearTimeout(timer);
    // A signal that crossed to another Worker and never fires keeps that one waiting for it.
    late.abort();
  }
}

const unreachable = (): Verdict => ({ type: "unchecked" });

function guardMessages(checked: Checked): { role: "user" | "assistant"; content: string }[] {
  if (checked.type === "message") return [{ role: "user", content: legible(checked.text) }];
  return [
    { role: "user", content: legible(checked.to) },
    { role: "assistant", content: legible(checked.text) },
  ];
}

/** Letters that only look other and characters that nobody sees hide words from a guard: it reads them plainly. */
function legible(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "");
}

/** `safe`, or `unsafe` and a line of classes (`S1,S10`); as JSON where the binding has parsed it. */
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
