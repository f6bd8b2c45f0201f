/** API keys. A key acts as a person or a service account, in one organization. */
import { and, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { ApiKey, KeyState, OwnKey } from "../../shared/keys.ts";
import { MAX_KEYS } from "../../shared/keys.ts";
import type { KeyId, OrganizationId, UserId } from "../../shared/ids.ts";
import type { Capability } from "../../shared/permissions.ts";
import type { Directory } from "./directory.ts";
import type { Membership } from "./organizations.ts";
import { isNotReplaced, wasReplaced } from "./replaced-secrets.ts";
import { apiKeys, members, oauthGrants, organizations, services, users } from "./schema.ts";

/** Keys that have ended stay listed for this long, milliseconds. */
const LISTED = 30 * 24 * 60 * 60_000;
/** The last use is written at most this often, milliseconds. */
export const KEY_USE_NOTED = 60_000;

/** A key that works now, with its account and its membership. */
export interface FoundKey {
  id: KeyId;
  name: string;
  scopes: Capability[];
  perMinute: number;
  expiresAt: number | null;
  usedAt: number | null;
  user: { id: UserId; name: string };
  acts: "person" | "service";
  membership: Membership;
}

type By = { tokenHash: string } | { id: KeyId };

/** One read. Null if there is no such key, if it has ended or expired, or if its account is not in the organization any more. */
export async function findKey(directory: Directory, by: By, now: number): Promise<FoundKey | null> {
  const isIt =
    "id" in by
      ? eq(apiKeys.id, by.id)
      : or(
          eq(apiKeys.tokenHash, by.tokenHash),
          and(eq(apiKeys.previousHash, by.tokenHash), gt(apiKeys.previousUntil, now)),
        );
  const [row] = await directory
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      perMinute: apiKeys.perMinute,
      expiresAt: apiKeys.expiresAt,
      usedAt: apiKeys.usedAt,
      user: { id: users.id, name: users.name },
      service: services.user,
      role: members.role,
      welcomedAt: members.welcomedAt,
      organization: {
        id: organizations.id,
        name: organizations.name,
        welcomeRoom: organizations.welcomeRoom,
        picture: organizations.picture,
      },
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.user))
    .innerJoin(members, and(eq(members.user, apiKeys.user), eq(members.organization, apiKeys.organization)))
    .innerJoin(organizations, eq(organizations.id, apiKeys.organization))
    .leftJoin(services, eq(services.user, apiKeys.user))
    .where(and(isIt, isNull(apiKeys.endedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))));
  if (row === undefined) return null;
  const { service, role, welcomedAt, organization, ...key } = row;
  const { picture, ...named } = organization;
  return {
    ...key,
    acts: service === null ? "person" : "service",
    membership: {
      organization: { ...named, role, ...(picture === null ? {} : { picture }) },
      welcomedAt,
    },
  };
}

/** Whether the key is still valid, and its account still in the organization. */
export async function isValidKey(
  directory: Directory,
  id: KeyId,
  organization: OrganizationId,
  now: number,
): Promise<boolean> {
  const found = await findKey(directory, { id }, now);
  return found?.membership.organization.id === organization;
}

export async function noteKeyUse(directory: Directory, id: KeyId, now: number): Promise<void> {
  await directory
    .update(apiKeys)
    .set({ usedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.usedAt), lte(apiKeys.usedAt, now - KEY_USE_NOTED))));
}

export interface KeySpec {
  id: KeyId;
  organization: OrganizationId;
  user: UserId;
  createdBy: UserId;
  name: string;
  tokenHash: string;
  ending: string;
  scopes: Capability[];
  perMinute: number;
  expiresAt: number | null;
}

/**
 * `full`: the account has MAX_KEYS already. A request that is repeated finds the key that it made. `replaced`: the secret that it has made was
 * replaced since.
 */
export async function createKey(
  directory: Directory,
  spec: KeySpec,
  now: number,
): Promise<ApiKey | "full" | "replaced"> {
  await directory.run(sql`
    INSERT INTO api_keys (id, organization, user, created_by, name, token_hash, ending, scopes, per_minute, created_at, expires_at)
    SELECT ${spec.id}, ${spec.organization}, ${spec.user}, ${spec.createdBy}, ${spec.name}, ${spec.tokenHash}, ${spec.ending},
      ${JSON.stringify(spec.scopes)}, ${spec.perMinute}, ${now}, ${spec.expiresAt}
    WHERE (SELECT count(*) FROM api_keys AS k WHERE k.organization = ${spec.organization} AND k.user = ${spec.user}
      AND k.ended_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})) < ${MAX_KEYS}
      AND ${isNotReplaced(spec.tokenHash)}
    ON CONFLICT DO NOTHING`);
  const [made] = await selectKeys(directory).where(eq(apiKeys.tokenHash, spec.tokenHash));
  if (made !== undefined) return toKey(made, now);
  return (await wasReplaced(directory, spec.tokenHash)) ? "replaced" : "full";
}

