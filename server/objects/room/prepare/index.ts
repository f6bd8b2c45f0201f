/** Commands that are prepared before the rules decide. Each command whose form in the rules differs from the wire must have a row. */
import type { CommandType, WireCommand } from "../../../rules/room/commands/command.ts";
import { prepareInvite } from "./invite.ts";
import type { Preparation } from "./preparation.ts";
import { prepareWritten } from "./written.ts";

const preparations = {
  send: prepareWritten,
  edit: prepareWritten,
  invite: prepareInvite,
} satisfies { [Type in CommandType]?: Preparation<WireCommand<Type>> };

type PreparedFrame = WireCommand<keyof typeof preparations>;

export function isPrepared(frame: WireCommand): frame is PreparedFrame {
  return Object.hasOwn(preparations, frame.type);
}

export function preparationOf({ type }: PreparedFrame): Preparation<PreparedFrame> {
  return preparations[type];
}
