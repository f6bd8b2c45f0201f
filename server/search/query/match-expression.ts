/**
 * The search as an expression of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax). Terms are quoted and consist of letters,
 * digits and marks only, so nothing that a person types is syntax.
 */
import type { Condition } from "./query-terms.ts";

/** Where a word is one term: phrases and beginnings are looked for here alone. Single terms need no column: see message-terms.ts. */
const WRITTEN = "{written files}";

/** Terms hold no quote: this is for a reader who does not know that. */
const quoted = (terms: readonly string[]): string => `"${terms.join(" ").replaceAll('"', '""')}"`;
const anyOf = (terms: readonly string[]): string => `(${terms.map((term) => quoted([term])).join(" OR ")})`;

/** `written`: the columns that have each word as one term. */
export function matchCondition(condition: Condition, written = WRITTEN): string {
  if (condition.type === "sequence")
    return `${written} : ${quoted(condition.written)}${condition.begins ? " *" : ""}`;
  const { terms, parts, beginning } = condition;
  const ways = [anyOf(terms)];
  if (parts.length > 0) ways.push(`(${parts.map(anyOf).join(" AND ")})`);
  if (beginning !== null) ways.push(`${written} : ${quoted([beginning])} *`);
  return ways.length === 1 ? (ways[0] ?? "") : `(${ways.join(" OR ")})`;
}

export const matchAll = (conditions: readonly Condition[], written = WRITTEN): string =>
  `(${conditions.map((condition) => matchCondition(condition, written)).join(" AND ")})`;

export const matchMarks = (marks: readonly string[]): string => anyOf(marks);

/** `all`: one at least. */
export function combine(all: readonly string[], none: readonly string[]): string {
  const wanted = `(${all.join(" AND ")})`;
  return none.length === 0 ? wanted : `${wanted} NOT (${none.join(" OR ")})`;
}
