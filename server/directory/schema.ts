/** Tables of D1. Times are milliseconds since 1970, except in better-auth's four tables, whose columns are Dates. */
export * from "./schema/accounts.ts";
export * from "./schema/organizations.ts";
export * from "./schema/ai.ts";
export * from "./schema/knowledge.ts";
export * from "./schema/rooms.ts";
export * from "./schema/tickets.ts";
export * from "./schema/shares.ts";
export * from "./schema/revocations.ts";
export * from "./schema/sign-in-attempts.ts";
export * from "./schema/idempotent-requests.ts";
export * from "./schema/handles.ts";
export * from "./schema/widgets.ts";
export * from "./schema/keys.ts";
export * from "./schema/chat-histories.ts";
export * from "./schema/incoming-webhooks.ts";
export * from "./schema/mcp.ts";
