import * as z from "zod";
import { paths } from "../../../shared/api.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { connect, HELLO } from "./socket.ts";
import type { Visitor } from "./visitor.ts";

const member = z.object({ user: z.string(), name: z.string(), role: z.string().nullable() });
const welcome = z.object({ reset: z.object({ members: z.array(member) }) });

/** The members of the room, as shown to a person who opens it. */
export async function membersOf(person: Visitor, organization: OrganizationId, room: RoomId) {
  const socket = await connect(person, paths.roomSocket(organization, room));
  socket.send(HELLO);
  const { members } = welcome.parse(await socket.frame("welcome")).reset;
  socket.close();
  // Former members stay in the list, because their messages need their names.
  return members.filter(({ role }) => role !== null);
}
