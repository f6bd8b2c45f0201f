/** Libraries and who may use them: the source of truth for every right to a document. */
import type { AgentId, LibraryId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";

/** Libraries that this person may read and search. */
export async function readableLibraries(
  db: D1Database,
  reader: { organization: OrganizationId; user: UserId },
): Promise<LibraryId[]> {
  void db;
  void reader;
  return [];
}

/**
 * Libraries that this agent may answer from in this room: they allow the agent and the room, and every one of `members` (the
 * room's people, without agents) may read them.
 */
export async function usableLibraries(
  db: D1Database,
  use: { organization: OrganizationId; room: RoomId; agent: AgentId; members: UserId[] },
): Promise<LibraryId[]> {
  void db;
  void use;
  return [];
}
