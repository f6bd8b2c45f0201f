import type { Program } from "../../../../shared/protocol/program.ts";
import { type Refusal, refuse } from "../../../rules/room/errors.ts";
import type { Room } from "../frames/room.ts";

/** A program must not bring a tool along that has the name of one of the agents' own: calls are told apart by their names. */
export function refuseOwnTools(program: Program | undefined, room: Pick<Room, "toolNames">): Refusal | null {
  const own = room.toolNames();
  const taken = program?.tools?.find(({ name }) => own.includes(name));
  return taken === undefined ? null : refuse.toolTaken(taken.name);
}
