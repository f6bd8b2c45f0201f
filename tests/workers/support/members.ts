import * as z from "zod";
import { paths } from "../../../shared/api.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { connect, HELLO } from "./socket.ts";
import type { Visitor } from "./visitor.ts";

const member = z.object({ user: z.string(), name: z.string(), role: z.string().nullable() });
const welcome = z.object({ reset: z.object({ members: z.array(member) }) });

/** Who is in the room, as someone who opens it sees it. */
export async function membersOf(person: Visitor, organization: OrganizationId, room: RoomId) {
  const socket = await connect(person, paths.roomSocket(organization, room));
  socket.send(HELLO);
  const { members } = welcome.parse(await socket.frame("welcome")).reset;
  socket.close();
  // Those who left stay listed, for the names on what they said.
  return members.filter(({ role }) => role !== null);
}
