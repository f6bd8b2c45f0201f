/** An organization with one person of each kind, and something of everything that routes are about. */
import { env } from "cloudflare:workers";
import { paths, type Agent, type NewShare, type OrganizationSummary } from "../../../shared/api.ts";
import type { AgentId, AttachmentId, DocumentId, LibraryId, RoomId, ShareId } from "../../../shared/ids.ts";
import type { Role } from "../../../shared/permissions.ts";
import { addNote, makeLibrary, settled, uploadTo } from "./library.ts";
import { attachFile } from "./attachments.ts";
import { Person, signUp } from "./person.ts";
import { Visitor } from "./visitor.ts";

/** Who calls. A visitor and a key are principals that no request can be yet: what they would send is as good as nothing. */
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
  /** The stranger's own. */
  strangers: OrganizationSummary;
  /** The owner's too; nobody else is in it. */
  elsewhere: OrganizationSummary;
  owner: Person;
  stranger: Person;
  /** In no organization at all. */
  newcomer: Person;
  room: RoomId;
  /** For links that are opened: whoever opens one is in it then. */
  sideRoom: RoomId;
  agent: AgentId;
  share: ShareId;
  attachment: AttachmentId;
  library: LibraryId;
  /** Ready. */
  note: DocumentId;
  file: DocumentId;
}

export async function makeRouteWorld(): Promise<RouteWorld> {
  const [owner, admin, member, viewer, outsider, stranger, newcomer] = await Promise.all(
    ["ada", "linus", "grace", "edsger", "barbara", "mallory", "alan"].map(signUp),
  );
  if (!owner || !admin || !member || !viewer || !outsider || !stranger || !newcomer)
    throw new Error("somebody is missing");
  const organization = await owner.found("Analytical Engines");
  const [elsewhere, strangers] = await Promise.all([owner.found("Elsewhere"), stranger.found("Mine")]);
  await admin.accept(await owner.invite(organization.id, "admin"));
  for (const person of [member, viewer, outsider]) await person.accept(await owner.invite(organization.id));
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

/** What the caller is in the world's room, by the room's own word. */
export async function roleOf({ callers, room }: RouteWorld, caller: Caller): Promise<Role | null> {
  const person = callers[caller];
  return person instanceof Person ? env.ROOM.getByName(room).roleOf(person.id) : null;
}
