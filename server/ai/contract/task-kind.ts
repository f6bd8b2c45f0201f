/** Detects the kind of task of a prompt from its text. Asking a model for it would cost more than a better choice of model saves. */
import type { ModelTask } from "../../../shared/protocol/turns.ts";

/** A code block, a line of code, or typical words of programmers. `class` and `import` alone do not count: they are ordinary English. */
const CODE =
  /```|\b(?:function|class|const|let|var|def|import|return|SELECT|INSERT INTO)\s+[\w{*"'].{0,80}[({=;:]|=>|\w\(\)|[;{]\s*$|\b(?:npm|stack ?trace|TypeScript|JavaScript|Python|Rust|Kotlin|SQL|regex|regular expression|refactor|unit tests?|debug(?:ger|ging)?|API endpoint|compil(?:er|es?) error|segfault|null pointer)\b/im;
const REASONING =
  /\b(?:analy[sz]e|compare|contrast|trade-?offs?|pros and cons|step by step|prove|derive|strategy|software architecture|evaluate|in detail|write an? (?:essay|report|proposal|plan))\b/i;
/** Minimum length of a long prompt, in UTF-16 units: about 250 words. A longer prompt is rarely a simple question. */
const LONG = 1_500;
/** Maximum length of a short prompt, in UTF-16 units, for example "Hello" or "Yes, please". */
const SHORT = 40;

export function taskKindOf(prompt: string): ModelTask {
  const text = prompt.trim();
  if (CODE.test(text)) return "code";
  if (text.length > LONG || REASONING.test(text)) return "complex";
  return text.length <= SHORT && !text.includes("?") ? "small" : "general";
}
