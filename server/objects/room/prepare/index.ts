/** Commands that are not decided on as they come over the wire. One that the rules get in another form and that has no row here is a type error. */
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
