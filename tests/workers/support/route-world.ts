/** An organization with one person of each kind, and one example of each object that routes use. */
import { env } from "cloudflare:workers";
import { paths, type Agent, type NewShare, type OrganizationSummary } from "../../../shared/api.ts";
import type {
  AgentId,
  AttachmentId,
  DocumentId,
  KeyId,
  LibraryId,
  RoomId,
  ShareId,
  UserId,
  WebhookId,
  WidgetId,
} from "../../../shared/ids.ts";
import type { ChatAnswer } from "../../../shared/api-chat.ts";
import { keyPaths, type Service } from "../../../shared/keys.ts";
import type { Capability, Role } from "../../../shared/permissions.ts";
import { addNote, makeLibrary, settled, uploadTo } from "./library.ts";
import { attachFile } from "./attachments.ts";
import { makeKey } from "./keys.ts";
import { Person, signUp } from "./person.ts";
import { Visitor } from "./visitor.ts";
import { makeWebhook, Receiver } from "./webhooks.ts";
import { makeWidget, visit } from "./widget.ts";

/** The callers. `visitor` is one of the organization's widget. The member's keys: with all scopes, with `read` alone, revoked, expired. */
export const CALLERS = [
  "nobody",
  "visitor",
  "key",
  "readKey",
  "revokedKey",
  "expiredKey",
  "strangerKey",
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
  ownerKey: KeyId;
  /** Of the owner. */
  chat: RoomId;
  service: UserId;
  widget: WidgetId;
  /** In which the visitor has no session. */
  spareWidget: WidgetId;
  /** Of the visitor. */
  conversation: RoomId;
  agent: AgentId;
  share: ShareId;
  attachment: AttachmentId;
  library: LibraryId;
  /** A note whose ingestion is complete. */
  note: DocumentId;
  file: DocumentId;
  webhook: WebhookId;
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

  const widget = await makeWidget(owner, organization.id);
  const spareWidget = await makeWidget(owner, organization.id);
  const visitor = await visit(widget.id);
  const conversation = await visitor.begin();
  const webhook = await makeWebhook(owner, organization.id, new Receiver());
  const keyed = async (by: Person, scopes?: Capability[]) =>
    makeKey(by, by === stranger ? strangers.id : organization.id, { scopes });
  const key = (await keyed(member)).program;
  const readKey = (await keyed(member, ["read"])).program;
  const strangerKey = (await keyed(stranger)).program;
  const revoked = await keyed(member);
  await member.must(member.delete(keyPaths.one(organization.id, revoked.key.id)));
  const expired = await keyed(member);
  await env.DB.prepare("UPDATE api_keys SET expires_at = 1 WHERE id = ?").bind(expired.key.id).run();
  const keys = { key, readKey, strangerKey, revokedKey: revoked.program, expiredKey: expired.program };
  const service = await owner.must(
    owner.post<Service>(keyPaths.services(organization.id), { name: "A bot", role: "member" }),
  );
  const asked = owner.post<ChatAnswer>(`/api/v1/chat?organization=${organization.id}`, { message: "Hello" });
  const { session: chat } = await owner.must(asked);
  const callers = {
    ...{ nobody: new Visitor(), visitor, ...keys },
    ...{ stranger, outsider, viewer, member, admin, owner },
  };
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
    service: service.id,
    chat,
    ownerKey: (await makeKey(owner, organization.id)).key.id,
    widget: widget.id,
    spareWidget: spareWidget.id,
    conversation,
    agent: agent.id,
    share: share.id,
    attachment: attachment.id,
    library: library.id,
    note: note.id,
    file: file.id,
    webhook: webhook.webhook.id,
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
  const isKeyOfMember = caller === "key" || caller === "readKey";
  const person = isKeyOfMember ? callers.member : callers[caller];
  return person instanceof Person ? env.ROOM.getByName(room).roleOf(person.id) : null;
}
