/** What members do with invitations: create, list, change and revoke them. */
import { and, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Invitation, InvitationLink, InvitedRole } from "../../shared/api.ts";
import type { InvitationId, OrganizationId, UserId } from "../../shared/ids.ts";
import {
  ENDED_INVITATION_SHOWN,
  INVITATION_LIFETIME,
  MAX_LISTED_INVITATIONS,
  MAX_LISTED_USES,
} from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { inJsonArray } from "./in-json-array.ts";
import { invitationState, usesOf } from "./invitation-state.ts";
import { newId } from "./random-ids.ts";
import { notFound } from "../problems/problem.ts";
import { invitations, invitationUses, members, users } from "./schema.ts";
import { deriveToken, hashToken, makeToken } from "./secrets.ts";

export interface InvitationTerms {
  role: InvitedRole;
  /** Milliseconds from now. */
  lifetime: number;
  /** Null for any number. */
  maxUses: number | null;
  /** A domain as `cleanDomain` returns it; null for all. */
  domain: string | null;
}

export const DEFAULT_TERMS: InvitationTerms = {
  role: "member",
  lifetime: INVITATION_LIFETIME,
  maxUses: 1,
  domain: null,
};

interface Inviter {
  organization: OrganizationId;
  user: UserId;
}

/** The key of the server from which tokens are made. */
type Secret = string;

/** With a seed that is already an invitation's, returns that one. */
export async function createInvitation(
  directory: Directory,
  secret: Secret,
  by: Inviter,
  terms: InvitationTerms & { email?: string },
  now: number,
  seed: string = makeToken(),
): Promise<Invitation> {
  const token = await tokenOf(secret, seed);
  const tokenHash = await hashToken(token);
  await directory
    .insert(invitations)
    .values({
      tokenHash,
      id: newId("inv"),
      seed,
      organization: by.organization,
      invitedBy: by.user,
      role: terms.role,
      createdAt: now,
      expiresAt: now + terms.lifetime,
      maxUses: terms.maxUses,
      emailDomain: terms.domain,
      email: terms.email ?? null,
    })
    .onConflictDoNothing({ target: invitations.tokenHash });
  const [made] = await load(directory, secret, eq(invitations.tokenHash, tokenHash), now);
  if (made === undefined) throw new Error("An invitation was neither made nor found.");
  return { ...made, token };
}

/**
 * The person's newest open link. If there is none, one is created, for any number of members. Two requests at once get the same one: its
 * seed is made of what both have found.
 */
export async function findOrCreateLink(
  directory: Directory,
  secret: Secret,
  by: Inviter,
  now: number,
): Promise<Invitation> {
  // Counted before the links are loaded: who sees no link here sees the number from before another request made one.
  const [found] = await directory
    .select({
      joinedAt: members.joinedAt,
      links: sql<number>`(SELECT count(*) FROM invitations AS i WHERE i.organization = ${by.organization} AND i.invited_by = ${by.user})`,
    })
    .from(members)
    .where(and(eq(members.organization, by.organization), eq(members.user, by.user)));
  if (found === undefined) throw notFound();
  const all = await load(directory, secret, ofInviter(by), now);
  const open = all.find(({ state, token, email }) => state === "open" && token !== null && email === null);
  if (open !== undefined && open.token !== null) return { ...open, token: open.token };
  const seed = `link:${by.organization}:${by.user}:${found.joinedAt}:${found.links}`;
  return createInvitation(directory, secret, by, { ...DEFAULT_TERMS, maxUses: null }, now, seed);
}

/** Those of `by`, or everybody's. Newest first. */
export async function listInvitations(
  directory: Directory,
  secret: Secret,
  organization: OrganizationId,
  by: UserId | "everybody",
  now: number,
): Promise<InvitationLink[]> {
  const whose =
    by === "everybody" ? eq(invitations.organization, organization) : ofInviter({ organization, user: by });
  const since = now - ENDED_INVITATION_SHOWN;
  const isShown = and(
    gt(invitations.expiresAt, since),
    or(isNull(invitations.revokedAt), gt(invitations.revokedAt, since)),
  );
  return load(directory, secret, and(whose, isShown), now);
}

/** Null if the organization has no such invitation. */
export async function findInvitation(
  directory: Directory,
  secret: Secret,
  organization: OrganizationId,
  id: InvitationId,
  now: number,
): Promise<InvitationLink | null> {
  const [found] = await load(directory, secret, named(organization, id), now);
  return found ?? null;
}

