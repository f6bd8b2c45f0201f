/** Servers of the Model Context Protocol, and what their tools said about themselves when they were last asked. */
import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { McpServerId, OrganizationId, UserId } from "../../shared/ids.ts";
import { MAX_AGENT_TOOLS, MAX_MCP_SERVERS } from "../../shared/limits.ts";
import type { McpDefinition, McpProblem, McpTerms } from "../../shared/mcp.ts";
import type { Directory } from "./directory.ts";
import { inJsonArray } from "./in-json-array.ts";
import { mcpServers, mcpTools } from "./schema.ts";

export type McpServerRow = typeof mcpServers.$inferSelect;
export type McpToolRow = typeof mcpTools.$inferSelect;

/** Somebody has consented to the tool as it is. */
const isAllowed = sql`(${mcpTools.gone} = 0 AND ${mcpTools.consentDigest} IS NOT NULL AND ${mcpTools.consentDigest} = ${mcpTools.digest})`;

export type McpServerSpec = Pick<
  McpServerRow,
  | "id"
  | "organization"
  | "name"
  | "short"
  | "address"
  | "headers"
  | "headerNames"
  | "createdBy"
  | "requestKey"
>;

/**
 * Null if the organization has MAX_MCP_SERVERS already, and `short` if another server has its short name. A repeated request gets what the
 * first one made.
 */
export async function createMcpServer(
  directory: Directory,
  spec: McpServerSpec,
  now: number,
): Promise<McpServerRow | "short" | null> {
  const { organization, short, requestKey } = spec;
  await directory.run(sql`
    INSERT INTO mcp_servers (id, organization, name, short, address, headers, header_names, revision, created_by, created_at, left_out, request_key)
    SELECT ${spec.id}, ${organization}, ${spec.name}, ${short}, ${spec.address}, ${spec.headers}, ${JSON.stringify(spec.headerNames)},
      1, ${spec.createdBy}, ${now}, 0, ${requestKey}
    WHERE (SELECT count(*) FROM mcp_servers AS s WHERE s.organization = ${organization}) < ${MAX_MCP_SERVERS}
    ON CONFLICT DO NOTHING`);
  const isIt = requestKey === null ? eq(mcpServers.id, spec.id) : eq(mcpServers.requestKey, requestKey);
  const [made] = await directory.select().from(mcpServers).where(isIt);
  if (made !== undefined) return made;
  const [other] = await directory
    .select({ id: mcpServers.id })
    .from(mcpServers)
    .where(and(eq(mcpServers.organization, organization), eq(mcpServers.short, short)));
  return other === undefined ? null : "short";
}

/** Tools that agents may call, and tools that were allowed and have changed since. */
export interface McpToolCounts {
  allowed: number;
  changed: number;
}

/** Oldest first. */
export async function listMcpServers(
  directory: Directory,
  organization: OrganizationId,
): Promise<(McpServerRow & McpToolCounts)[]> {
  const [servers, counts] = await directory.batch([
    directory
      .select()
      .from(mcpServers)
      .where(eq(mcpServers.organization, organization))
      .orderBy(asc(mcpServers.createdAt), asc(mcpServers.id)),
    directory
      .select({
        server: mcpTools.server,
        allowed: sql<number>`sum(${isAllowed})`,
        changed: sql<number>`sum(${mcpTools.consentDigest} IS NOT NULL AND NOT (${isAllowed}))`,
      })
      .from(mcpTools)
      .innerJoin(mcpServers, eq(mcpServers.id, mcpTools.server))
      .where(eq(mcpServers.organization, organization))
      .groupBy(mcpTools.server),
  ]);
  const known = new Map(counts.map(({ server, allowed, changed }) => [server, { allowed, changed }]));
  return servers.map((row) => ({ ...row, ...(known.get(row.id) ?? { allowed: 0, changed: 0 }) }));
}

export async function findMcpServer(
  directory: Directory,
  organization: OrganizationId,
  id: McpServerId,
): Promise<McpServerRow | null> {
  const [row] = await directory
    .select()
    .from(mcpServers)
    .where(and(eq(mcpServers.organization, organization), eq(mcpServers.id, id)));
  return row ?? null;
}

/** Null if there is no server of this revision. With another address nothing is known of its tools, and nobody has consented to them. */
export async function changeMcpServer(
  directory: Directory,
  { id, revision }: Pick<McpServerRow, "id" | "revision">,
  change: Pick<McpServerRow, "name" | "address" | "headers" | "headerNames">,
): Promise<McpServerRow | null> {
  const [[changed]] = await directory.batch([
    directory
      .update(mcpServers)
      .set({
        ...change,
        revision: sql`${mcpServers.revision} + 1`,
        checkedAt: sql`CASE WHEN address = ${change.address} THEN checked_at END`,
      })
      .where(and(eq(mcpServers.id, id), eq(mcpServers.revision, revision)))
      .returning(),
    directory
      .delete(mcpTools)
      .where(
        and(
          eq(mcpTools.server, id),
          sql`EXISTS (SELECT 1 FROM mcp_servers AS s WHERE s.id = ${id} AND s.checked_at IS NULL)`,
        ),
      ),
  ]);
  return changed ?? null;
}

export async function deleteMcpServer(directory: Directory, id: McpServerId): Promise<void> {
  await directory.batch([
    directory.delete(mcpTools).where(eq(mcpTools.server, id)),
    directory.delete(mcpServers).where(eq(mcpServers.id, id)),
  ]);
}

