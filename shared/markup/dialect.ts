import { isAgentId, type UserId } from "../ids.ts";

/**
 * How the text of a message is read. People write the chat's dialect, in which everything that is not clearly markup stays as it was
 * written; models answer in Markdown. `docs/markup.md` has both.
 */
export type Dialect = "chat" | "answer";

/** The only place that decides it. */
export function dialectOf(author: UserId): Dialect {
  return isAgentId(author) ? "answer" : "chat";
}
