/** Parley's local Worker with rooms that are created and opened without accounts, and inboxes that can ignore notifications. */
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import { scopeBits } from "../../../server/sockets/scope-bits.ts";
import type { Env } from "../../../server/bindings/env.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../../server/sockets/socket-principal.ts";
import { InboxServer as RealInbox } from "../../../server/objects/inbox/inbox-server.ts";
import { type OrganizationId, makeId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
export * from "../../../server/local.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
/** Inboxes of this organization ignore notifications, so that only the room's work is measured. */
const quiet: OrganizationId = makeId("org", (bytes) => bytes.fill(1));
const loud: OrganizationId = makeId("org", (bytes) => bytes.fill(2));

export class InboxServer extends RealInbox {
  override putEntry(entry: InboxEntry): number | null {
    return this.ctx.id.name?.startsWith(quiet) ? null : super.putEntry(entry);
  }
}

/** A named entry point, so that it is reached without the router. */
export const bench = {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.headers.get("upgrade") !== "websocket")
      return Response.json(await make(env, await request.json()));
    const { searchParams } = new URL(request.url);
    const room = env.ROOM.getByName(searchParams.get("room") ?? "");
    const headers = new Headers(request.headers);
    headers.set(PRINCIPAL_HEADER, searchParams.get("principal") ?? "");
    return room.fetch("https://parley.internal/", { headers });
  },
};

export default bench;

/** A room with this many people; the first of them connects with this principal. */
async function make(
  env: Env,
  asked: { people: number; quiet: boolean },
): Promise<{ room: RoomId; principal: string }> {
  const organization = asked.quiet ? quiet : loud;
  const users = Array.from({ length: asked.people }, (): UserId => makeId("user", random));
  const [first] = users;
  if (first === undefined) throw new Error("nobody");
  const id: RoomId = makeId("room", random);
  const room = env.ROOM.getByName(id);
  await room.ensureCreated({
    ...{ id, organization, kind: "group", name: "Hall", createdBy: first },
    members: users.map((user, i) => ({ user, name: `Person ${i}`, role: "member" })),
  });
  return {
    room: id,
    principal: encodePrincipal({ user: first, scopes: scopeBits(ALL_SCOPES), grant: "ses_bench" }),
  };
}
