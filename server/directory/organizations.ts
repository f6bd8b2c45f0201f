import { and, asc, eq } from "drizzle-orm";
import type { OrganizationSummary } from "../../shared/api.ts";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { RoomSpec } from "../rules/room/room-spec.ts";
import type { Directory } from "./directory.ts";
import { DEFAULT_AGENT } from "./default-agent.ts";
import { newId } from "./random-ids.ts";
import { insertRoom } from "./rooms.ts";
import { agents, members, organizationAi, organizations } from "./schema.ts";

export interface Membership {
  organization: OrganizationSummary;
  /** Null until `#welcome` has added the person. */
  welcomedAt: number | null;
}

export interface NewOrganization {
  name: string;
  by: { user: UserId; name: string };
  /** The same key of the same person creates only one organization. */
  idempotencyKey: string | undefined;
}

/** Creates the organization, its owner, its agent and the row of `#welcome` in one transaction. */
export async function createOrganization(
  directory: Directory,
  { name, by, idempotencyKey }: NewOrganization,
  now: number,
): Promise<OrganizationSummary> {
  const id = newId("org");
  const requestKey = idempotencyKey === undefined ? null : `${by.user}:${idempotencyKey}`;
  const agent = newId("agent");
  const welcome: RoomSpec = {
    id: newId("room"),
    organization: id,
    kind: "group",
    name: "#welcome",
    createdBy: by.user,
    members: [
      { ...by, role: "owner" },
      { user: agent, name: DEFAULT_AGENT.name, role: "member" },
    ],
  };
  try {
    await directory.batch([
      directory
        .insert(organizations)
        .values({ id, name, welcomeRoom: welcome.id, createdBy: by.user, createdAt: now, requestKey }),
      directory.insert(members).values({
        organization: id,
        user: by.user,
        role: "owner",
        joinedAt: now,
        welcomedAt: now,
        welcomeRole: "owner",
        activeAt: now,
      }),
      directory.insert(agents).values({ ...DEFAULT_AGENT, id: agent, organization: id, createdAt: now }),
      directory.insert(organizationAi).values({ organization: id, moderation: "off", agentWelcomedAt: now }),
      ...insertRoom(directory, welcome, null, now),
    ]);
  } catch (error) {
    const made = requestKey === null ? null : await findByRequest(directory, requestKey, by.user);
    if (made === null) throw error;
    return made;
  }
  return { id, name, role: "owner", welcomeRoom: welcome.id };
}

async function findByRequest(directory: Directory, requestKey: string, user: UserId) {
  const [row] = await selectSummaries(directory).where(
    and(eq(organizations.requestKey, requestKey), eq(members.user, user)),
  );
  return row === undefined ? null : toMembership(row).organization;
}

/** The person's membership. Null if there is none, or no such organization. */
export async function findMembership(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
): Promise<Membership | null> {
  const [row] = await selectSummaries(directory).where(
    and(eq(members.organization, organization), eq(members.user, user)),
  );
  return row === undefined ? null : toMembership(row);
}

export async function listOrganizations(directory: Directory, user: UserId): Promise<OrganizationSummary[]> {
  const rows = await selectSummaries(directory).where(eq(members.user, user)).orderBy(asc(members.joinedAt));
  return rows.map((row) => toMembership(row).organization);
}

type SummaryRow = Omit<Membership, "organization"> & {
  organization: Omit<OrganizationSummary, "picture"> & { picture: string | null };
};

function toMembership({ organization: { picture, ...organization }, ...row }: SummaryRow): Membership {
  return { ...row, organization: { ...organization, ...(picture === null ? {} : { picture }) } };
}

/** Returns the version that was replaced, whose bytes are to be deleted. Null: there was none. */
export async function setOrganizationPicture(
  directory: Directory,
  organization: OrganizationId,
  picture: string | null,
): Promise<string | null> {
  // One transaction, so that of two changes at once each knows which one it replaces.
  const [[before]] = await directory.batch([
    directory
      .select({ picture: organizations.picture })
      .from(organizations)
      .where(eq(organizations.id, organization)),
    directory.update(organizations).set({ picture }).where(eq(organizations.id, organization)),
  ]);
  return before?.picture ?? null;
}

export async function renameOrganization(
  directory: Directory,
  organization: OrganizationId,
  name: string,
): Promise<void> {
  await directory.update(organizations).set({ name }).where(eq(organizations.id, organization));
}

/** Null if it does not exist. */
export async function findOrganizationName(
  directory: Directory,
  organization: OrganizationId,
): Promise<string | null> {
  const [found] = await directory
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, organization));
  return found?.name ?? null;
}

function selectSummaries(directory: Directory) {
  return directory
    .select({
      organization: {
        id: organizations.id,
        name: organizations.name,
        role: members.role,
        welcomeRoom: organizations.welcomeRoom,
        picture: organizations.picture,
      },
      welcomedAt: members.welcomedAt,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organization))
    .$dynamic();
}
