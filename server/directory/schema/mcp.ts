import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { McpServerId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { McpApproval, McpAsker, McpProblem } from "../../../shared/mcp.ts";
import type { JsonObject } from "../../../shared/protocol/json.ts";

/** Servers of the Model Context Protocol whose tools agents may call. */
export const mcpServers = sqliteTable(
  "mcp_servers",
  {
    id: text("id").$type<McpServerId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    name: text("name").notNull(),
    /** Begins the names of its tools, as models call them. It stays when the server gets another name. */
    short: text("short").notNull(),
    address: text("address").notNull(),
    /** `McpHeader[]` as JSON, sealed. Null: none are sent. */
    headers: text("headers"),
    headerNames: text("header_names", { mode: "json" }).$type<string[]>().notNull(),
    revision: integer("revision").notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    checkedAt: integer("checked_at"),
    problem: text("problem").$type<McpProblem>(),
    leftOut: integer("left_out").notNull(),
    requestKey: text("request_key"),
  },
  (table) => [
    uniqueIndex("mcp_servers_by_request").on(table.requestKey),
    uniqueIndex("mcp_servers_by_short").on(table.organization, table.short),
  ],
);

/**
 * Tools as their servers described them when they were last asked. The columns of the consent are null together. A tool is called while
 * `digest` is the one that somebody has consented to.
 */
export const mcpTools = sqliteTable(
  "mcp_tools",
  {
    server: text("server").$type<McpServerId>().notNull(),
    /** As models call it. */
    id: text("id").notNull(),
    /** As the server calls it. */
    name: text("name").notNull(),
    description: text("description").notNull(),
    schema: text("schema", { mode: "json" }).$type<JsonObject>().notNull(),
    digest: text("digest").notNull(),
    gone: integer("gone", { mode: "boolean" }).notNull(),
    consentDigest: text("consent_digest"),
    consentDescription: text("consent_description"),
    consentSchema: text("consent_schema", { mode: "json" }).$type<JsonObject>(),
    consentBy: text("consent_by").$type<UserId>(),
    consentAt: integer("consent_at"),
    /** Null: all rooms. */
    rooms: text("rooms", { mode: "json" }).$type<RoomId[]>(),
    askers: text("askers", { mode: "json" }).$type<McpAsker[]>(),
    approval: text("approval").$type<McpApproval>(),
  },
  (table) => [primaryKey({ columns: [table.server, table.id] })],
);
