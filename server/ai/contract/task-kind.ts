/** What kind of task a prompt is, from its words alone: a model that decides would cost more than it saves. */
import type { ModelTask } from "../../../shared/protocol/turns.ts";

/** A block or a line of code, or the words of those who write some: `class` and `import` alone are English too. */
const CODE =
  /```|\b(?:function|class|const|let|var|def|import|return|SELECT|INSERT INTO)\s+[\w{*"'].{0,80}[({=;:]|=>|\w\(\)|[;{]\s*$|\b(?:npm|stack ?trace|TypeScript|JavaScript|Python|Rust|Kotlin|SQL|regex|regular expression|refactor|unit tests?|debug(?:ger|ging)?|API endpoint|compil(?:er|es?) error|segfault|null pointer)\b/im;
const REASONING =
  /\b(?:analy[sz]e|compare|contrast|trade-?offs?|pros and cons|step by step|prove|derive|strategy|software architecture|evaluate|in detail|write an? (?:essay|report|proposal|plan))\b/i;
/** Longer than this is rarely a simple question: some 250 words. */
const LONG = 1_500;
/** Hello, thanks, yes please. */
const SHORT = 40;

export function taskKindOf(prompt: string): ModelTask {
  const text = prompt.trim();
  if (CODE.test(text)) return "code";
  if (text.length > LONG || REASONING.test(text)) return "complex";
  return text.length <= SHORT && !text.includes("?") ? "small" : "general";
}
