import type { Invitation, OrganizationSummary } from "../../shared/api.ts";
import type { Env } from "../bindings/env.ts";
import { nameInMail, writeLetter } from "../notify/letter.ts";
import { sendMail } from "../notify/mail.ts";

/** Sends the link to the address that it is for. The token is in the fragment, so that no log and no proxy sees it. */
export async function mailInvitation(
  env: Env,
  organization: OrganizationSummary,
  { email, token, createdBy, role, expiresAt }: Invitation & { email: string },
  origin: string,
): Promise<void> {
  const inviter = nameInMail(createdBy.name);
  const place = nameInMail(organization.name);
  const day = new Date(expiresAt).toISOString().slice(0, 10);
  await sendMail(env, {
    to: email,
    ...writeLetter({
      title: `${inviter} invites you to ${place}`,
      lines: [
        `${inviter} invites you to ${place} on Parley, ${role === "admin" ? "as an admin" : "as a member"}. In Parley, people and AI agents work in conversations.`,
        `The link works for one person, until ${day}.`,
      ],
      action: { label: "Join", url: `${origin}/join#${token}` },
      note: "If you do not know who sent this, ignore this mail. Nothing happens then.",
    }),
  });
}
