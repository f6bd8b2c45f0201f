/** Earlier versions of agents. Triggers of migration 0030 write them, whatever changes an agent, and delete them with it. */
import { and, desc, eq } from "drizzle-orm";
import type { AgentState, AgentVersion } from "../../shared/api-agents.ts";
import type { AgentId } from "../../shared/ids.ts";
import { MAX_AGENT_VERSIONS } from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { agentVersions, users } from "./schema.ts";

/** Newest first, without the oldest one that is kept if there are more: what it changed is told by the one before it. */
export async function listVersions(directory: Directory, agent: AgentId): Promise<AgentVersion[]> {
  const rows = await directory
    .select(HEAD)
    .from(agentVersions)
    .leftJoin(users, eq(users.id, agentVersions.by))
    .where(eq(agentVersions.agent, agent))
    .orderBy(desc(agentVersions.version))
    .limit(MAX_AGENT_VERSIONS);
  return rows.map(toVersion);
}

const HEAD = {
  version: agentVersions.version,
  at: agentVersions.at,
  by: agentVersions.by,
  name: users.name,
  fields: agentVersions.fields,
};

type Head = Omit<AgentVersion, "by"> & {
  by: NonNullable<AgentVersion["by"]>["id"] | null;
  name: string | null;
};

const toVersion = ({ version, at, by, name, fields }: Head): AgentVersion => ({
  ...{ version, at, fields },
  by: by === null ? null : { id: by, name },
});

/** Null if it is not kept. */
export async function findVersion(
  directory: Directory,
  agent: AgentId,
  version: number,
): Promise<{ head: AgentVersion; state: AgentState } | null> {
  const [row] = await directory
    .select({ ...HEAD, state: agentVersions.state })
    .from(agentVersions)
    .leftJoin(users, eq(users.id, agentVersions.by))
    .where(and(eq(agentVersions.agent, agent), eq(agentVersions.version, version)));
  return row === undefined ? null : { head: toVersion(row), state: row.state };
}
