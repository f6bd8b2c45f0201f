/** All commands of a room. A command without a row here is a type error. */
import { ai } from "./ai.ts";
import { ask } from "./ask.ts";
import { choose } from "./choose.ts";
import type { CommandType, RoomCommand } from "./command.ts";
import { decide } from "./decide.ts";
import { deleteMessage } from "./delete.ts";
import { delivered } from "./delivered.ts";
import { edit } from "./edit.ts";
import { invite } from "./invite.ts";
import { leave } from "./leave.ts";
import { merge } from "./merge.ts";
import { moderate } from "./moderate.ts";
import { move } from "./move.ts";
import { pin } from "./pin.ts";
import { pinMove } from "./pin-move.ts";
import { policy } from "./policy.ts";
import { posting } from "./posting.ts";
import { promptPolicy } from "./prompt-policy.ts";
import { react } from "./react.ts";
import { read } from "./read.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { results } from "./results.ts";
import { role } from "./role.ts";
import { send } from "./send.ts";
import { show } from "./show.ts";
import { stop } from "./stop.ts";
import { supportClose } from "./support-close.ts";
import { supportHandBack } from "./support-hand-back.ts";
import { supportRate } from "./support-rate.ts";
import { supportRequest } from "./support-request.ts";
import { supportWithdraw } from "./support-withdraw.ts";
import { takeover } from "./takeover.ts";
import { topic } from "./topic.ts";
import { visibility } from "./visibility.ts";
import { taskChange } from "./task-change.ts";
import { taskMove } from "./task-move.ts";
import { taskState } from "./task-state.ts";
import { threadFollow } from "./thread-follow.ts";
import { threadRead } from "./thread-read.ts";
import { vote } from "./vote.ts";

export const commands = {
  send,
  edit,
  delete: deleteMessage,
  react,
  read,
  delivered,
  "thread.read": threadRead,
  "thread.follow": threadFollow,
  invite,
  remove,
  leave,
  role,
  rename,
  topic,
  posting,
  visibility,
  pin,
  "pin.move": pinMove,
  ai,
  ask,
  results,
  decide,
  policy,
  promptPolicy,
  stop,
  move,
  merge,
  choose,
  show,
  vote,
  takeover,
  moderate,
  "task.change": taskChange,
  "task.state": taskState,
  "task.move": taskMove,
  "support.request": supportRequest,
  "support.withdraw": supportWithdraw,
  "support.handBack": supportHandBack,
  "support.close": supportClose,
  "support.rate": supportRate,
} satisfies { [Type in CommandType]: RoomCommand<Type> };

/** Returns the definition of this command type. */
export function ruleOf(type: CommandType): RoomCommand<CommandType> {
  return commands[type];
}
