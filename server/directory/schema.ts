/** What D1 holds. Times are milliseconds since 1970, but for better-auth's four tables, whose columns are Dates. */
export * from "./schema/accounts.ts";
export * from "./schema/organizations.ts";
export * from "./schema/ai.ts";
export * from "./schema/knowledge.ts";
export * from "./schema/rooms.ts";
export * from "./schema/doors.ts";
