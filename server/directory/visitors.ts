/** Visitors: who they are as the company says, and what they say of themselves. */
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { OrganizationId, RoomId, VisitorId, WidgetId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { conversations, visitors } from "./schema.ts";
import type { Attributes, CurrentPage } from "./schema/widgets.ts";
import {
  newVisitor,
  signedFields,
  type NewVisitor,
  type SignedIdentity,
  type VisitorFacts,
  type VisitorRow,
} from "./visitor-row.ts";

/** Two requests for the same subject get the same visitor. */
export async function createVisitor(
  directory: Directory,
  visitor: NewVisitor,
  now: number,
): Promise<VisitorRow> {
  const [made] = await directory
    .insert(visitors)
    .values(newVisitor(visitor, now))
    .onConflictDoNothing()
    .returning();
  if (made !== undefined) return made;
  const { widget, identity } = visitor;
  const found = identity === null ? null : await findSubject(directory, widget, identity.subject);
  if (found === null) throw new Error("the visitor was neither made nor found");
  return found;
}

export async function findSubject(
  directory: Directory,
  widget: WidgetId,
  subject: string,
): Promise<VisitorRow | null> {
  const [found] = await directory
    .select()
    .from(visitors)
    .where(and(eq(visitors.widget, widget), eq(visitors.subject, subject)));
  return found ?? null;
}

export async function findVisitor(
  directory: Directory,
  organization: OrganizationId,
  visitor: VisitorId,
): Promise<VisitorRow | null> {
  const [found] = await directory
    .select()
    .from(visitors)
    .where(and(eq(visitors.id, visitor), eq(visitors.organization, organization)));
  return found ?? null;
}

/** The visitor, whom nobody has named, becomes this subject. Null if somebody else is it already. */
export async function nameVisitor(
  directory: Directory,
  visitor: VisitorRow,
  identity: SignedIdentity,
): Promise<VisitorRow | null> {
  const [named] = await directory
    .update(visitors)
    .set(signedFields(identity))
    .where(
      and(
        eq(visitors.id, visitor.id),
        isNull(visitors.subject),
        sql`NOT EXISTS (SELECT 1 FROM visitors AS other WHERE other.widget = ${visitor.widget} AND other.subject = ${identity.subject})`,
      ),
    )
    .returning();
  return named ?? null;
}

/** What is known of the visitor now. With `identity`, also what the company says now. */
export async function noteVisit(
  directory: Directory,
  visitor: VisitorId,
  { facts, identity }: { facts: VisitorFacts; identity: SignedIdentity | null },
  now: number,
): Promise<VisitorRow> {
  const { page, ...rest } = facts;
  const [seen] = await directory
    .update(visitors)
    .set({
      ...rest,
      ...signedFields(identity),
      page: nextPage(page, now),
      seenAt: now,
    })
    .where(eq(visitors.id, visitor))
    .returning();
  if (seen === undefined) throw new Error("the visitor is gone");
  return seen;
}

export async function noteVisitedPage(
  directory: Directory,
  visitor: VisitorId,
  page: { url: string; title: string },
  now: number,
): Promise<void> {
  await directory
    .update(visitors)
    .set({ page: nextPage(page, now), seenAt: now })
    .where(eq(visitors.id, visitor));
}

/** Pages that are kept beside the current one, and characters of their addresses. */
const MAX_PAGES = 10;
const MAX_KEPT_ADDRESS = 500;

/** The page, and those before it: in one statement, so that no tab loses the page of another one. The same page again is none before it. */
function nextPage({ url, title }: { url: string; title: string }, now: number) {
  const page = sql`${visitors.page}`;
  const before = sql`coalesce(json_extract(${page}, '$.before'), '[]')`;
  return sql<CurrentPage>`json_object('url', ${url}, 'title', ${title}, 'at', ${now}, 'before', json(
    CASE WHEN json_extract(${page}, '$.url') IN (${url}, '') THEN ${before} ELSE (
      SELECT json_group_array(json(value)) FROM (
        SELECT 0 AS place, json_object('url', substr(json_extract(${page}, '$.url'), 1, ${MAX_KEPT_ADDRESS}),
          'title', json_extract(${page}, '$.title'), 'at', json_extract(${page}, '$.at')) AS value
        UNION ALL SELECT key + 1, value FROM json_each(${before}) ORDER BY place LIMIT ${MAX_PAGES}
      )
    ) END))`;
}

/** What a visitor types. What the company has signed stays. */
export async function changeVisitor(
  directory: Directory,
  visitor: VisitorRow,
  change: { name?: string | undefined; email?: string | undefined; typed?: Attributes },
): Promise<VisitorRow> {
  const { name, email, typed = {} } = change;
  if (name === undefined && email === undefined && Object.keys(typed).length === 0) return visitor;
  const isNamed = visitor.subject !== null && visitor.name !== null;
  const [changed] = await directory
    .update(visitors)
    .set({
      ...(name !== undefined && !isNamed ? { name } : {}),
      ...(email !== undefined && !visitor.emailSigned ? { email } : {}),
      typed: { ...visitor.typed, ...typed },
    })
    .where(eq(visitors.id, visitor.id))
    .returning();
  return changed ?? visitor;
}

/** Newest first. */
export async function listConversations(
  directory: Directory,
  visitor: VisitorId,
  limit: number,
): Promise<(typeof conversations.$inferSelect)[]> {
  return directory
    .select()
    .from(conversations)
    .where(eq(conversations.visitor, visitor))
    .orderBy(desc(conversations.createdAt), desc(conversations.room))
    .limit(limit);
}

export async function moveConversation(
  directory: Directory,
  room: RoomId,
  to: { visitor: VisitorId; session: `vss_${string}` },
): Promise<void> {
  await directory.update(conversations).set(to).where(eq(conversations.room, room));
}

export async function deleteConversation(directory: Directory, room: RoomId): Promise<void> {
  await directory.delete(conversations).where(eq(conversations.room, room));
}
