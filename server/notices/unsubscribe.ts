/** The signed address in a mail that ends mails of its kind, without a sign-in (RFC 8058). It opens nothing else. */
import { isOrganizationId, isUserId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import { encodeBase64Url } from "../directory/encodings.ts";
import { openDirectory } from "../directory/directory.ts";
import { findMembership } from "../directory/organizations.ts";
import { sign } from "../directory/secrets.ts";

export type MailKind = "mentions" | "digest";

interface Whose {
  organization: OrganizationId;
  user: UserId;
}

export async function unsubscribeToken(
  { BETTER_AUTH_SECRET }: Pick<Env, "BETTER_AUTH_SECRET">,
  { organization, user }: Whose,
  kind: MailKind,
): Promise<string> {
  const said = `${kind}.${organization}.${user}`;
  return `${said}.${encodeBase64Url(await sign(BETTER_AUTH_SECRET, `unsubscribe:${said}`))}`;
}

/** Null for an address that this server has not made. */
export async function readUnsubscribe(env: Env, token: string): Promise<(Whose & { kind: MailKind }) | null> {
  const [kind, organization, user, signature, more] = token.split(".");
  if (more !== undefined || signature === undefined) return null;
  if (kind !== "mentions" && kind !== "digest") return null;
  if (!isOrganizationId(organization) || !isUserId(user)) return null;
  const expected = await unsubscribeToken(env, { organization, user }, kind);
  return isSame(expected, token) ? { organization, user, kind } : null;
}

/** Ends mails of this kind. Again, it changes nothing. */
export async function unsubscribe(
  env: Env,
  { organization, user, kind }: Whose & { kind: MailKind },
): Promise<void> {
  // Whoever has left gets no mails, and no inbox is made for them.
  if ((await findMembership(openDirectory(env.DB), organization, user)) === null) return;
  await inboxStub(env, organization, user).changeNoticeSettings(
    kind === "digest" ? { digest: 0 } : { mailMentions: false },
  );
}

/** Takes as long whatever differs. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
