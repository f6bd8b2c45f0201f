/** What people say around a question. Its words are no words of the question. */
const GREETING =
  /^\s*(?:hi|hello|hey|hallo|hola|bonjour|servus|moin|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend))\b[^.!?,:;\n]{0,40}(?:[.!,:;]+\s*|\n+)/iu;
const PLEASE =
  /\b(?:i hope (?:you are|you['’]re|everyone is|this finds you)[^.!?\n]{0,40}[.!]\s*|(?:quick|small|short|just a|one) question[:,.!]?\s*|sorry to (?:bother|disturb)[^.!?\n]{0,40}[.!,]\s*|could you (?:please )?(?:tell me|answer|help me with)\s*|can you (?:please )?(?:tell me|answer|help me with)\s*|please\b[,\s]*|thanks(?: a lot| in advance)?[.!]?\s*|thank you(?: very much| in advance)?[.!]?\s*)/giu;

/** The question alone. What is nothing but courtesy stays as it is. */
export function withoutCourtesy(text: string): string {
  const rest = text.replace(GREETING, "").replace(PLEASE, " ").replace(/\s+/g, " ").trim();
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}
