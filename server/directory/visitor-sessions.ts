/** Sessions of visitors. A token is made from the session's id, the number of its rotation, and the server's key; only its hash is stored. */
import { and, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { GrantId, OrganizationId, VisitorId, WidgetId } from "../../shared/ids.ts";
import { TOKEN_OVERLAP, VISITOR_SESSION_LIFETIME } from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { newRowId } from "./random-ids.ts";
import { identityUses, visitorCodes, visitors, visitorSessions, widgets } from "./schema.ts";
import { deriveToken, hashToken } from "./secrets.ts";
import { newVisitor, type NewVisitor, type VisitorRow } from "./visitor-row.ts";
import type { WidgetRow } from "./widgets.ts";

export type SessionRow = typeof visitorSessions.$inferSelect;

export interface FoundSession {
  session: SessionRow;
  visitor: VisitorRow;
  /** The widget of the session. */
  widget: WidgetRow;
}

/** A grant of a visitor's session. */
export function isVisitorGrant(grant: GrantId): grant is `vss_${string}` {
  return grant.startsWith("vss_");
}

const tokenOf = (serverKey: string, { id, rotation }: Pick<SessionRow, "id" | "rotation">): Promise<string> =>
  deriveToken(serverKey, `visitor:${id}:${rotation}`);

/** By its newest token, or by the one before it while that one is still taken. */
export async function findByToken(
  directory: Directory,
  token: string,
  now: number,
): Promise<FoundSession | null> {
  const hash = await hashToken(token);
  const previous = and(
    eq(visitorSessions.previousHash, hash),
    or(isNull(visitorSessions.previousUntil), gt(visitorSessions.previousUntil, now)),
  );
  const found = await selectSession(directory, or(eq(visitorSessions.tokenHash, hash), previous), now);
  if (found === null) return null;
  const { id, tokenHash, previousHash, previousUntil } = found.session;
  if (tokenHash === hash && previousHash !== null && previousUntil === null) {
    await directory
      .update(visitorSessions)
      .set({ previousUntil: now + TOKEN_OVERLAP })
      .where(and(eq(visitorSessions.id, id), isNull(visitorSessions.previousUntil)));
  }
  return found;
}

export async function findByGrant(
  directory: Directory,
  grant: `vss_${string}`,
  now: number,
): Promise<FoundSession | null> {
  return selectSession(directory, eq(visitorSessions.id, grant), now);
}

async function selectSession(
  directory: Directory,
  which: ReturnType<typeof or>,
  now: number,
): Promise<FoundSession | null> {
  const [row] = await directory
    .select({ session: visitorSessions, visitor: visitors, widget: widgets })
    .from(visitorSessions)
    .innerJoin(visitors, eq(visitors.id, visitorSessions.visitor))
    .innerJoin(widgets, eq(widgets.id, visitorSessions.widget))
    .where(
      and(
        which,
        gt(visitorSessions.expiresAt, now),
        sql`EXISTS (SELECT 1 FROM organizations AS o WHERE o.id = ${visitorSessions.organization} AND o.deleted_at IS NULL)`,
      ),
    );
  return row ?? null;
}

export interface NewSession {
  visitor: VisitorId;
  widget: WidgetId;
  organization: OrganizationId;
  origin: string;
  verifiedUntil: number | null;
  challenged: boolean;
}

export const newSessionId = (): `vss_${string}` => `vss_${newRowId("").slice(1)}`;

export async function createSession(
  directory: Directory,
  serverKey: string,
  { id = newSessionId(), ...session }: NewSession & { id?: `vss_${string}` },
  now: number,
): Promise<{ session: SessionRow; token: string }> {
  const { row, token } = await newSession(serverKey, { ...session, id }, now);
  const [made] = await directory.insert(visitorSessions).values(row).returning();
  if (made === undefined) throw new Error("the session was not stored");
  return { session: made, token };
}

/** A visitor whom nobody has named, and the first session. */
export async function createVisitorWithSession(
  directory: Directory,
  serverKey: string,
  {
    origin,
    challenged,
    ...visitor
  }: Omit<NewVisitor, "identity"> & Pick<NewSession, "origin" | "challenged">,
  now: number,
): Promise<{ visitor: VisitorRow; session: SessionRow; token: string }> {
  const values = newVisitor({ ...visitor, identity: null }, now);
  const { id, organization, widget } = values;
  const begun = {
    id: newSessionId(),
    visitor: id,
    widget,
    organization,
    origin,
    verifiedUntil: null,
    challenged,
  };
  const { row, token } = await newSession(serverKey, begun, now);
  const [[made], [session]] = await directory.batch([
    directory.insert(visitors).values(values).returning(),
    directory.insert(visitorSessions).values(row).returning(),
  ]);
  if (made === undefined || session === undefined) throw new Error("the visitor was not stored");
  return { visitor: made, session, token };
}

async function newSession(serverKey: string, session: NewSession & Pick<SessionRow, "id">, now: number) {
  const token = await tokenOf(serverKey, { id: session.id, rotation: 0 });
  const row = {
    ...session,
    rotation: 0,
    tokenHash: await hashToken(token),
    createdAt: now,
    renewedAt: now,
    expiresAt: now + VISITOR_SESSION_LIFETIME,
  };
  return { row, token };
}

export interface Renewal {
  origin: string;
  verifiedUntil: number | null;
  challenged: boolean;
}

/**
 * Gives the session its next token. Of two renewals with the same token, both get the same next one. Null if the session has ended
 * meanwhile.
 */
export async function renewSession(
  directory: Directory,
  serverKey: string,
  session: SessionRow,
  { token, ...renewal }: Renewal & { token: string },
  now: number,
): Promise<{ session: SessionRow; token: string } | null> {
  const isNewest = (await hashToken(token)) === session.tokenHash;
  const next = await tokenOf(serverKey, { id: session.id, rotation: session.rotation + 1 });
  const rotated = isNewest
    ? {
        rotation: session.rotation + 1,
        tokenHash: await hashToken(next),
        previousHash: session.tokenHash,
        previousUntil: null,
      }
    : {};
  const [renewed] = await directory
    .update(visitorSessions)
    .set({ ...renewal, ...rotated, renewedAt: now, expiresAt: now + VISITOR_SESSION_LIFETIME })
    .where(
      and(
        eq(visitorSessions.id, session.id),
        eq(visitorSessions.visitor, session.visitor),
        ...(isNewest ? [eq(visitorSessions.rotation, session.rotation)] : []),
      ),
    )
    .returning();
  if (renewed !== undefined) {
    return { session: renewed, token: await tokenOf(serverKey, renewed) };
  }
  // Another request has rotated it at the same moment.
  const found = isNewest ? await findByGrant(directory, session.id, now) : null;
  return found === null ? null : { session: found.session, token: await tokenOf(serverKey, found.session) };
}

/** A trigger writes the revocation that closes its sockets. */
export async function endSession(directory: Directory, session: `vss_${string}`): Promise<void> {
  await directory.batch([
    directory.delete(visitorCodes).where(eq(visitorCodes.session, session)),
    directory.delete(visitorSessions).where(eq(visitorSessions.id, session)),
  ]);
}

export async function countSessions(directory: Directory, visitor: VisitorId): Promise<number> {
  return directory.$count(visitorSessions, eq(visitorSessions.visitor, visitor));
}

/**
 * Binds an identity token to the first session that uses it. False if another session has used it.
 */
export async function useIdentity(
  directory: Directory,
  { token, session, expiresAt }: { token: string; session: `vss_${string}`; expiresAt: number },
): Promise<boolean> {
  const tokenHash = await hashToken(token);
  await directory
    .insert(identityUses)
    .values({ tokenHash, session, expiresAt })
    .onConflictDoNothing({ target: identityUses.tokenHash });
  const [used] = await directory
    .select({ session: identityUses.session })
    .from(identityUses)
    .where(eq(identityUses.tokenHash, tokenHash));
  return used?.session === session;
}

/** Visitors without a session and a conversation are forgotten with it. */
export async function deleteOldSessions(
  directory: Directory,
  { now, forgotten }: { now: number; forgotten: number },
): Promise<void> {
  const abandoned = sql`${visitors.seenAt} <= ${now - forgotten}
    AND NOT EXISTS (SELECT 1 FROM conversations AS c WHERE c.visitor = ${visitors.id})`;
  const gone = directory.select({ id: visitors.id }).from(visitors).where(abandoned).limit(200);
  await directory.batch([
    directory.delete(visitorCodes).where(lte(visitorCodes.expiresAt, now)),
    directory.delete(identityUses).where(lte(identityUses.expiresAt, now)),
    directory.delete(visitorSessions).where(lte(visitorSessions.expiresAt, now)),
    directory.delete(visitorSessions).where(inArray(visitorSessions.visitor, gone)),
    directory.delete(visitors).where(inArray(visitors.id, gone)),
  ]);
}
