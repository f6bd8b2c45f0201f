import type { CommandFrame } from "../../../../shared/protocol/frames.ts";
import { findPerson } from "../../../directory/people.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/** Asks the directory whether the person is in the organization. The rules run after the answer, on the state of that moment. */
export async function prepareInvite(
  { user, role }: CommandFrame<"invite">,
  _socket: OpenSocket,
  room: Room,
  outcome: Outcome,
): Promise<void> {
  const person = await findPerson(room.env.DB, readRoom(room.store).organization, user);
  if (person === null) return outcome.refuse(refuse.noSuchPerson());
  outcome.accept({ type: "invite", person, role });
}
