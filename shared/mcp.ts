/** Servers of the Model Context Protocol that an organization uses: types and paths of the HTTP API. */
import type { McpServerId, OrganizationId, RoomId, UserId } from "./ids.ts";
import type { JsonObject } from "./protocol/json.ts";

/** Why a server could not be asked for its tools. */
export const MCP_PROBLEMS = ["refused", "denied", "unreachable", "timeout", "too_large", "protocol"] as const;
/**
 * `refused`: the address is not allowed. `denied`: the server wants other credentials. `protocol`: it does not speak the protocol, or not as
 * this server does.
 */
export type McpProblem = (typeof MCP_PROBLEMS)[number];

/** Whose questions may lead to a call: people by their role in the organization, and visitors of widgets. */
export const MCP_ASKERS = ["owner", "admin", "member", "visitor"] as const;
export type McpAsker = (typeof MCP_ASKERS)[number];

/** `ask`: a person must allow each call. */
export type McpApproval = "ask" | "never";

/** `GET …/mcp-servers` → McpServer[]: owners and admins. */
export interface McpServer {
  id: McpServerId;
  /** Increases by one with each change of the settings. */
  revision: number;
  name: string;
  address: string;
  /** Names of the headers that are sent. Their values are never shown. */
  headers: string[];
  createdBy: UserId;
  createdAt: number;
  /** When it was last asked for its tools; null if it never was. */
  checkedAt: number | null;
  /** Why it could not be asked then. Null: it has answered. */
  problem: McpProblem | null;
  /** Tools that agents may call. */
  allowed: number;
  /** Tools that were allowed and have changed since. */
  changed: number;
}

/** `GET …/mcp-servers/:server`, `POST …/mcp-servers/:server/check`: asks it now. */
export interface McpServerDetails extends McpServer {
  tools: McpTool[];
  /** Tools that it has besides, which are too many, too large or have no valid name or schema. */
  leftOut: number;
}

/** What a tool says about itself. */
export interface McpDefinition {
  description: string;
  /** The JSON Schema of its arguments, as the server wrote it. */
  schema: JsonObject;
}

export interface McpTool extends McpDefinition {
  /** As models call it, and in addresses. */
  id: string;
  /** As the server calls it. */
  name: string;
  /** SHA-256 of name, description and schema, as hex. */
  digest: string;
  /** Whether the server has it no longer. */
  gone: boolean;
  /** Null: nobody has allowed it. */
  consent: McpConsent | null;
}

export interface McpConsent extends McpTerms {
  by: UserId;
  at: number;
  /** What it said about itself then, if that has changed. Then agents cannot call it until somebody allows it again. */
  before: McpDefinition | null;
}

export interface McpTerms {
  /** Null: all rooms. */
  rooms: RoomId[] | null;
  askers: McpAsker[];
  approval: McpApproval;
}

/** `PUT …/mcp-servers/:server/tools/:tool` → McpTool: allows the tool as it is. Another `digest` is a conflict. `DELETE` → McpTool: forbids it. */
export interface AllowMcpTool extends McpTerms {
  digest: string;
}

export interface McpHeader {
  name: string;
  value: string;
}

/** `POST …/mcp-servers` → McpServerDetails. It is asked for its tools at once, and stored also if it does not answer. */
export interface NewMcpServer {
  name: string;
  address: string;
  headers: McpHeader[];
}

/** `PATCH …/mcp-servers/:server` → McpServerDetails. With another address all consents end. `DELETE` → null. */
export interface McpServerChange extends Partial<NewMcpServer> {
  revision: number;
}

export const mcpPaths = {
  all: (organization: OrganizationId) => `/api/organizations/${organization}/mcp-servers`,
  one: (organization: OrganizationId, server: McpServerId) =>
    `/api/organizations/${organization}/mcp-servers/${server}`,
  check: (organization: OrganizationId, server: McpServerId) =>
    `/api/organizations/${organization}/mcp-servers/${server}/check`,
  tool: (organization: OrganizationId, server: McpServerId, tool: string) =>
    `/api/organizations/${organization}/mcp-servers/${server}/tools/${tool}`,
};
