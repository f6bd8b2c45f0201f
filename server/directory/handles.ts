/** Handles of an organization's members. Whoever has none yet gets one when the members are listed. */
import { and, eq, sql } from "drizzle-orm";
import type { MemberHandle } from "../../shared/api.ts";
import { handleFromName, handleKey } from "../../shared/handles.ts";
import { isAgentId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { likenessOf } from "./likeness.ts";
import { agents, handles, members, services, users } from "./schema.ts";

/** Handles that would speak for the app or for everybody. Agents may have them. */
const RESERVED = new Set(
  [
    "parley",
    "system",
    "everyone",
    "everybody",
    "all",
    "here",
    "channel",
    "room",
    "admin",
    "support",
    "ai",
  ].map(handleKey),
);
/** Somebody else may take a chosen handle at the same moment. */
const ATTEMPTS = 3;

/** A member, by all that others may call them. `handle`: null until the members are listed. */
export interface NamedMember {
  id: UserId;
  name: string;
  handle: string | null;
  picture: string | null;
  /** Its own id if it is a service account. */
  service: UserId | null;
}

/** The handles of everyone in the organization, and whether another member's name is equal or looks alike. */
export async function listHandles(
  directory: Directory,
  organization: OrganizationId,
): Promise<MemberHandle[]> {
  let holders = await listNamedMembers(directory, organization);
  for (let attempt = 0; attempt < ATTEMPTS && holders.some(({ handle }) => handle === null); attempt++) {
    await giveHandles(directory, organization, holders);
    holders = await listNamedMembers(directory, organization);
  }
  const alike = namesakes(holders);
  return holders.map(({ id, handle, picture, service }) => ({
    ...{ id, handle: handle ?? "", sharesName: alike.has(id) },
    ...(picture === null ? {} : { picture }),
    ...(service === null ? {} : { isService: true as const }),
  }));
}

/** Members whose name is equal to another member's, or looks like it. */
function namesakes(holders: readonly NamedMember[]): Set<UserId> {
  const byKey = new Map<string, UserId[]>();
  for (const { id, name } of holders)
    for (const key of likenessOf(name)) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return new Set([...byKey.values()].filter((ids) => ids.length > 1).flat());
}

async function giveHandles(
  directory: Directory,
  organization: OrganizationId,
  holders: readonly NamedMember[],
): Promise<void> {
  const rows = await directory
    .select({ key: handles.key })
    .from(handles)
    .where(eq(handles.organization, organization));
  const taken = new Set(rows.map(({ key }) => key));
  const given = holders.flatMap(({ id, name, handle }) => {
    if (handle !== null) return [];
    const made = freeHandle(name, id, taken);
    taken.add(handleKey(made));
    return [{ key: handleKey(made), handle: made, holder: id }];
  });
  await directory.run(sql`
    INSERT INTO handles (organization, key, handle, holder)
    SELECT ${organization}, value ->> 'key', value ->> 'handle', value ->> 'holder' FROM json_each(${JSON.stringify(given)})
    WHERE true ON CONFLICT DO NOTHING`);
}

function freeHandle(name: string, id: UserId, taken: ReadonlySet<string>): string {
  const base = handleFromName(name) ?? (isAgentId(id) ? "agent" : "member");
  const isFree = (handle: string): boolean =>
    !taken.has(handleKey(handle)) && (isAgentId(id) || !RESERVED.has(handleKey(handle)));
  if (isFree(base)) return base;
  let number = 2;
  while (!isFree(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

/** The people and agents of the organization. */
export async function listNamedMembers(
  directory: Directory,
  organization: OrganizationId,
): Promise<NamedMember[]> {
  const [machines, people] = await directory.batch([
    directory
      .select({
        ...{ id: sql<UserId>`${agents.id}`, name: agents.name, handle: handles.handle },
        picture: sql<string | null>`NULL`,
        service: sql<UserId | null>`NULL`,
      })
      .from(agents)
      .leftJoin(handles, and(eq(handles.organization, organization), eq(handles.holder, agents.id)))
      .where(eq(agents.organization, organization))
      .orderBy(agents.createdAt, agents.id),
    directory
      .select({
        ...{ id: users.id, name: users.name, handle: handles.handle, picture: users.image },
        service: services.user,
      })
      .from(members)
      .innerJoin(users, eq(users.id, members.user))
      .leftJoin(handles, and(eq(handles.organization, organization), eq(handles.holder, members.user)))
      .leftJoin(services, eq(services.user, members.user))
      .where(eq(members.organization, organization))
      .orderBy(members.joinedAt, members.user),
  ]);
  return [...machines, ...people];
}

/** False if somebody of the organization has this handle, or one that looks like it, or if it is reserved. */
export async function changeHandle(
  directory: Directory,
  organization: OrganizationId,
  holder: UserId,
  handle: string,
): Promise<boolean> {
  const key = handleKey(handle);
  if (RESERVED.has(key)) return false;
  const isFree = sql`NOT EXISTS (SELECT 1 FROM handles AS h WHERE h.organization = ${organization} AND h.key = ${key} AND h.holder <> ${holder})`;
  const changed = await directory
    .update(handles)
    .set({ key, handle })
    .where(and(eq(handles.organization, organization), eq(handles.holder, holder), isFree))
    .returning({ handle: handles.handle });
  return changed.length > 0;
}

/** The handle of an agent that is deleted is free again. */
export async function forgetHandle(
  directory: Directory,
  organization: OrganizationId,
  holder: UserId,
): Promise<void> {
  await directory
    .delete(handles)
    .where(and(eq(handles.organization, organization), eq(handles.holder, holder)));
}
