/** Does what a script says, step by step. */
import { aiError } from "./ai-error.ts";
import type { ChatMessage } from "./chat-input.ts";
import { evilModel } from "./evil-model.ts";
import type { Step } from "./script.ts";
import { type Piece, piecesOf, type Sleep, type TokenUsage } from "./model-pieces.ts";

/** Longer than any test: whoever waits for a stalled model aborts it. */
const FOR_EVER = 24 * 60 * 60_000;

export async function* playScript(
  steps: Step[],
  messages: ChatMessage[],
  { sleep, signal, usage }: { sleep: Sleep; signal: AbortSignal; usage: (said: string) => TokenUsage },
): AsyncGenerator<Piece, void, undefined> {
  let said = "";
  for (const step of steps) {
    signal.throwIfAborted();
    if ("fail" in step) throw aiError(step.fail);
    if ("cut" in step) return;
    if ("finish" in step) return yield { type: "finish", reason: step.finish, usage: usage(said) };
    if ("wait" in step) await sleep(step.wait, signal);
    else if ("stall" in step) await sleep(FOR_EVER, signal);
    else if ("empty" in step) return yield { type: "finish", reason: "stop", usage: usage("") };
    else if ("twice" in step) {
      for (const text of twiceOf(step.twice)) yield { type: "twice", text };
      said += step.twice;
    } else {
      for await (const text of spokenPieces(step, messages, sleep, signal)) {
        said += text;
        yield { type: "text", text };
      }
    }
  }
  yield { type: "finish", reason: "stop", usage: usage(said) };
}

type Spoken = Extract<Step, { say: string }> | Extract<Step, { evilModel: true }>;

async function* spokenPieces(
  step: Spoken,
  messages: ChatMessage[],
  sleep: Sleep,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if ("evilModel" in step) return yield* piecesOf(evilModel(messages));
  if (step.times === undefined) return yield* piecesOf(step.say);
  for (let i = 0; i < step.times; i++) {
    signal.throwIfAborted();
    if (i > 0 && step.every !== undefined) await sleep(step.every, signal);
    yield step.say.replaceAll("$i", String(i));
  }
}

/** Of a short text the letters: two pieces are the least that can be told from a repetition. */
function twiceOf(text: string): string[] {
  const words = piecesOf(text);
  return words.length > 2 ? words : [...text];
}
