/** Text generation in the built-in and scripted modes. */
import { estimateTokens, TOKENS_PER_MESSAGE } from "../ai/prompt/tokens.ts";
import { answerChat } from "./answers/answer-question.ts";
import { CONTINUE } from "../ai/prompt/step-messages.ts";
import { encodeRemark } from "../ai/prompt/transcript.ts";
import type { ChatInput, ChatMessage } from "./chat-input.ts";
import { playScript } from "./run-script.ts";
import { newestPrompt, readChat } from "./read-chat.ts";
import { findScript } from "./script.ts";
import { piecesOf, type Piece, type Sleep, type ModelPieces, type TokenUsage } from "./model-pieces.ts";

export type Mode = "built-in" | "scripted";

/** Pause between words, ms: about 80 words a second, like a fast model. */
const WORD_INTERVAL_MS = 12;
/** Workers AI's default for the maximum length of an answer, tokens. */
const DEFAULT_TOKENS = 256;

interface Request {
  input: ChatInput;
  mode: Mode;
  attempt: number;
  signal: AbortSignal;
  sleep: Sleep;
}

export function generate({ input, mode, attempt, signal, sleep }: Request): ModelPieces {
  const { messages } = input;
  const usage = (said: string) => usageOf(input, said);
  const script =
    mode === "scripted" ? findScript(newestPrompt(messages), attempt, isContinued(messages)) : null;
  if (script !== null) return playScript(script, messages, { sleep, signal, usage });
  return streamWords(restOf(answerChat(readChat(messages)), messages), input, { sleep, signal });
}

const isContinued = (messages: ChatMessage[]): boolean =>
  messages.at(-1)?.role === "user" && messages.at(-1)?.content === encodeRemark(CONTINUE);

/** Of an answer that is to be continued, what it has not said yet. */
function restOf(text: string, messages: ChatMessage[]): string {
  const said = isContinued(messages) ? (messages.at(-2)?.content ?? "") : "";
  return text.startsWith(said) ? text.slice(said.length) : text;
}

async function* streamWords(
  text: string,
  input: ChatInput,
  { sleep, signal }: { sleep: Sleep; signal: AbortSignal },
): AsyncGenerator<Piece, void, undefined> {
  const maxLength = (input.maxTokens ?? DEFAULT_TOKENS) * 4;
  const begun = Date.now();
  let [said, words, waiting] = ["", 0, ""];
  for (const piece of piecesOf(text)) {
    if (said.length + piece.length > maxLength) {
      if (waiting !== "") yield { type: "text", text: waiting };
      yield { type: "finish", reason: "length", usage: usageOf(input, said) };
      return;
    }
    // On a busy machine the words that are due go together, as with a model that is on another machine.
    const isAhead = Date.now() < begun + words * WORD_INTERVAL_MS;
    if (waiting !== "" && input.stream && isAhead) {
      yield { type: "text", text: waiting };
      waiting = "";
      await sleep(WORD_INTERVAL_MS, signal);
    }
    said += piece;
    waiting += piece;
    words += 1;
  }
  if (waiting !== "") yield { type: "text", text: waiting };
  yield { type: "finish", reason: "stop", usage: usageOf(input, said) };
}

function usageOf({ messages }: ChatInput, said: string): TokenUsage {
  const prompt_tokens = messages.reduce(
    (sum, { content }) => sum + estimateTokens(content) + TOKENS_PER_MESSAGE,
    0,
  );
  const completion_tokens = estimateTokens(said);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