/** A revoked invitation does not change. */
export async function changeInvitation(
  directory: Directory,
  { organization, id }: { organization: OrganizationId; id: InvitationId },
  change: Partial<InvitationTerms>,
  now: number,
): Promise<boolean> {
  const { role, lifetime, maxUses, domain } = change;
  const changed = await directory
    .update(invitations)
    .set({
      // At least one column is always set.
      id,
      ...(role === undefined ? {} : { role }),
      ...(lifetime === undefined ? {} : { expiresAt: now + lifetime }),
      ...(maxUses === undefined ? {} : { maxUses }),
      ...(domain === undefined ? {} : { emailDomain: domain }),
    })
    .where(and(named(organization, id), isNull(invitations.revokedAt)))
    .returning({ id: invitations.id });
  return changed.length > 0;
}

export async function revokeInvitation(
  directory: Directory,
  organization: OrganizationId,
  id: InvitationId,
  now: number,
): Promise<void> {
  await directory
    .update(invitations)
    .set({ revokedAt: sql`coalesce(${invitations.revokedAt}, ${now})` })
    .where(named(organization, id));
}

const named = (organization: OrganizationId, id: InvitationId) =>
  and(eq(invitations.organization, organization), eq(invitations.id, id));

const ofInviter = ({ organization, user }: Inviter) =>
  and(eq(invitations.organization, organization), eq(invitations.invitedBy, user));

const tokenOf = (secret: Secret, seed: string): Promise<string> => deriveToken(secret, `invitation:${seed}`);

async function load(
  directory: Directory,
  secret: Secret,
  where: ReturnType<typeof and>,
  now: number,
): Promise<InvitationLink[]> {
  const rows = await directory
    .select({
      id: invitations.id,
      tokenHash: invitations.tokenHash,
      seed: invitations.seed,
      role: invitations.role,
      createdBy: { id: users.id, name: users.name },
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      revokedAt: invitations.revokedAt,
      maxUses: invitations.maxUses,
      domain: invitations.emailDomain,
      email: invitations.email,
      uses: usesOf(),
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(where, isNotNull(invitations.id)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(MAX_LISTED_INVITATIONS);
  const joined = await loadUses(
    directory,
    rows.map(({ tokenHash }) => tokenHash),
  );
  return Promise.all(
    rows.flatMap(({ id, tokenHash, seed, revokedAt, ...row }) => {
      if (id === null) return [];
      const state = invitationState({ ...row, revokedAt }, now);
      return [
        (async (): Promise<InvitationLink> => ({
          ...row,
          id,
          state,
          joined: joined.get(tokenHash) ?? [],
          token: state === "open" ? await findToken(secret, seed, tokenHash) : null,
        }))(),
      ];
    }),
  );
}

/** Null for a link of an older version or of another key: only its hash is known. */
async function findToken(secret: Secret, seed: string | null, tokenHash: string): Promise<string | null> {
  if (seed === null) return null;
  const token = await tokenOf(secret, seed);
  return (await hashToken(token)) === tokenHash ? token : null;
}

async function loadUses(
  directory: Directory,
  links: string[],
): Promise<Map<string, InvitationLink["joined"]>> {
  const ranked = directory
    .select({
      invitation: invitationUses.invitation,
      user: invitationUses.user,
      at: sql<number>`${invitationUses.usedAt}`.as("at"),
      place:
        sql<number>`row_number() OVER (PARTITION BY ${invitationUses.invitation} ORDER BY ${invitationUses.usedAt} DESC, ${invitationUses.user})`.as(
          "place",
        ),
    })
    .from(invitationUses)
    .where(inArray(invitationUses.invitation, inJsonArray(links)))
    .as("ranked");
  const rows = await directory
    .select({ invitation: ranked.invitation, id: users.id, name: users.name, at: ranked.at })
    .from(ranked)
    .innerJoin(users, eq(users.id, ranked.user))
    .where(sql`${ranked.place} <= ${MAX_LISTED_USES}`)
    .orderBy(sql`place`);
  const uses = new Map<string, InvitationLink["joined"]>();
  for (const { invitation, ...use } of rows) uses.set(invitation, [...(uses.get(invitation) ?? []), use]);
  return uses;
}