/** Of an organization that is deleted. */
export const deleteMcpServersOf = (directory: Directory, organization: OrganizationId) => [
  directory
    .delete(mcpTools)
    .where(sql`server IN (SELECT id FROM mcp_servers WHERE organization = ${organization})`),
  directory.delete(mcpServers).where(eq(mcpServers.organization, organization)),
];

// ---- tools

export interface DescribedMcpTool extends McpDefinition {
  id: string;
  name: string;
  digest: string;
}

/** What a server was found to have. Consents stay as they are: those to another digest do not count. */
export async function storeMcpTools(
  directory: Directory,
  { id, address }: Pick<McpServerRow, "id" | "address">,
  { tools, leftOut }: { tools: readonly DescribedMcpTool[]; leftOut: number },
  now: number,
): Promise<void> {
  const ids = tools.map((tool) => tool.id);
  // Meanwhile the server may have another address, or be deleted.
  const isStill = sql`EXISTS (SELECT 1 FROM mcp_servers AS s WHERE s.id = ${id} AND s.address = ${address})`;
  await directory.batch([
    directory
      .update(mcpServers)
      .set({ checkedAt: now, problem: null, leftOut })
      .where(and(eq(mcpServers.id, id), eq(mcpServers.address, address))),
    // Nobody has consented to it, so nothing is lost.
    directory
      .delete(mcpTools)
      .where(
        and(
          eq(mcpTools.server, id),
          isStill,
          sql`consent_digest IS NULL`,
          notInArray(mcpTools.id, inJsonArray(ids)),
        ),
      ),
    directory
      .update(mcpTools)
      .set({ gone: true })
      .where(and(eq(mcpTools.server, id), isStill, notInArray(mcpTools.id, inJsonArray(ids)))),
    ...tools.map((tool) =>
      directory
        .insert(mcpTools)
        .select(
          sql`SELECT ${id}, ${tool.id}, ${tool.name}, ${tool.description}, ${JSON.stringify(tool.schema)}, ${tool.digest}, 0,
            NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE ${isStill}`,
        )
        .onConflictDoUpdate({
          target: [mcpTools.server, mcpTools.id],
          set: {
            name: sql`excluded.name`,
            description: sql`excluded.description`,
            schema: sql`excluded.schema`,
            digest: sql`excluded.digest`,
            gone: false,
          },
        }),
    ),
  ]);
}

export async function noteMcpProblem(
  directory: Directory,
  id: McpServerId,
  problem: McpProblem,
  now: number,
): Promise<void> {
  await directory.update(mcpServers).set({ problem, checkedAt: now }).where(eq(mcpServers.id, id));
}

export async function listMcpTools(directory: Directory, server: McpServerId): Promise<McpToolRow[]> {
  return directory.select().from(mcpTools).where(eq(mcpTools.server, server)).orderBy(asc(mcpTools.id));
}

/** A tool that agents may call, with its server. */
export interface AllowedMcpTool {
  server: McpServerRow;
  tool: McpToolRow;
}

/** Of all servers of the organization, those of the oldest server first. */
export async function listAllowedMcpTools(
  directory: Directory,
  organization: OrganizationId,
): Promise<AllowedMcpTool[]> {
  return selectAllowed(directory)
    .where(and(eq(mcpServers.organization, organization), isAllowed))
    .orderBy(asc(mcpServers.createdAt), asc(mcpTools.id))
    .limit(MAX_AGENT_TOOLS);
}

/** Null if agents may not call it now. */
export async function findAllowedMcpTool(
  directory: Directory,
  tool: { server: McpServerId; id: string },
): Promise<AllowedMcpTool | null> {
  const [row] = await selectAllowed(directory).where(
    and(eq(mcpTools.server, tool.server), eq(mcpTools.id, tool.id), isAllowed),
  );
  return row ?? null;
}

function selectAllowed(directory: Directory) {
  return directory
    .select({ server: mcpServers, tool: mcpTools })
    .from(mcpTools)
    .innerJoin(mcpServers, eq(mcpServers.id, mcpTools.server))
    .$dynamic();
}

/** Consents to the tool as the directory has it. Null if it has another digest, or is not there. */
export async function allowMcpTool(
  directory: Directory,
  tool: { server: McpServerId; id: string; digest: string },
  { by, rooms, askers, approval }: McpTerms & { by: UserId },
  now: number,
): Promise<McpToolRow | null> {
  const [allowed] = await directory
    .update(mcpTools)
    .set({
      ...{ consentDigest: sql`digest`, consentDescription: sql`description`, consentSchema: sql`schema` },
      ...{ consentBy: by, consentAt: now, rooms, askers, approval },
    })
    .where(
      and(
        eq(mcpTools.server, tool.server),
        eq(mcpTools.id, tool.id),
        eq(mcpTools.digest, tool.digest),
        eq(mcpTools.gone, false),
      ),
    )
    .returning();
  return allowed ?? null;
}

/** Null if there is no such tool. */
export async function forbidMcpTool(
  directory: Directory,
  tool: { server: McpServerId; id: string },
): Promise<McpToolRow | null> {
  const [forbidden] = await directory
    .update(mcpTools)
    .set({
      ...{ consentDigest: null, consentDescription: null, consentSchema: null, consentBy: null },
      ...{ consentAt: null, rooms: null, askers: null, approval: null },
    })
    .where(and(eq(mcpTools.server, tool.server), eq(mcpTools.id, tool.id)))
    .returning();
  return forbidden ?? null;
}