/** The keys of the account, or with `null` of everybody in the organization. The newest first. */
export async function listKeys(
  directory: Directory,
  organization: OrganizationId,
  user: UserId | null,
  now: number,
): Promise<ApiKey[]> {
  const rows = await selectKeys(directory)
    .where(
      and(
        eq(apiKeys.organization, organization),
        user === null ? undefined : eq(apiKeys.user, user),
        isListed(now),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map((row) => toKey(row, now));
}

/** A person's own keys, in all organizations. */
export async function listOwnKeys(directory: Directory, user: UserId, now: number): Promise<OwnKey[]> {
  const rows = await selectKeys(directory)
    .where(and(eq(apiKeys.user, user), isListed(now)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map((row) => ({
    ...toKey(row, now),
    organization: { id: row.organization, name: row.organizationName },
  }));
}

export async function findKeyById(
  directory: Directory,
  organization: OrganizationId,
  id: KeyId,
  now: number,
): Promise<ApiKey | null> {
  const [row] = await selectKeys(directory).where(
    and(eq(apiKeys.id, id), eq(apiKeys.organization, organization), isListed(now)),
  );
  return row === undefined ? null : toKey(row, now);
}

/** Ends a key; a trigger writes the revocation. False if the person has no such key that still works. */
export async function endKey(
  directory: Directory,
  { id, user, organization }: { id: KeyId; user?: UserId; organization?: OrganizationId },
  now: number,
): Promise<boolean> {
  const ended = await directory
    .update(apiKeys)
    .set({ endedAt: now })
    .where(
      and(
        eq(apiKeys.id, id),
        isNull(apiKeys.endedAt),
        user === undefined ? undefined : eq(apiKeys.user, user),
        organization === undefined ? undefined : eq(apiKeys.organization, organization),
      ),
    )
    .returning({ id: apiKeys.id });
  return ended.length > 0;
}

/**
 * Gives the key another secret. The one before works until `previousUntil`. A repeated request changes nothing. `ended`: the key does not work
 * any more. `replaced`: the secret that the request has made was replaced since.
 */
export async function rotateKey(
  directory: Directory,
  {
    id,
    tokenHash,
    ending,
    previousUntil,
  }: Pick<KeySpec, "id" | "tokenHash" | "ending"> & { previousUntil: number },
  now: number,
): Promise<ApiKey | "ended" | "replaced"> {
  await directory
    .update(apiKeys)
    .set({ previousHash: sql`${apiKeys.tokenHash}`, previousUntil, tokenHash, ending })
    .where(
      and(
        eq(apiKeys.id, id),
        isNull(apiKeys.endedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        sql`${apiKeys.tokenHash} <> ${tokenHash}`,
        isNotReplaced(tokenHash),
      ),
    );
  const [row] = await selectKeys(directory).where(eq(apiKeys.tokenHash, tokenHash));
  if (row !== undefined) return toKey(row, now);
  return (await wasReplaced(directory, tokenHash)) ? "replaced" : "ended";
}

/** Ends keys that have expired, so that their sockets are closed, and forgets those that ended long ago. */
export async function sweepKeys(directory: Directory, now: number): Promise<void> {
  await directory.batch([
    directory
      .update(apiKeys)
      .set({ endedAt: sql`${apiKeys.expiresAt}` })
      .where(and(isNull(apiKeys.endedAt), lte(apiKeys.expiresAt, now))),
    directory
      .update(apiKeys)
      .set({ previousHash: null, previousUntil: null })
      .where(lte(apiKeys.previousUntil, now)),
    directory.delete(apiKeys).where(lte(apiKeys.endedAt, now - LISTED)),
  ]);
}

const isListed = (now: number) => or(isNull(apiKeys.endedAt), gt(apiKeys.endedAt, now - LISTED));

function selectKeys(directory: Directory) {
  return directory
    .select({
      id: apiKeys.id,
      organization: apiKeys.organization,
      organizationName: organizations.name,
      name: apiKeys.name,
      ending: apiKeys.ending,
      scopes: apiKeys.scopes,
      perMinute: apiKeys.perMinute,
      createdBy: apiKeys.createdBy,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      usedAt: apiKeys.usedAt,
      endedAt: apiKeys.endedAt,
      previousUntil: apiKeys.previousUntil,
      user: apiKeys.user,
      userName: users.name,
      service: services.user,
      client: oauthGrants.client,
    })
    .from(apiKeys)
    .innerJoin(organizations, eq(organizations.id, apiKeys.organization))
    .leftJoin(users, eq(users.id, apiKeys.user))
    .leftJoin(services, eq(services.user, apiKeys.user))
    .leftJoin(oauthGrants, eq(oauthGrants.key, apiKeys.id))
    .$dynamic();
}

type KeyRow = Awaited<ReturnType<typeof selectKeys>>[number];

function toKey(row: KeyRow, now: number): ApiKey {
  const { id, name, ending, scopes, perMinute, createdBy, createdAt, expiresAt, usedAt, previousUntil } = row;
  return {
    ...{ id, name, ending, scopes, perMinute, createdBy, createdAt, expiresAt, usedAt },
    owner: { id: row.user, name: row.userName ?? "", kind: row.service === null ? "person" : "service" },
    state: stateOf(row, now),
    previousUntil: previousUntil !== null && previousUntil > now ? previousUntil : null,
    app: row.client === null ? null : new URL(row.client).host,
  };
}

function stateOf({ endedAt, expiresAt }: Pick<KeyRow, "endedAt" | "expiresAt">, now: number): KeyState {
  if (expiresAt !== null && expiresAt <= (endedAt ?? now)) return "expired";
  return endedAt === null ? "active" : "revoked";
}
