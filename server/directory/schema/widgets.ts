/** Widgets, their visitors, and what lets a visitor in. */
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OrganizationId, RoomId, UserId, VisitorId, WidgetId } from "../../../shared/ids.ts";
import type { AnswerPromise, VisitorPage, WidgetSettings } from "../../../shared/widget.ts";

/** What a row has of the settings: everything but the secret of the challenge. Widgets from before promises have none. */
export type StoredSettings = Omit<WidgetSettings, "turnstile" | "promise"> & {
  turnstile: { siteKey: string } | null;
  promise?: AnswerPromise;
};
export type Attributes = Record<string, string | number | boolean>;
export type SeenPage = Pick<VisitorPage, "url" | "title"> & { at: number };
/** The page on which a visitor is, with the ones before it, the last one first. Visitors from before that have none. */
export type CurrentPage = SeenPage & { before?: SeenPage[] };

export const widgets = sqliteTable(
  "widgets",
  {
    id: text("id").$type<WidgetId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    settings: text("settings", { mode: "json" }).$type<StoredSettings>().notNull(),
    /** Sealed with the server's key. */
    turnstileSecret: text("turnstile_secret"),
    revision: integer("revision").notNull(),
    createdBy: text("created_by").$type<UserId>().notNull(),
    createdAt: integer("created_at").notNull(),
    requestKey: text("request_key"),
  },
  (table) => [
    uniqueIndex("widgets_by_request").on(table.requestKey),
    index("widgets_by_organization").on(table.organization),
  ],
);

/** Keys that sign identities. A secret is not stored: it is made from the key's id and the server's key. */
export const widgetKeys = sqliteTable(
  "widget_keys",
  {
    id: text("id").primaryKey(),
    widget: text("widget").$type<WidgetId>().notNull(),
    createdAt: integer("created_at").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [index("widget_keys_by_widget").on(table.widget)],
);

export const visitors = sqliteTable(
  "visitors",
  {
    id: text("id").$type<VisitorId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    widget: text("widget").$type<WidgetId>().notNull(),
    /** Who the company says it is; null for somebody who is anonymous. */
    subject: text("subject"),
    name: text("name"),
    email: text("email"),
    /** Whether the company has signed the address. */
    emailSigned: integer("email_signed", { mode: "boolean" }).notNull().default(false),
    /** Attributes that the company has signed. */
    signed: text("signed", { mode: "json" }).$type<Attributes>().notNull().default({}),
    /** What the visitor has typed into the form. */
    typed: text("typed", { mode: "json" }).$type<Attributes>().notNull().default({}),
    language: text("language").notNull(),
    timeZone: text("time_zone").notNull(),
    page: text("page", { mode: "json" }).$type<CurrentPage>().notNull(),
    firstPage: text("first_page", { mode: "json" }).$type<SeenPage & { referrer: string }>().notNull(),
    browser: text("browser").notNull(),
    createdAt: integer("created_at").notNull(),
    seenAt: integer("seen_at").notNull(),
  },
  (table) => [
    uniqueIndex("visitors_by_subject").on(table.widget, table.subject),
    index("visitors_by_organization").on(table.organization),
  ],
);

/** A visitor's sessions. Deleting a row writes a revocation (trigger in migration 0020). Its id is the grant (`vss_…`). */
export const visitorSessions = sqliteTable(
  "visitor_sessions",
  {
    id: text("id").$type<`vss_${string}`>().primaryKey(),
    visitor: text("visitor").$type<VisitorId>().notNull(),
    widget: text("widget").$type<WidgetId>().notNull(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    /** The origin of the page that shows the widget. */
    origin: text("origin").notNull(),
    /** Counts the rotations. A token is made from the session's id, this number and the server's key. */
    rotation: integer("rotation").notNull(),
    tokenHash: text("token_hash").notNull(),
    /** The token before the last rotation. */
    previousHash: text("previous_hash"),
    /** Until when that one is taken; null until the newer one was used, because an answer may be lost on its way. */
    previousUntil: integer("previous_until"),
    /** Until when the company's word about who it is counts; null for an anonymous session. */
    verifiedUntil: integer("verified_until"),
    /** Whether a challenge was solved. */
    challenged: integer("challenged", { mode: "boolean" }).notNull().default(false),
    createdAt: integer("created_at").notNull(),
    renewedAt: integer("renewed_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("visitor_sessions_by_token").on(table.tokenHash),
    index("visitor_sessions_by_previous").on(table.previousHash),
    index("visitor_sessions_by_visitor").on(table.visitor),
    index("visitor_sessions_by_expiry").on(table.expiresAt),
  ],
);

/** Links that continue on another device. Using one deletes it. */
export const visitorCodes = sqliteTable(
  "visitor_codes",
  {
    tokenHash: text("token_hash").primaryKey(),
    visitor: text("visitor").$type<VisitorId>().notNull(),
    /** The session that made it; null for a link in a mail. It ends with that session. */
    session: text("session").$type<`vss_${string}`>(),
    verifiedUntil: integer("verified_until"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("visitor_codes_by_visitor").on(table.visitor)],
);

/** The rooms of visitors. Who may enter a room is the room's to say; this is for lists. */
export const conversations = sqliteTable(
  "conversations",
  {
    room: text("room").$type<RoomId>().primaryKey(),
    organization: text("organization").$type<OrganizationId>().notNull(),
    widget: text("widget").$type<WidgetId>().notNull(),
    visitor: text("visitor").$type<VisitorId>().notNull(),
    /** The session that began it. */
    session: text("session").$type<`vss_${string}`>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    index("conversations_by_visitor").on(table.visitor, table.createdAt),
    index("conversations_by_organization").on(table.organization),
  ],
);

/** Which session has used an identity token with a `jti`: no other session may use it. */
export const identityUses = sqliteTable("identity_uses", {
  tokenHash: text("token_hash").primaryKey(),
  session: text("session").$type<`vss_${string}`>().notNull(),
  expiresAt: integer("expires_at").notNull(),
});
