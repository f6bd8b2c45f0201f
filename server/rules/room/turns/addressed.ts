/** Determines which agents must answer a message. */
import { type AgentId, isAgentId, type UserId } from "../../../../shared/ids.ts";
import type { MessageRow } from "../messages/row.ts";
import { kindOf, readRoom } from "../rows/room-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/**
 * The agents that must answer a person's message: the mentioned agents; otherwise the author of the message that it replies to;
 * otherwise, in rooms where the AI always answers, the first agent of the room. None while a person has taken over.
 */
export function addressedAgents(
  store: SqlStore,
  mentions: readonly UserId[],
  original: MessageRow | null,
): AgentId[] {
  const mentioned = mentions.filter(isAgentId);
  const kind = kindOf(store);
  // The common case in groups. It needs no query.
  if (kind === "group" && mentioned.length === 0 && original === null) return [];
  if (readRoom(store).takeover_by !== null) return [];
  const present = agentsOf(store);
  // Only agents that are still members: a held message may be released long after it was written.
  if (mentioned.length > 0) return mentioned.filter((agent) => present.includes(agent));
  const repliedTo = present.find((agent) => agent === original?.author);
  if (repliedTo !== undefined) return [repliedTo];
  return kind === "group" ? [] : present.slice(0, 1);
}

export function hasAgents(store: SqlStore): boolean {
  return agentsOf(store).length > 0;
}

/** The agents of the room, in the order in which they joined (an agent's `delivered` cursor stays at the seq of joining). */
export function agentsOf(store: SqlStore): AgentId[] {
  const rows = store.all<{ user: UserId }>(
    "SELECT user FROM members WHERE user >= 'agent_' AND user < 'agent`' AND role IS NOT NULL ORDER BY delivered, user",
  );
  return rows.map((row) => row.user).filter(isAgentId);
}
