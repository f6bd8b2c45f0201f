import { mayBegin } from "../../../../shared/mentions/name-boundaries.ts";
import { inSpans, quietSpans } from "../../../../shared/mentions/quiet-spans.ts";

/** The text from an `@` to the caret. Names contain spaces, so it may span two words. */
export interface MentionQuery {
  /** Offset of the `@`. */
  start: number;
  text: string;
}

const BEFORE_CARET = /[@＠]([^\s@＠]*(?: [^\s@＠]*)?)$/u;

/** Null where a mention cannot stand, such as in code or in an address. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const match = BEFORE_CARET.exec(text.slice(0, caret));
  const query = match?.[1];
  if (match === null || query === undefined || !mayBegin(text, match.index)) return null;
  return inSpans(quietSpans(text))(match.index) ? null : { start: match.index, text: query };
}
