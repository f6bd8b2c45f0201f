import { and, asc, desc, eq, getTableColumns, isNull, ne, sql } from "drizzle-orm";
import type { Agent, ModerationPolicy } from "../../shared/api.ts";
import type { AgentState } from "../../shared/api-agents.ts";
import type { AgentId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import { MAX_AGENTS } from "../../shared/limits.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { forgetHandle } from "./handles.ts";
import { newId } from "./random-ids.ts";
import { agents, organizationAi, organizations } from "./schema.ts";

/** Finds the agent if it belongs to the organization. Null if it does not exist or was deleted. */
export async function findAgent(
  db: D1Database,
  organization: OrganizationId,
  agent: AgentId,
): Promise<Agent | null> {
  const [found] = await selectAgents(openDirectory(db)).where(isAgent(organization, agent));
  return found ?? null;
}

export async function findModerationPolicy(
  db: D1Database,
  organization: OrganizationId,
): Promise<ModerationPolicy> {
  const [found] = await openDirectory(db)
    .select({ moderation: organizationAi.moderation })
    .from(organizationAi)
    .where(eq(organizationAi.organization, organization));
  return found?.moderation ?? "off";
}

export async function saveModerationPolicy(
  directory: Directory,
  organization: OrganizationId,
  moderation: ModerationPolicy,
): Promise<void> {
  await directory
    .update(organizationAi)
    .set({ moderation })
    .where(eq(organizationAi.organization, organization));
}

/** The agent that answers if no other was asked. */
export async function findDefaultAgent(
  directory: Directory,
  organization: OrganizationId,
): Promise<{ user: AgentId; name: string }> {
  const [found] = await directory
    .select({ user: agents.id, name: agents.name })
    .from(agents)
    .where(and(eq(agents.organization, organization), eq(agents.isDefault, true)));
  if (found === undefined) throw new Error(`Organization ${organization} has no default agent.`);
  return found;
}

/** The default agent first, then by time of creation. */
export async function listAgents(directory: Directory, organization: OrganizationId): Promise<Agent[]> {
  return selectAgents(directory)
    .where(eq(agents.organization, organization))
    .orderBy(desc(agents.isDefault), asc(agents.createdAt), asc(agents.id));
}

export interface NewAgent {
  organization: OrganizationId;
  by: UserId;
  agent: Omit<AgentState, "isDefault">;
  /** The same key of the same person creates only one agent. */
  idempotencyKey: string | undefined;
}

/** Null if the organization has the maximum number of agents. */
export async function createAgent(
  directory: Directory,
  { organization, by, agent, idempotencyKey }: NewAgent,
  now: number,
): Promise<Agent | null> {
  const id = newId("agent");
  const requestKey = idempotencyKey === undefined ? null : `${organization}:${by}:${idempotencyKey}`;
  // Counted in the inserting statement, so that two simultaneous requests cannot both take the last place.
  await directory.run(sql`
    INSERT INTO agents (id, organization, name, face, instructions, model, temperature, greeting, starters, tools, libraries,
      memory, is_default, version, changed_by, changed_at, created_at, request_key)
    SELECT ${id}, ${organization}, ${agent.name}, ${agent.face}, ${agent.instructions}, ${agent.model},
      ${agent.temperature}, ${agent.greeting}, ${JSON.stringify(agent.starters)},
      ${jsonOrNull(agent.tools)}, ${jsonOrNull(agent.libraries)}, ${agent.memory ? 1 : 0}, 0, 1, ${by}, ${now}, ${now},
      ${requestKey}
    WHERE (SELECT count(*) FROM agents WHERE organization = ${organization}) < ${MAX_AGENTS}
    ON CONFLICT (request_key) DO NOTHING`);
  const [made] = await selectAgents(directory).where(
    requestKey === null ? eq(agents.id, id) : eq(agents.requestKey, requestKey),
  );
  return made ?? null;
}

const jsonOrNull = (list: readonly string[] | null): string | null =>
  list === null ? null : JSON.stringify(list);

/** Missing or undefined fields stay unchanged. */
export type AgentChange = { version: number } & {
  [Field in keyof AgentState]?: AgentState[Field] | undefined;
};

/**
 * Null if there is no agent of this version. A new default agent replaces the previous one, whose row changes too. A trigger keeps each
 * version (`agent-versions.ts`).
 */
export async function changeAgent(
  directory: Directory,
  { organization, agent, by }: { organization: OrganizationId; agent: AgentId; by: UserId },
  { version, ...change }: AgentChange,
  now: number,
): Promise<Agent | null> {
  const isThisVersion = and(isAgent(organization, agent), eq(agents.version, version));
  const stillThere = directory.select({ id: agents.id }).from(agents).where(isThisVersion);
  const others = and(
    eq(agents.organization, organization),
    ne(agents.id, agent),
    eq(agents.isDefault, true),
    sql`EXISTS ${stillThere}`,
  );
  const next = { version: sql`${agents.version} + 1`, changedBy: by, changedAt: now };
  const set = { ...change, ...next };
  const changing = directory.update(agents).set(set).where(isThisVersion).returning(agentColumns());
  if (change.isDefault !== true) return (await changing)[0] ?? null;
  const [, [changed]] = await directory.batch([
    directory
      .update(agents)
      .set({ isDefault: false, ...next })
      .where(others),
    changing,
  ]);
  return changed ?? null;
}

/** A trigger records a revocation, so that rooms remove the agent. False if it is the default agent or does not exist. */
export async function deleteAgent(
  directory: Directory,
  organization: OrganizationId,
  agent: AgentId,
): Promise<boolean> {
  const deleted = await directory
    .delete(agents)
    .where(and(isAgent(organization, agent), eq(agents.isDefault, false)))
    .returning({ id: agents.id });
  if (deleted.length === 0) return false;
  await forgetHandle(directory, organization, agent);
  return true;
}

export interface UnwelcomedAgent {
  organization: OrganizationId;
  welcomeRoom: RoomId;
  user: AgentId;
  name: string;
}

/** Default agents that `#welcome` does not have yet, in organizations created before agents existed. */
export async function listUnwelcomed(directory: Directory): Promise<UnwelcomedAgent[]> {
  return directory
    .select({
      organization: organizations.id,
      welcomeRoom: organizations.welcomeRoom,
      user: agents.id,
      name: agents.name,
    })
    .from(organizationAi)
    .innerJoin(organizations, eq(organizations.id, organizationAi.organization))
    .innerJoin(agents, and(eq(agents.organization, organizations.id), eq(agents.isDefault, true)))
    .where(isNull(organizationAi.agentWelcomedAt))
    .limit(50);
}

export async function markAgentWelcomed(
  directory: Directory,
  organization: OrganizationId,
  now: number,
): Promise<void> {
  await directory
    .update(organizationAi)
    .set({ agentWelcomedAt: now })
    .where(eq(organizationAi.organization, organization));
}

function isAgent(organization: OrganizationId, agent: AgentId) {
  return and(eq(agents.id, agent), eq(agents.organization, organization));
}

function selectAgents(directory: Directory) {
  return directory.select(agentColumns()).from(agents).$dynamic();
}

function agentColumns() {
  const { organization: _, createdAt: _at, requestKey: _key, ...columns } = getTableColumns(agents);
  return columns;
}
