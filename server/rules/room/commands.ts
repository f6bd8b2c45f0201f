import type { UserId } from "../../../shared/ids.ts";
import type { Role, Scopes } from "../../../shared/permissions.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import type {
  Ask,
  ChangeRole,
  Choose,
  CommandFrame,
  Delete,
  Edit,
  Takeover,
  Invite,
  Leave,
  MarkAi,
  MarkDelivered,
  MarkRead,
  Merge,
  Moderate,
  Move,
  React,
  Remove,
  Rename,
  Send,
  Stop,
} from "../../../shared/protocol/frames.ts";

/** Someone whom the directory knows, with the name it gives them. */
export interface Person {
  user: UserId;
  name: string;
}

/** An `invite` frame once the directory has said who is meant. */
export interface InvitePerson {
  type: "invite";
  person: Person;
  role: Role;
}

type WithoutRef<Frame> = Frame extends unknown ? Omit<Frame, "ref"> : never;

/** What a message takes out of the shared composer. */
export interface FrozenPrompt {
  epoch: number;
  /** An update that only deletes. */
  update: string;
  /** Everyone whose words are in it. */
  writers: UserId[];
}

/** A `send` frame once it was checked, where the policy asks for that first. */
export type SendCommand = Omit<Send, "ref"> & { moderation?: Moderation; composed?: FrozenPrompt };

export type Command =
  WithoutRef<Exclude<CommandFrame, Invite | Send> | MarkDelivered> | InvitePerson | SendCommand;

export type EditCommand = Omit<Edit, "ref">;
export type DeleteCommand = Omit<Delete, "ref">;
export type ReactCommand = Omit<React, "ref">;
export type ReadCommand = Omit<MarkRead, "ref">;
export type DeliveredCommand = MarkDelivered;
export type RemoveCommand = Omit<Remove, "ref">;
export type LeaveCommand = Omit<Leave, "ref">;
export type ChangeRoleCommand = Omit<ChangeRole, "ref">;
export type RenameCommand = Omit<Rename, "ref">;
export type AiCommand = Omit<MarkAi, "ref">;
export type AskCommand = Omit<Ask, "ref">;
export type StopCommand = Omit<Stop, "ref">;
export type MoveCommand = Omit<Move, "ref">;
export type MergeCommand = Omit<Merge, "ref">;
export type ChooseCommand = Omit<Choose, "ref">;
export type TakeoverCommand = Omit<Takeover, "ref">;
export type ModerateCommand = Omit<Moderate, "ref">;

/** Who asks something of a room, and what they may use at most of what their role allows. */
export interface Caller {
  user: UserId;
  scopes: Scopes;
}

/** Who acts, and when (server clock, milliseconds). */
export interface Actor extends Caller {
  role: Role;
  now: number;
}
