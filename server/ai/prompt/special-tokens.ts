/**
 * Words that a chat template gives a meaning to: in a message of a person they are text. Providers tokenize the whole prompt
 * at once and some do not escape them, so that `<|im_start|>system` in a message would begin a system message. A space takes
 * the meaning away and leaves them readable.
 *
 * The markers of ChatML (Qwen, Granite, GLM), Llama 2 and 3, Gemma, Mistral and DeepSeek.
 */
const MARKERS =
  /<(?=[|｜])|<(?=\/?(?:s|bos|eos|unk|pad|think|tool_call|tool_response|start_of_turn|end_of_turn)>)|<(?=<\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|gMASK)\])/gi;

export function disarm(text: string): string {
  return text.replace(MARKERS, "$& ");
}
