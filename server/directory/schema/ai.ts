import { sql } from "drizzle-orm";
import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { AgentId, OrganizationId } from "../../../shared/ids.ts";
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
    isDefault: integer("is_default", { mode: "boolean" }).notNull(),
    version: integer("version").notNull(),
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
