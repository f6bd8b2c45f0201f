/** Frames that change the room's log or a cursor: the rules decide on them, those of one window in one transaction. */
import { isAgentId } from "../../../../shared/ids.ts";
import type { CommandFrame, Edit, Invite, Send } from "../../../../shared/protocol/frames.ts";
import { findPerson } from "../../../directory/people.ts";
import { kindOf, readRoom } from "../../../rules/room/rows/room-row.ts";
import { hasAgents } from "../../../rules/room/turns/addressed.ts";
import { typingEnded } from "../../../rules/room/typing.ts";
import type { OpenSocket } from "../../../sockets/connections.ts";
import type { FrameTable } from "../../../sockets/frame-table.ts";
import type { RateKind } from "../../../sockets/rates.ts";
import { reply } from "../command-queue.ts";
import type { Room } from "./room.ts";

export const commandFrames = {
  send: { rate: rateOfSend, answer: write },
  edit: { rate: "command", answer: write },
  delete: { rate: "command", answer: enqueue },
  react: { rate: "command", answer: enqueue },
  read: { rate: "command", answer: enqueue },
  invite: { rate: "command", answer: inviteKnown },
  remove: { rate: "command", answer: enqueue },
  leave: { rate: "command", answer: enqueue },
  role: { rate: "command", answer: enqueue },
  rename: { rate: "command", answer: enqueue },
  ai: { rate: "command", answer: enqueue },
  moderate: { rate: "command", answer: enqueue },
  ask: { rate: "ask", answer: enqueue },
  stop: { rate: "steer", answer: enqueue },
  move: { rate: "steer", answer: enqueue },
  merge: { rate: "steer", answer: enqueue },
  choose: { rate: "steer", answer: enqueue },
  takeover: { rate: "steer", answer: enqueue },
} satisfies FrameTable<CommandFrame, Room>;

function enqueue({ ref, ...command }: Exclude<CommandFrame, Invite>, socket: OpenSocket, room: Room): void {
  room.commands.add({ socket, command, ref });
}

/** A message that is answered costs what asking costs. */
function rateOfSend({ ai, mentions = [] }: Send, { store }: Room): RateKind {
  if (ai === "never") return "command";
  const isAnswered = mentions.some(isAgentId) || (kindOf(store) !== "group" && hasAgents(store));
  return isAnswered ? "ask" : "command";
}

/** What people write may have to be checked first. */
function write({ ref, ...command }: Send | Edit, socket: OpenSocket, room: Room): void | Promise<void> {
  if (command.type === "send") typingEnded(room.typing, socket.state.user);
  return room.check.pass(command, socket, {
    accept: (checked) => room.commands.add({ socket, command: checked, ref }),
    refuse: ({ refused: code, message }) => reply(socket, { type: "error", ref, code, message }),
  });
}

/** The directory says whether there is such a person in the organization; the rules then run as they are at that time. */
async function inviteKnown({ ref, user, role }: Invite, socket: OpenSocket, room: Room): Promise<void> {
  const person = await findPerson(room.env.DB, readRoom(room.store).organization, user);
  if (person === null) {
    return reply(socket, { type: "error", ref, code: "not_found", message: "There is no such person." });
  }
  room.commands.add({ socket, command: { type: "invite", person, role }, ref });
}
