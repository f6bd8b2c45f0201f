import type { Message } from "../../../shared/protocol/events.ts";
import { MAX_REACTION_KINDS } from "../../../shared/limits.ts";
import type { Rule } from "../history.ts";
import { firstFew } from "./received.ts";

/** R8: a person has each emoji at most once, emoji without people are removed, and their number is limited. */
export const reactionsAreSets: Rule = (history) =>
  firstFew([
    ...history.rooms.flatMap(({ room, messages }) => broken(`the log of ${room}`, messages)),
    ...history.clients.flatMap((client) =>
      client.ends.flatMap(({ view }) => (view === null ? [] : broken(client.name, view.messages))),
    ),
  ]);

function broken(where: string, messages: readonly Message[]): string[] {
  return messages.flatMap(({ seq, reactions }) => {
    const kinds = Object.entries(reactions);
    const found = kinds.flatMap(([emoji, users]) =>
      users.length === 0 || new Set(users).size !== users.length
        ? [`R8: ${emoji} on ${seq} in ${where} counts ${users.length} for ${new Set(users).size} people`]
        : [],
    );
    return kinds.length > MAX_REACTION_KINDS ? [...found, `R8: too many kinds on ${seq} in ${where}`] : found;
  });
}
