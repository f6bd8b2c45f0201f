import { findMcpApproval } from "../../../ai/mcp/tools-of-servers.ts";
import type { SentCommand } from "../../../rules/room/commands/command.ts";
import { readRoom } from "../../../rules/room/rows/room-row.ts";
import type { Sender } from "../caller-of.ts";
import type { Room } from "../frames/room.ts";
import type { Outcome } from "./preparation.ts";

/**
 * Only the object has the tools, and the directory those of other servers. The rules refuse an unknown one, after everything that is nobody's
 * business who may not manage.
 */
export function preparePolicy(
  command: SentCommand<"policy">,
  _sender: Sender,
  room: Room,
  outcome: Outcome,
): void | Promise<void> {
  if (room.toolNames().includes(command.tool)) return outcome.accept({ ...command, isKnown: true });
  return findMcpApproval(room.env, readRoom(room.store).organization, command.tool).then((approval) =>
    outcome.accept({ ...command, isKnown: approval !== null, mustAsk: approval === "ask" }),
  );
}
