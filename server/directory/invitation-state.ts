import { sql } from "drizzle-orm";
import type { InvitationState } from "../../shared/api.ts";

/** The number of people who have joined by the invitation of the row. */
export const usesOf = () =>
  sql<number>`(SELECT count(*) FROM invitation_uses WHERE invitation_uses.invitation = invitations.token_hash)`;

export function invitationState(
  invitation: { revokedAt: number | null; expiresAt: number; maxUses: number | null; uses: number },
  now: number,
): InvitationState {
  const { revokedAt, expiresAt, maxUses, uses } = invitation;
  if (revokedAt !== null) return "revoked";
  if (expiresAt <= now) return "expired";
  return maxUses !== null && uses >= maxUses ? "usedUp" : "open";
}
