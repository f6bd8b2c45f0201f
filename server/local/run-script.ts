/** Runs a script step by step. */
import { aiError } from "./ai-error.ts";
import type { ChatMessage } from "./chat-input.ts";
import { evilModel } from "./evil-model.ts";
import type { Step } from "./script.ts";
import { type Piece, piecesOf, type Sleep, type TokenUsage } from "./model-pieces.ts";

/** Duration of a simulated stall, ms: longer than any test. The caller aborts it. */
const STALL_MS = 24 * 60 * 60_000;

export async function* playScript(
  steps: Step[],
  messages: ChatMessage[],
  { sleep, signal, usage }: { sleep: Sleep; signal: AbortSignal; usage: (said: string) => TokenUsage },
): AsyncGenerator<Piece, void, undefined> {
  let said = "";
  let called = 0;
  for (const step of afterCalls(steps, resultsIn(messages))) {
    signal.throwIfAborted();
    if ("call" in step) {
      called += 1;
      yield { type: "tool_call", name: step.call, arguments: step.raw ?? JSON.stringify(step.args ?? {}) };
      continue;
    }
    if ("fail" in step) throw aiError(step.fail);
    if ("cut" in step) return;
    if ("finish" in step) return yield { type: "finish", reason: step.finish, usage: usage(said) };
    // The tool calls must be answered first. The script continues in the next request.
    if (called > 0) break;
    if ("think" in step) for (const text of piecesOf(step.think)) yield { type: "reasoning", text };
    else if ("wait" in step) await sleep(step.wait, signal);
    else if ("stall" in step) await sleep(STALL_MS, signal);
    else if ("empty" in step) return yield { type: "finish", reason: "stop", usage: usage("") };
    else if ("twice" in step) {
      for (const text of twiceOf(step.twice)) yield { type: "twice", text };
      said += step.twice;
    } else {
      for await (const text of piecesOfStep(step, messages, sleep, signal)) {
        said += text;
        yield { type: "text", text };
      }
    }
  }
  yield { type: "finish", reason: called > 0 ? "tool_calls" : "stop", usage: usage(said) };
}

/** Number of tool calls of the newest prompt that have a result. */
function resultsIn(messages: ChatMessage[]): number {
  const prompt = messages.findLastIndex(({ role }) => role === "user");
  return messages.slice(prompt + 1).filter(({ role }) => role === "tool").length;
}

/** The steps after this number of calls. There are more than the script has made if a person has changed the arguments of some. */
function afterCalls(steps: Step[], calls: number): Step[] {
  if (calls === 0) return steps;
  const places = steps.flatMap((step, at) => ("call" in step ? [at] : []));
  const last = places[Math.min(calls, places.length) - 1];
  return last === undefined ? [] : steps.slice(last + 1);
}

type Spoken = Extract<Step, { say: string }> | Extract<Step, { obey: true }>;

async function* piecesOfStep(
  step: Spoken,
  messages: ChatMessage[],
  sleep: Sleep,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if ("obey" in step) return yield* piecesOf(evilModel(messages));
  if (step.times === undefined) return yield* piecesOf(step.say);
  for (let i = 0; i < step.times; i++) {
    signal.throwIfAborted();
    if (i > 0 && step.every !== undefined) await sleep(step.every, signal);
    yield step.say.replaceAll("$i", String(i));
  }
}

/** A short text is split into letters: at least two pieces are needed to detect a repetition. */
function twiceOf(text: string): string[] {
  const words = piecesOf(text);
  return words.length > 2 ? words : [...text];
}
