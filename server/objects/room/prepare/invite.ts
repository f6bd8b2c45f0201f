import type { OrganizationId, UserId } from "../../../../shared/ids.ts";
import { openDirectory } from "../../../directory/directory.ts";
import { findPerson } from "../../../directory/people.ts";
import { countNewRoomFor } from "../../../directory/quotas.ts";
import { Problem } from "../../../problems/problem.ts";
import type { SentCommand } from "../../../rules/room/commands/command.ts";
import { type Refusal, refuse } from "../../../rules/room/errors.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/** Asks the directory whether the person is in the organization. The rules run after the answer, on the state of that moment. */
export async function prepareInvite(
  { user, role }: SentCommand<"invite">,
  sender: Sender,
  room: Room,
  outcome: Outcome,
): Promise<void> {
  const { organization } = readRoom(room.store);
  const person = await findPerson(room.env.DB, organization, user);
  if (person === null) return outcome.refuse(refuse.noSuchPerson());
  const quota = await quotaOf(room, { organization, user: sender.user }, user);
  if (quota !== null) return outcome.refuse(quota);
  outcome.accept({ type: "invite", person, role });
}

/** `too_many` and not `rate_limited`, because clients repeat a rate-limited command by themselves, and this wait is long. */
async function quotaOf(
  room: Room,
  by: { organization: OrganizationId; user: UserId },
  person: UserId,
): Promise<Refusal | null> {
  try {
    await countNewRoomFor(openDirectory(room.env.DB), by, [person]);
    return null;
  } catch (error) {
    if (error instanceof Problem) return { refused: "too_many", message: error.message };
    throw error;
  }
}
