import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Invitation, InvitationPreview } from "../../shared/api.ts";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import { INVITATION_LIFETIME } from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { invitations, members, organizations, users } from "./schema.ts";
import { isNameOfAgent } from "./reserved-names.ts";
import { hashToken, makeToken } from "./secrets.ts";

/** With a token that is already an invitation's, returns that one. */
export async function createInvitation(
  directory: Directory,
  invitation: { organization: OrganizationId; invitedBy: UserId; role: "admin" | "member" },
  now: number,
  token: string = makeToken(),
): Promise<Invitation> {
  const tokenHash = await hashToken(token);
  const [made] = await directory
    .insert(invitations)
    .values({ ...invitation, tokenHash, createdAt: now, expiresAt: now + INVITATION_LIFETIME })
    .onConflictDoUpdate({ target: invitations.tokenHash, set: { tokenHash } })
    .returning({ expiresAt: invitations.expiresAt });
  return { token, expiresAt: made?.expiresAt ?? now };
}

/** Data shown before accepting. Null for a link that is unknown, used or expired. */
export async function previewInvitation(
  directory: Directory,
  token: string,
  now: number,
): Promise<InvitationPreview | null> {
  const [preview] = await directory
    .select({ organization: organizations.name, invitedBy: users.name })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organization))
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(openInvitation(await hashToken(token), now));
  return preview ?? null;
}

export type Acceptance =
  | { type: "joined"; organization: OrganizationId }
  /** The same person has accepted it before, or is already a member: nothing changed. */
  | { type: "member"; organization: OrganizationId }
  | { type: "used" }
  /** The person is called like an agent of the organization. */
  | { type: "namesake" }
  | { type: "unknown" };

export async function acceptInvitation(
  directory: Directory,
  token: string,
  user: UserId,
  now: number,
): Promise<Acceptance> {
  const tokenHash = await hashToken(token);
  const [found] = await directory
    .select({
      organization: invitations.organization,
      acceptedBy: invitations.acceptedBy,
      member: members.user,
      name: users.name,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, user))
    .leftJoin(members, and(eq(members.organization, invitations.organization), eq(members.user, user)))
    .where(and(eq(invitations.tokenHash, tokenHash), gt(invitations.expiresAt, now)));
  if (found === undefined) return { type: "unknown" };
  const { organization } = found;
  if (found.member !== null) return { type: "member", organization };
  if (found.acceptedBy !== null) return { type: "used" };
  if (await isNameOfAgent(directory, organization, found.name)) return { type: "namesake" };

  // If two people open the link at once, the update lets one through. The member row is derived from that update.
  const [used] = await directory.batch([
    directory
      .update(invitations)
      .set({ acceptedBy: user, acceptedAt: now })
      .where(openInvitation(tokenHash, now))
      .returning({ organization: invitations.organization }),
    directory
      .insert(members)
      .select(
        directory
          .select({
            organization: invitations.organization,
            user: sql<UserId>`${user}`.as("user"),
            role: invitations.role,
            joinedAt: sql<number>`${now}`.as("joined_at"),
            welcomedAt: sql<null>`NULL`.as("welcomed_at"),
          })
          .from(invitations)
          .where(
            and(
              eq(invitations.tokenHash, tokenHash),
              eq(invitations.acceptedBy, user),
              eq(invitations.acceptedAt, now),
            ),
          ),
      )
      .onConflictDoNothing(),
  ]);
  if (used.length > 0) return { type: "joined", organization };
  return acceptInvitation(directory, token, user, now);
}

function openInvitation(tokenHash: string, now: number) {
  return and(
    eq(invitations.tokenHash, tokenHash),
    isNull(invitations.acceptedBy),
    gt(invitations.expiresAt, now),
  );
}

/** Records that `#welcome` has added the person. */
export async function markWelcomed(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
  now: number,
): Promise<void> {
  await directory
    .update(members)
    .set({ welcomedAt: now })
    .where(and(eq(members.organization, organization), eq(members.user, user)));
}
