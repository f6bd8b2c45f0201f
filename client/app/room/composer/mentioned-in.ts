import type { UserId } from "../../../../shared/ids.ts";
import { MAX_MENTIONS } from "../../../../shared/limits.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import { mentionPattern } from "../../../ui/markdown/mentions.ts";

/**
 * The members whose `@name` occurs in the text. If several members share a name, `picked` says which one is meant; without it, all are.
 */
export function mentionedIn(
  text: string,
  members: readonly Member[],
  picked: ReadonlyMap<string, UserId> = new Map(),
): UserId[] {
  if (members.length === 0 || !text.includes("@")) return [];
  const names = new Set(
    Array.from(text.matchAll(mentionPattern(members.map(({ name }) => name))), ([at]) => at.slice(1)),
  );
  const users = [...names].flatMap((name) => {
    const meant = picked.get(name);
    return meant ? [meant] : members.filter((member) => member.name === name).map(({ user }) => user);
  });
  return users.slice(0, MAX_MENTIONS);
}
