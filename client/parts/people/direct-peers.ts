import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";

/** Maximum number of direct peers that are watched. The rest of MAX_WATCHED is for the people of the open room. */
const MOST = 60;

/** The people with whom this person has a direct conversation, newest first. Agents are left out, so they use none of the places. */
export function directPeers(entries: readonly InboxEntry[] | null): readonly UserId[] {
  return (entries ?? [])
    .flatMap(({ peer }) => (peer === undefined || isAgentId(peer.user) ? [] : [peer.user]))
    .slice(0, MOST);
}

/** Compares as sets: a new message changes the order but not the people. */
export function samePeople(a: readonly UserId[], b: readonly UserId[]): boolean {
  const before = new Set(a);
  return before.size === new Set(b).size && b.every((user) => before.has(user));
}
