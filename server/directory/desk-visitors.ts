/** What supporters see of a visitor. */
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { VisitorPanel } from "../../shared/desk.ts";
import type { OrganizationId, RoomId, UserId, VisitorId, WidgetId } from "../../shared/ids.ts";
import { isVisitorId } from "../../shared/ids.ts";
import { NO_PROMISE } from "../../shared/widget.ts";
import type { AnswerTerms } from "../rules/desk/answer-clock.ts";
import type { Directory } from "./directory.ts";
import { conversations, visitors, widgets } from "./schema.ts";
import { inJsonArray } from "./in-json-array.ts";
import { findVisitor } from "./visitors.ts";
import type { WidgetRow } from "./widgets.ts";

export async function loadVisitorPanel(
  directory: Directory,
  organization: OrganizationId,
  id: UserId,
): Promise<Omit<VisitorPanel, "past"> | null> {
  if (!isVisitorId(id)) return null;
  const visitor = await findVisitor(directory, organization, id);
  if (visitor === null) return null;
  const { name, email, page, firstPage, browser, language, timeZone, signed, typed, seenAt } = visitor;
  return {
    id,
    name,
    email,
    isVerified: visitor.subject !== null,
    emailIsVerified: visitor.emailSigned,
    page: { url: page.url, title: page.title, at: page.at },
    pages: (page.before ?? []).filter(({ url }) => /^https?:\/\//i.test(url)),
    firstPage: { url: firstPage.url, title: firstPage.title, referrer: firstPage.referrer },
    browser,
    language,
    timeZone,
    signed: asText(signed),
    typed: asText(typed),
    seenAt,
  };
}

function asText(attributes: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
}

/** The widget through which this conversation came; null if it was deleted. */
export async function findWidgetOfRoom(
  directory: Directory,
  organization: OrganizationId,
  room: RoomId,
): Promise<WidgetRow | null> {
  const [found] = await directory
    .select({ widget: widgets })
    .from(conversations)
    .innerJoin(widgets, and(eq(widgets.id, conversations.widget), eq(widgets.organization, organization)))
    .where(eq(conversations.room, room));
  return found?.widget ?? null;
}

/** What the widget promises its visitors, and when people are there. */
export function termsOf({ settings: { promise, hours } }: WidgetRow): AnswerTerms {
  return { promise: promise ?? NO_PROMISE, hours };
}

/** The widgets through which these conversations came. Those whose conversation or widget is gone are missing. */
export async function findWidgetsOfRooms(
  directory: Directory,
  organization: OrganizationId,
  rooms: RoomId[],
): Promise<Map<RoomId, WidgetId>> {
  const found = await directory
    .select({ room: conversations.room, widget: conversations.widget })
    .from(conversations)
    .where(
      and(eq(conversations.organization, organization), inArray(conversations.room, inJsonArray(rooms))),
    );
  return new Map(found.map(({ room, widget }) => [room, widget]));
}

export async function hasWidgets(directory: Directory, organization: OrganizationId): Promise<boolean> {
  const [found] = await directory
    .select({ one: sql<number>`1` })
    .from(widgets)
    .where(eq(widgets.organization, organization))
    .limit(1);
  return found !== undefined;
}

export interface VisitorAddress {
  id: VisitorId;
  email: string;
}

/** More visitors of one search are not told apart by anybody. */
const MAX_ADDRESSES = 100;

/** Visitors with this part in their address, who were here last first. `part` is in lower case. */
export async function findVisitorsByAddress(
  directory: Directory,
  organization: OrganizationId,
  part: string,
): Promise<VisitorAddress[]> {
  const found = await directory
    .select({ id: visitors.id, email: visitors.email })
    .from(visitors)
    .where(and(eq(visitors.organization, organization), sql`instr(lower(${visitors.email}), ${part}) > 0`))
    .orderBy(desc(visitors.seenAt))
    .limit(MAX_ADDRESSES);
  return found.flatMap(({ id, email }) => (email === null ? [] : [{ id, email }]));
}
