/** An organization with one person of each kind, and one example of each object that routes use. */
import { env } from "cloudflare:workers";
import { paths, type Agent, type NewShare, type OrganizationSummary } from "../../../shared/api.ts";
import type { AgentId, AttachmentId, DocumentId, LibraryId, RoomId, ShareId } from "../../../shared/ids.ts";
import type { Role } from "../../../shared/permissions.ts";
import { addNote, makeLibrary, settled, uploadTo } from "./library.ts";
import { attachFile } from "./attachments.ts";
import { Person, signUp } from "./person.ts";
import { Visitor } from "./visitor.ts";

/** The callers. No request can come from a visitor or a key yet, so their credentials count as none. */
export const CALLERS = [
  "nobody",
  "visitor",
  "key",
  "stranger",
  "outsider",
  "viewer",
  "member",
  "admin",
  "owner",
] as const;
export type Caller = (typeof CALLERS)[number];

export interface RouteWorld {
  callers: Record<Caller, Visitor>;
  organization: OrganizationSummary;
  /** The organization of the stranger. */
  strangers: OrganizationSummary;
  /** A second organization of the owner, without other people. */
  elsewhere: OrganizationSummary;
  owner: Person;
  stranger: Person;
  /** A person in no organization. */
  newcomer: Person;
  /** A member whose sessions may be ended. */
  spare: Person;
  room: RoomId;
  /** The room of share links that are opened. Whoever opens one becomes its member. */
  sideRoom: RoomId;
  agent: AgentId;
  share: ShareId;
  attachment: AttachmentId;
  library: LibraryId;
  /** A note whose ingestion is complete. */
  note: DocumentId;
  file: DocumentId;
}

export async function makeRouteWorld(): Promise<RouteWorld> {
  const [owner, admin, member, viewer, outsider, stranger, newcomer, spare] = await Promise.all(
    ["ada", "linus", "grace", "edsger", "barbara", "mallory", "alan", "tony"].map(signUp),
  );
  if (!owner || !admin || !member || !viewer || !outsider || !stranger || !newcomer || !spare)
    throw new Error("somebody is missing");
  const organization = await owner.found("Analytical Engines");
  const [elsewhere, strangers] = await Promise.all([owner.found("Elsewhere"), stranger.found("Mine")]);
  await admin.accept(await owner.invite(organization.id, "admin"));
  for (const person of [member, viewer, outsider, spare])
    await person.accept(await owner.invite(organization.id));
  const members = [admin.id, member.id];
  const room = await owner.makeRoom(organization.id, { kind: "group", name: "garden", members });
  const sideRoom = await owner.makeRoom(organization.id, { kind: "group", name: "side", members: [] });
  const share = await newShare(owner, organization, room, "view");
  await viewer.must(viewer.post(paths.shareOpen, { token: share.token }));
  const agent = await owner.must(owner.post<Agent>(paths.agents(organization.id), { name: "Echo" }));
  const attachment = await attachFile(owner, { organization: organization.id, room }, "plan.txt", "a plan");
  const library = await makeLibrary(owner, organization.id);
  const shelf = { organization: organization.id, library: library.id };
  const note = await addNote(owner, shelf, "Door", "The door is blue.");
  const file = await uploadTo(owner, shelf, "window.txt", "The window is green.");
  for (const document of [note, file]) await settled(owner, organization.id, document);

  const [visitor, key] = [new Visitor(), new Visitor()];
  visitor.headers = { authorization: "Bearer vss_00000000000000000000000000" };
  key.headers = { authorization: "Bearer key_00000000000000000000000000" };
  const callers = { nobody: new Visitor(), visitor, key, stranger, outsider, viewer, member, admin, owner };
  return {
    callers,
    organization,
    strangers,
    elsewhere,
    owner,
    stranger,
    newcomer,
    spare,
    room,
    sideRoom,
    agent: agent.id,
    share: share.id,
    attachment: attachment.id,
    library: library.id,
    note: note.id,
    file: file.id,
  };
}

export const newShare = (
  by: Person,
  { id }: OrganizationSummary,
  room: RoomId,
  access: "view" | "join",
): Promise<NewShare> => by.must(by.post<NewShare>(paths.shares(id, room), { access, lifetime: 3_600_000 }));

/** The caller's role in the world's room, as the room reports it. */
export async function roleOf({ callers, room }: RouteWorld, caller: Caller): Promise<Role | null> {
  const person = callers[caller];
  return person instanceof Person ? env.ROOM.getByName(room).roleOf(person.id) : null;
}
