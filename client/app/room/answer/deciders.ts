/** Who may decide on the calls of a tool. The room checks it again. */
import { can } from "../../../../shared/permissions.ts";
import type { UserId } from "../../../../shared/ids.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import type { RoomContextValue } from "../room-context.tsx";

type Asked = Pick<Answer, "turn" | "asker" | "prompts">;

export function mayDecide(room: RoomContextValue, answer: Asked, tool: string): boolean {
  return room.may("approve") && !isExcluded(room, answer, tool, room.me);
}

/** The people who may, sorted by name. */
export function decidersOf(room: RoomContextValue, answer: Asked, tool: string): Member[] {
  const { kind } = room.view().room;
  return room
    .people()
    .filter(
      ({ user, role }) =>
        role !== null && can(role, "approve", kind) && !isExcluded(room, answer, tool, user),
    );
}

/** Under `notAsker`, neither who asked nor who wrote what was asked or what steers the answer. */
function isExcluded(
  room: RoomContextValue,
  { turn, asker, prompts }: Asked,
  tool: string,
  user: UserId,
): boolean {
  if (room.view().policies?.[tool] !== "notAsker") return false;
  const own = room.messages().find(({ answer }) => answer?.turn === turn)?.seq;
  const authors = room
    .messages()
    .filter(({ seq, steers }) => prompts.includes(seq) || (steers !== undefined && steers === own));
  return asker === user || authors.some(({ author }) => author === user);
}

/** Nobody manages a direct room: there, who talks with the agent says when it asks. */
export function maySetPolicy(room: RoomContextValue): boolean {
  return room.may("approve") && (room.may("manage") || room.view().room.kind === "direct");
}
