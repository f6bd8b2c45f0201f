/** Servers of the Model Context Protocol on this machine, whose tools an organization uses. */
import type { OrganizationId } from "../../../shared/ids.ts";
import { mcpPaths, type McpServerDetails, type McpTerms, type McpTool } from "../../../shared/mcp.ts";
import type { PlannedServer, PlannedTool } from "../../support/mcp-server.ts";
import type { Person } from "./person.ts";
import { Receiver } from "./webhooks.ts";

export async function planServer(
  receiver: Receiver,
  tools: PlannedTool[],
  other: Omit<PlannedServer, "tools"> = {},
): Promise<void> {
  await receiver.plan({ mcp: { tools, ...other } });
}

/** A server with these tools, and how the organization has it. */
export async function addMcpServer(
  by: Person,
  organization: OrganizationId,
  tools: PlannedTool[],
  {
    headers = [],
    name = "Tickets",
    ...other
  }: Omit<PlannedServer, "tools"> & { name?: string; headers?: object[] } = {},
): Promise<{ receiver: Receiver; details: McpServerDetails }> {
  const receiver = new Receiver();
  await planServer(receiver, tools, other);
  const body = { name, address: receiver.address, headers };
  return { receiver, details: await by.must(by.post<McpServerDetails>(mcpPaths.all(organization), body)) };
}

export const checkMcpServer = (by: Person, organization: OrganizationId, { id }: McpServerDetails) =>
  by.must(by.post<McpServerDetails>(mcpPaths.check(organization, id)));

export const putTool = (
  by: Person,
  organization: OrganizationId,
  { id }: McpServerDetails,
  tool: McpTool,
  terms: Partial<McpTerms> = {},
) =>
  by.send<McpTool>("PUT", mcpPaths.tool(organization, id, tool.id), {
    ...{ digest: tool.digest, rooms: null, askers: ["owner", "admin", "member"], approval: "never" },
    ...terms,
  });

/** Consents to all tools of the server. */
export async function allowAll(
  by: Person,
  organization: OrganizationId,
  details: McpServerDetails,
  terms: Partial<McpTerms> = {},
): Promise<void> {
  for (const tool of details.tools) await by.must(putTool(by, organization, details, tool, terms));
}
