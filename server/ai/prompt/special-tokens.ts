import { visibleText } from "../../../shared/visible-text.ts";

/** A control inside of a marker would hide it from the pattern, and some providers drop controls. */
const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/**
 * Text of others, as a model gets it: without controls and characters that nobody sees, and with words escaped that have a meaning in a chat template,
 * so that they are plain text in a person's message. Some providers tokenize the whole prompt at once without escaping, and `<|im_start|>system` in a message would begin a system message. An
 * inserted space removes the meaning and keeps the text readable.
 *
 * Covers the markers of ChatML (Qwen, Granite, GLM), Llama 2 and 3, Gemma, Mistral and DeepSeek.
 */
const MARKERS =
  /<(?=[|｜])|<(?=\/?(?:s|bos|eos|unk|pad|think|tool_call|tool_response|start_of_turn|end_of_turn)>)|<(?=<\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|gMASK)\])/gi;

/** Those that are ordinary words in other letters: of GLM, Gemma and Mistral. */
const MARKERS_IN_THIS_CASE =
  /<(?=\/?(?:arg_key|arg_value|start_of_image|end_of_image|image_soft_token|sop|eop)>)|\[(?=\/?(?:TOOL_CONTENT|ARGS|CALL_ID|THINK|IMG|IMG_BREAK|IMG_END|MODEL_SETTINGS)\])/g;

export function escapeSpecialTokens(text: string): string {
  // An invisible character inside of a marker would hide it from the pattern.
  const plain = text.replace(BREAKS, "\n").replace(CONTROLS, "");
  return visibleText(plain).replace(MARKERS, "$& ").replace(MARKERS_IN_THIS_CASE, "$& ");
}
