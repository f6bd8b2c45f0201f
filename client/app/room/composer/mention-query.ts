/** The text from an `@` to the caret. Names contain spaces, so it may span two words. */
export interface MentionQuery {
  /** Offset of the `@`. */
  start: number;
  text: string;
}

const BEFORE_CARET = /(?:^|[\s(])@([^\s@]*(?: [^\s@]*)?)$/u;

export function mentionQueryAt(text: string, caret: number): MentionQuery | null {
  const match = BEFORE_CARET.exec(text.slice(0, caret));
  const query = match?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, text: query };
}
