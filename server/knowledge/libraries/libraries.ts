/** Libraries and who may use them: the source of truth for every right to a document. */
import { and, asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import {
  isVisitorId,
  type AgentId,
  type LibraryId,
  type OrganizationId,
  type RoomId,
  type UserId,
  type VisitorId,
} from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import { MAX_LIBRARIES } from "../../../shared/limits.ts";
import { allowed, type Role, type Scopes } from "../../../shared/permissions.ts";
import { openDirectory, type Directory } from "../../directory/directory.ts";
import { newId } from "../../directory/random-ids.ts";
import { documents, libraries, members, noteUses } from "../../directory/schema.ts";
import { type LibraryRights, roleInLibrary } from "./role-in-library.ts";

/** Who asks: every library and document is loaded through this person's membership. */
export interface Reader {
  organization: OrganizationId;
  user: UserId;
  /** What this access uses at most of what the person may. */
  scopes: Scopes;
}

/** Libraries that this person may read and search, their own notes among them. */
export async function readableLibraries(db: D1Database, reader: Reader): Promise<LibraryId[]> {
  return selectReadable(db, reader);
}

/** Those of them that can be opened to others: a person's notes cannot. */
export async function listedLibraries(db: D1Database, reader: Reader): Promise<LibraryId[]> {
  return selectReadable(db, reader, IS_LISTED);
}

async function selectReadable(db: D1Database, reader: Reader, which?: SQL): Promise<LibraryId[]> {
  const rows = await openDirectory(db)
    .select({ id: libraries.id })
    .from(libraries)
    .innerJoin(members, isMember(reader))
    .where(and(mayRead(reader), which));
  return rows.map(({ id }) => id);
}

/**
 * Libraries that this agent may answer from in this room: the agent has chosen them, they allow the agent and the room, and every one of
 * `members` (the room's people, without agents) may read them. In a room without people nothing may be used.
 */
export async function usableLibraries(
  db: D1Database,
  {
    chosen,
    ...use
  }: {
    organization: OrganizationId;
    room: RoomId;
    agent: AgentId;
    /** The agent's own list; null for all. */
    chosen: readonly LibraryId[] | null;
    members: UserId[];
  },
): Promise<LibraryId[]> {
  if (use.members.length === 0 || chosen?.length === 0) return [];
  const visitor = use.members.find(isVisitorId);
  const allowing = await (visitor === undefined
    ? librariesForPeople(db, use)
    : librariesForVisitor(db, use, visitor));
  return chosen === null ? allowing : allowing.filter((library) => chosen.includes(library));
}

async function librariesForPeople(
  db: D1Database,
  use: { organization: OrganizationId; room: RoomId; agent: AgentId; members: UserId[] },
): Promise<LibraryId[]> {
  // The people are one bound parameter: a room has more of them than a query may have parameters.
  const directory = openDirectory(db);
  const rows = await directory.all<{ id: LibraryId; owner: UserId | null }>(sql`
    SELECT libraries.id, libraries.owner FROM libraries
    WHERE libraries.organization = ${use.organization} AND libraries.deleted_at IS NULL
      AND ${isAmong(sql`libraries.agents`, sql`${use.agent}`)}
      AND ${isAmong(sql`libraries.rooms`, sql`${use.room}`)}
      AND NOT EXISTS (
        SELECT 1 FROM json_each(${JSON.stringify(use.members)}) AS person WHERE NOT EXISTS (
          SELECT 1 FROM members
          WHERE members.organization = libraries.organization AND members.user = person.value AND ${IS_READER}))`);
  const own = rows.find(({ owner }) => owner !== null);
  // Written before anything is read of them: whoever comes into the room afterwards finds the row, and the answer is restricted.
  if (own !== undefined)
    await directory.insert(noteUses).values({ room: use.room, library: own.id }).onConflictDoNothing();
  return rows.map(({ id }) => id);
}

/**
 * In a conversation with a visitor, those of the widget and nothing else, as far as they allow the agent and every room. Whoever answers
 * the visitor reads there what the widget shows to everybody.
 */
async function librariesForVisitor(
  db: D1Database,
  use: { organization: OrganizationId; agent: AgentId },
  visitor: VisitorId,
): Promise<LibraryId[]> {
  const rows = await openDirectory(db).all<{ id: LibraryId }>(sql`
    SELECT libraries.id FROM visitors JOIN widgets ON widgets.id = visitors.widget,
      json_each(widgets.settings, '$.libraries') AS shown JOIN libraries ON libraries.id = shown.value
    WHERE visitors.id = ${visitor} AND libraries.organization = ${use.organization} AND libraries.deleted_at IS NULL
      AND ${IS_LISTED} AND ${isAmong(sql`libraries.agents`, sql`${use.agent}`)} AND libraries.rooms = '"all"'`);
  return rows.map(({ id }) => id);
}

/** The library, if this person may read it: otherwise it is as if there were none. */
export async function findLibrary(
  directory: Directory,
  reader: Reader,
  library: LibraryId,
): Promise<Library | null> {
  const [found] = await selectLibraries(directory, reader, eq(libraries.id, library));
  return found ?? null;
}

/** Those of these that the organization has. It says nothing about who may read them. */
export async function existingLibraries(
  directory: Directory,
  organization: OrganizationId,
  ids: readonly LibraryId[],
): Promise<LibraryId[]> {
  const rows = await directory.all<{ id: LibraryId }>(sql`
    SELECT libraries.id FROM libraries JOIN json_each(${JSON.stringify(ids)}) AS wanted ON wanted.value = libraries.id
    WHERE libraries.organization = ${organization} AND libraries.deleted_at IS NULL AND ${IS_LISTED}`);
  return rows.map(({ id }) => id);
}

/** In the order in which they were made, without the person's notes. */
export async function listLibraries(directory: Directory, reader: Reader): Promise<Library[]> {
  return selectLibraries(directory, reader, IS_LISTED);
}

export async function findSampleLibrary(directory: Directory, reader: Reader): Promise<Library | null> {
  const [found] = await selectLibraries(directory, reader, eq(libraries.isSample, true));
  return found ?? null;
}

export interface NewLibrary {
  reader: Reader;
  library: Pick<Library, "name" | "description" | "readers" | "agents" | "rooms">;
  isSample: boolean;
  /** The same key of the same person is the same library. */
  idempotencyKey: string | undefined;
}

/** Null when the organization has as many as it may have; `"gone"` when this request's was made and deleted. */
export async function insertLibrary(
  directory: Directory,
  { reader, library, isSample, idempotencyKey }: NewLibrary,
  now: number,
): Promise<Library | "gone" | null> {
  const { organization, user } = reader;
  const id = newId("lib");
  const requestKey = idempotencyKey === undefined ? null : `${organization}:${user}:${idempotencyKey}`;
  // Counted in the statement that inserts: of two at once the last free place is one's only.
  const made = await directory.all<{ id: LibraryId }>(sql`
    INSERT INTO libraries (id, organization, name, description, readers, agents, rooms, is_sample, created_by, created_at,
      version, request_key)
    SELECT ${id}, ${organization}, ${library.name}, ${library.description}, ${JSON.stringify(library.readers)},
      ${JSON.stringify(library.agents)}, ${JSON.stringify(library.rooms)}, ${isSample ? 1 : 0}, ${user}, ${now}, 1,
      ${requestKey}
    WHERE (SELECT count(*) FROM libraries WHERE organization = ${organization} AND owner IS NULL AND deleted_at IS NULL) < ${MAX_LIBRARIES}
    ON CONFLICT DO NOTHING
    RETURNING id`);
  if (made.length > 0) return findLibrary(directory, reader, id);
  if (isSample) return findSampleLibrary(directory, reader);
  if (requestKey === null) return null;
  const [before] = await directory
    .select({ id: libraries.id })
    .from(libraries)
    .where(eq(libraries.requestKey, requestKey));
  if (before === undefined) return null;
  return (await findLibrary(directory, reader, before.id)) ?? "gone";
}

/** What is missing or undefined stays. */
export type LibraryChange = { version: number } & {
  [Field in "name" | "description" | "readers" | "agents" | "rooms"]?: Library[Field] | undefined;
};

/** Null when there is none of this version (any more). Whether the person may is the caller's to ask (`mayManage`). */
export async function updateLibrary(
  directory: Directory,
  reader: Reader,
  library: LibraryId,
  { version, ...change }: LibraryChange,
): Promise<Library | null> {
  const changed = await directory
    .update(libraries)
    .set({ ...change, version: sql`${libraries.version} + 1` })
    .where(and(isLive(reader.organization, library), eq(libraries.version, version)))
    .returning({ id: libraries.id });
  return changed.length === 0 ? null : findLibrary(directory, reader, library);
}

/** From now on it is found by nobody, and neither are its documents; what it left behind is collected afterwards. */
export async function markLibraryDeleted(
  directory: Directory,
  organization: OrganizationId,
  library: LibraryId,
  now: number,
): Promise<boolean> {
  const ofLibrary = and(eq(documents.library, library), isNull(documents.deletedAt));
  const [deleted] = await directory.batch([
    directory
      .update(libraries)
      .set({ deletedAt: now, name: "", description: "" })
      .where(isLive(organization, library))
      .returning({ id: libraries.id }),
    directory
      .update(documents)
      .set({ deletedAt: now, title: "", address: null, tags: [], instance: null, leaseUntil: null })
      .where(and(ofLibrary, eq(documents.organization, organization))),
  ]);
  return deleted.length > 0;
}

/** Whether `roleInLibrary` is not null. To be used where `members` is joined or selected from. */
export const IS_READER = sql`(CASE WHEN libraries.owner IS NOT NULL THEN members.user = libraries.owner
  ELSE members.role IN ('owner', 'admin') OR members.user = libraries.created_by
    OR EXISTS (SELECT 1 FROM json_each(libraries.readers) AS reader WHERE reader.value IN ('all', members.user)) END)`;

/** A person's notes are in nobody's list of libraries. */
const IS_LISTED = sql`libraries.owner IS NULL`;

/** Whether this reader may change the library, and whatever is in it. `role` is theirs in the organization. */
export function mayManageLibrary({ user, scopes }: Reader, role: Role, library: LibraryRights): boolean {
  const inLibrary = roleInLibrary({ user, role }, library);
  return inLibrary !== null && allowed({ role: inLibrary, scopes }, "manage", "library");
}

/** An audience is `"all"` or ids: both are values of `json_each`. */
function isAmong(audience: SQL, id: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM json_each(${audience}) AS one WHERE one.value IN ('all', ${id}))`;
}

/** Joins `members` to `libraries`: without a membership there is nothing to read. */
export function isMember({ organization, user }: Reader) {
  return and(eq(members.organization, organization), eq(members.user, user));
}

/** For queries that join `members` by `isMember`. */
export function mayRead({ organization }: Reader) {
  return and(eq(libraries.organization, organization), isNull(libraries.deletedAt), IS_READER);
}

function isLive(organization: OrganizationId, library: LibraryId) {
  return and(
    eq(libraries.id, library),
    eq(libraries.organization, organization),
    isNull(libraries.deletedAt),
  );
}

async function selectLibraries(directory: Directory, reader: Reader, which?: SQL): Promise<Library[]> {
  const rows = await directory
    .select({
      id: libraries.id,
      name: libraries.name,
      description: libraries.description,
      readers: libraries.readers,
      agents: libraries.agents,
      rooms: libraries.rooms,
      owner: libraries.owner,
      createdBy: libraries.createdBy,
      documents: sql<number>`(SELECT count(*) FROM documents
        WHERE documents.library = libraries.id AND documents.deleted_at IS NULL)`,
      role: members.role,
      version: libraries.version,
    })
    .from(libraries)
    .innerJoin(members, isMember(reader))
    .where(and(mayRead(reader), which))
    .orderBy(asc(libraries.createdAt), asc(libraries.id));
  return rows.map(({ role, owner, ...row }) => ({
    ...row,
    isNotes: owner !== null,
    mayManage: mayManageLibrary(reader, role, { ...row, owner }),
  }));
}
