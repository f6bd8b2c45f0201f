import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";

/** The rest of MAX_WATCHED is for the people of the open room. */
const MOST = 60;

/** The people with whom one speaks alone, the newest first. An agent is no person and takes no place of one. */
export function directPeers(entries: readonly InboxEntry[] | null): readonly UserId[] {
  return (entries ?? [])
    .flatMap(({ peer }) => (peer === undefined || isAgentId(peer.user) ? [] : [peer.user]))
    .slice(0, MOST);
}

/** A new message is no other list of people. */
export function samePeople(a: readonly UserId[], b: readonly UserId[]): boolean {
  const before = new Set(a);
  return before.size === new Set(b).size && b.every((user) => before.has(user));
}
