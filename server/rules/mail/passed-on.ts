/** How mail programs begin the subject of a mail that is passed on, and of a reply. */
const PASSED_ON = /^(?:fwd?|wg|tr|rv|enc|i|doorst|vs|fs|转发|إعادة توجيه)\s*[:：]/i;
const PREFIX =
  /^(?:re|aw|antw|sv|rif|回复|رد|fwd?|wg|tr|rv|enc|doorst|vs|fs|转发|إعادة توجيه)\s*(?:\[\d+\])?\s*[:：]\s*/i;

/** Whether a mail passes on another one: then what it quotes is what it is about. */
export const isPassedOn = (subject: string): boolean => PASSED_ON.test(subject.trim());

/** The subject without what programs have put before it. A subject of nothing else stays. */
export function plainSubject(subject: string): string {
  // A break in a header is folding, or was put there to make another header.
  let rest = subject.replace(/[\s\p{Cc}]+/gu, " ").trim();
  for (let next = rest.replace(PREFIX, ""); next !== rest && next !== ""; next = rest.replace(PREFIX, ""))
    rest = next;
  return rest;
}
