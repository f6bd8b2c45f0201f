/** Determines which agents must answer a message. */
import { type AgentId, isAgentId, type UserId } from "../../../../shared/ids.ts";
import type { Role } from "../../../../shared/permissions.ts";
import type { MessageRow } from "../messages/row.ts";
import { kindOf, readRoom } from "../rows/room-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

interface AddressedBy {
  mentions: readonly UserId[];
  /** The message that it replies to. */
  original: MessageRow | null;
  /** The role of its author; null for a former member. */
  author: Role | null;
}

/**
 * The agents that must answer a person's message: the mentioned agents; otherwise the author of the message that it replies to;
 * otherwise, in rooms where the AI always answers, the first agent of the room. In a conversation with a visitor it answers the visitor, and
 * not the people who help. None while a person has taken over.
 */
export function addressedAgents(store: SqlStore, { mentions, original, author }: AddressedBy): AgentId[] {
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
  if (kind === "support" && author !== "visitor") return [];
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
