/** Invitations to an organization: links for many people, or for one. `invitation-links.ts` creates, lists and revokes them. */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { InvitationPreview } from "../../shared/api.ts";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { isAtDomain } from "./email-domains.ts";
import { invitationState, usesOf } from "./invitation-state.ts";
import { isNameOfAgent } from "./reserved-names.ts";
import { formerMembers, invitations, invitationUses, members, organizations, users } from "./schema.ts";
import { hashToken } from "./secrets.ts";

/** Data shown before accepting. Null for a link that is unknown, or whose organization no longer exists. */
export async function previewInvitation(
  directory: Directory,
  token: string,
  now: number,
): Promise<InvitationPreview | null> {
  const [found] = await directory
    .select({
      organization: organizations.name,
      organizationId: organizations.id,
      deletedAt: organizations.deletedAt,
      invitedBy: users.name,
      role: invitations.role,
      domain: invitations.emailDomain,
      maxUses: invitations.maxUses,
      expiresAt: invitations.expiresAt,
      revokedAt: invitations.revokedAt,
      uses: usesOf(),
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organization))
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.tokenHash, await hashToken(token)));
  if (found === undefined || found.deletedAt !== null) return null;
  const { organization, organizationId, invitedBy, role, domain } = found;
  return { organization, organizationId, invitedBy, role, domain, state: invitationState(found, now) };
}

export interface Guest {
  user: UserId;
  /** Whether the address must be verified before its domain counts: where the server sends mail, it can be. */
  mustVerify: boolean;
}

export type Acceptance =
  | { type: "joined"; organization: OrganizationId; invitedBy: UserId }
  /** The person is a member already: nothing changed, whatever has become of the link. */
  | { type: "member"; organization: OrganizationId }
  | { type: "unknown" | "revoked" | "expired" | "usedUp" }
  /** The person's address is at another domain. */
  | { type: "otherDomain"; domain: string }
  | { type: "unverified"; domain: string }
  /** Somebody removed the person after the link was made. */
  | { type: "removed" }
  /** The person is called like an agent of the organization. */
  | { type: "namesake" };

export async function acceptInvitation(
  directory: Directory,
  token: string,
  guest: Guest,
  now: number,
): Promise<Acceptance> {
  const tokenHash = await hashToken(token);
  const before = await findAcceptance(directory, tokenHash, guest, now);
  if (before.type !== "joined") return before;
  await joinBy(directory, tokenHash, guest.user, now);
  // Of people who take the last place at once, one has got it. What the others are told is how the link stands now.
  const after = await findAcceptance(directory, tokenHash, guest, now);
  if (after.type === "member") return before;
  return after.type === "joined" ? { type: "usedUp" } : after;
}

/** `joined` if nothing keeps the person from joining. */
async function findAcceptance(
  directory: Directory,
  tokenHash: string,
  { user, mustVerify }: Guest,
  now: number,
): Promise<Acceptance> {
  const [found] = await directory
    .select({
      organization: invitations.organization,
      invitedBy: invitations.invitedBy,
      domain: invitations.emailDomain,
      maxUses: invitations.maxUses,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      revokedAt: invitations.revokedAt,
      uses: usesOf(),
      deletedAt: organizations.deletedAt,
      member: members.user,
      usedAt: invitationUses.usedAt,
      removedAt: sql<
        number | null
      >`CASE WHEN ${formerMembers.removedBy} IS NULL THEN NULL ELSE ${formerMembers.leftAt} END`,
      name: users.name,
      email: users.email,
      emailVerified: users.emailVerified,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organization))
    .innerJoin(users, eq(users.id, user))
    .leftJoin(members, and(eq(members.organization, invitations.organization), eq(members.user, user)))
    .leftJoin(
      invitationUses,
      and(eq(invitationUses.invitation, invitations.tokenHash), eq(invitationUses.user, user)),
    )
    .leftJoin(
      formerMembers,
      and(eq(formerMembers.organization, invitations.organization), eq(formerMembers.user, user)),
    )
    .where(eq(invitations.tokenHash, tokenHash));
  if (found === undefined || found.deletedAt !== null) return { type: "unknown" };
  const { organization, domain } = found;
  if (found.member !== null) return { type: "member", organization };
  const state = invitationState(found, now);
  if (state === "revoked" || state === "expired") return { type: state };
  if (found.removedAt !== null && found.removedAt >= found.createdAt) return { type: "removed" };
  if (domain !== null && !isAtDomain(found.email, domain)) return { type: "otherDomain", domain };
  if (domain !== null && mustVerify && !found.emailVerified) return { type: "unverified", domain };
  // Whoever has joined by it and left has a place already.
  if (state === "usedUp" && found.usedAt === null) return { type: "usedUp" };
  if (await isNameOfAgent(directory, organization, found.name)) return { type: "namesake" };
  return { type: "joined", organization, invitedBy: found.invitedBy };
}

/**
 * Takes a place of the link and adds the member, in one transaction. The first statement counts the places that are taken while it takes
 * one, and the second adds only whoever has one: so a link never lets in more people than it says.
 */
async function joinBy(directory: Directory, tokenHash: string, user: UserId, now: number): Promise<void> {
  const isOpen = sql`i.token_hash = ${tokenHash} AND i.revoked_at IS NULL AND i.expires_at > ${now}`;
  await directory.batch([
    directory.insert(invitationUses).select(
      sql`SELECT i.token_hash, ${user}, ${now} FROM invitations AS i
          WHERE ${isOpen} AND (i.max_uses IS NULL OR i.max_uses >
            (SELECT count(*) FROM invitation_uses AS u WHERE u.invitation = i.token_hash))
          ON CONFLICT DO NOTHING`,
    ),
    directory.insert(members).select(
      sql`SELECT i.organization, ${user}, i.role, ${now}, NULL, NULL, NULL FROM invitations AS i
          INNER JOIN organizations AS o ON o.id = i.organization AND o.deleted_at IS NULL
          INNER JOIN invitation_uses AS u ON u.invitation = i.token_hash AND u.user = ${user}
          WHERE ${isOpen} AND NOT EXISTS (
            SELECT 1 FROM former_members AS f WHERE f.organization = i.organization AND f.user = ${user}
              AND f.removed_by IS NOT NULL AND f.left_at >= i.created_at)
          ON CONFLICT DO NOTHING`,
    ),
    // The version before this one reads it: to it, the link is used.
    directory
      .update(invitations)
      .set({ acceptedBy: user, acceptedAt: now })
      .where(
        and(
          eq(invitations.tokenHash, tokenHash),
          isNull(invitations.acceptedBy),
          sql`EXISTS (SELECT 1 FROM invitation_uses AS u WHERE u.invitation = ${tokenHash} AND u.user = ${user})`,
        ),
      ),
  ]);
}
