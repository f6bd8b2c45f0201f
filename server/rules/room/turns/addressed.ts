/** Whom a message asks. */
import { type AgentId, isAgentId, type UserId } from "../../../../shared/ids.ts";
import type { MessageRow } from "../messages/row.ts";
import { kindOf, readRoom } from "../rows/room-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/**
 * The agents that a person's message asks: those it mentions; otherwise the one it replies to; otherwise, where the AI always
 * answers, the first of the room. None while a person has taken over.
 */
export function addressedAgents(
  store: SqlStore,
  mentions: readonly UserId[],
  original: MessageRow | null,
): AgentId[] {
  const mentioned = mentions.filter(isAgentId);
  const kind = kindOf(store);
  // Most of what is said in a group, and worth no look at the database.
  if (kind === "group" && mentioned.length === 0 && original === null) return [];
  if (readRoom(store).takeover_by !== null) return [];
  const present = agentsOf(store);
  // Those of them that are still here: a held message may ask long after it was written.
  if (mentioned.length > 0) return mentioned.filter((agent) => present.includes(agent));
  const repliedTo = present.find((agent) => agent === original?.author);
  if (repliedTo !== undefined) return [repliedTo];
  return kind === "group" ? [] : present.slice(0, 1);
}

export function hasAgents(store: SqlStore): boolean {
  return agentsOf(store).length > 0;
}

/** The agents of the room, in the order in which they came (`delivered` of an agent never moves on from there). */
export function agentsOf(store: SqlStore): AgentId[] {
  const rows = store.all<{ user: UserId }>(
    "SELECT user FROM members WHERE user >= 'agent_' AND user < 'agent`' AND role IS NOT NULL ORDER BY delivered, user",
  );
  return rows.map((row) => row.user).filter(isAgentId);
}
