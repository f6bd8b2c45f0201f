import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { AgentField, AgentState } from "../../../shared/api-agents.ts";
import type { AgentId, LibraryId, OrganizationId, UserId } from "../../../shared/ids.ts";
import { organizations } from "./organizations.ts";

/** Deleting a row writes a revocation (trigger in migration 0004): every room that has the agent removes it. */
export const agents = sqliteTable(
  "agents",
  {
    id: text("id").$type<AgentId>().primaryKey(),
    organization: text("organization")
      .$type<OrganizationId>()
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    face: text("face").notNull(),
    instructions: text("instructions").notNull(),
    model: text("model").notNull(),
    temperature: real("temperature").notNull(),
    greeting: text("greeting").notNull(),
    starters: text("starters", { mode: "json" }).$type<string[]>().notNull(),
    /** Null: all tools of the app. */
    tools: text("tools", { mode: "json" }).$type<string[]>(),
    /** Null: all that allow the agent. */
    libraries: text("libraries", { mode: "json" }).$type<LibraryId[]>(),
    memory: integer("memory", { mode: "boolean" }).notNull().default(true),
    isDefault: integer("is_default", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
    /** Who changed it last, and when; null if that is not known. Triggers of migration 0030 keep each version. */
    changedBy: text("changed_by").$type<UserId>(),
    changedAt: integer("changed_at"),
    createdAt: integer("created_at").notNull(),
    /** `<organization>:<user>:<idempotency key>` of the request that created it, so that a repeated request finds it. */
    requestKey: text("request_key").unique(),
  },
  (table) => [
    index("agents_by_organization").on(table.organization, table.createdAt),
    uniqueIndex("agents_one_default")
      .on(table.organization)
      .where(sql`is_default = 1`),
  ],
);

/** Written by triggers of migration 0030 alone. */
export const agentVersions = sqliteTable(
  "agent_versions",
  {
    agent: text("agent").$type<AgentId>().notNull(),
    version: integer("version").notNull(),
    at: integer("at"),
    by: text("by").$type<UserId>(),
    /** What the change has changed. Null for the first version that is kept. */
    fields: text("fields", { mode: "json" }).$type<AgentField[]>(),
    /** The agent after the change. */
    state: text("state", { mode: "json" }).$type<AgentState>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agent, table.version] })],
);

export const organizationAi = sqliteTable(
  "organization_ai",
  {
    organization: text("organization")
      .$type<OrganizationId>()
      .primaryKey()
      .references(() => organizations.id),
    moderation: text("moderation").$type<ModerationPolicy>().notNull(),
    /** Whether anything may be remembered, and used. */
    memory: integer("memory", { mode: "boolean" }).notNull().default(true),
    /** When `#welcome` got the default agent. Null until then; also in organizations created before agents existed. */
    agentWelcomedAt: integer("agent_welcomed_at"),
  },
  (table) => [
    index("organization_ai_not_welcomed")
      .on(table.organization)
      .where(sql`agent_welcomed_at IS NULL`),
  ],
);
