import type { Capability, Role } from "../../../../shared/permissions.ts";
import type { CommandFrame, MarkDelivered } from "../../../../shared/protocol/frames.ts";
import type { Moderation } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import type { FrozenPrompt } from "../composer.ts";
import type { Done } from "../effects.ts";
import type { Refusal } from "../errors.ts";
import type { Person } from "../members.ts";

/** What is known of a command: one file of this folder for each. No field has a default, so that none is forgotten. */
export type RoomCommand<Type extends CommandType> = Rule<WireCommand<Type>, CommandOf<Type>>;

/**
 * `rate` and `run` are declared as methods, because TypeScript compares the parameters of methods in both directions: so `ruleOf` finds the
 * rule for any command without a cast.
 */
interface Rule<Frame, Asked> {
  /** The capability without which it is not looked at. A command that touches other people asks for more, in `run`. */
  needs: Capability;
  /** What its frame counts as. `signal`: it is not answered, and dropped when it comes too fast. */
  rate: CommandRate | Rated<Frame>["rate"];
  /** It may end a running turn: what the turn has said must be written down before. */
  endsTurns: boolean;
  /** Decides on it, and writes what it changes. */
  run(store: SqlStore, command: Asked, actor: Actor): Done | Refusal;
}

interface Rated<Frame> {
  rate(frame: Frame, store: SqlStore): CommandRate;
}

export type CommandRate = "command" | "ask" | "steer" | "signal";

/** A command as it comes over the wire. All but `delivered` have a `ref`. */
export type WireCommand<Type extends CommandType = CommandType> = Extract<
  CommandFrame | MarkDelivered,
  { type: Type }
>;
export type CommandType = CommandFrame["type"] | MarkDelivered["type"];

/** Commands that the rules get in another form than the wire: `server/objects/room/prepare/` makes it. */
interface Prepared {
  invite: InvitePerson;
  send: SendCommand;
}

/** An `invite` once the directory has said who is meant. */
export interface InvitePerson {
  type: "invite";
  person: Person;
  role: Role;
}

/** A `send` once it was checked, where the policy asks for that first, or as it comes from the shared composer. */
export type SendCommand = Omit<CommandFrame<"send">, "ref"> & {
  moderation?: Moderation;
  composed?: FrozenPrompt;
};

/** A command as the rules get it. */
export type CommandOf<Type extends CommandType> = {
  [T in Type]: T extends keyof Prepared ? Prepared[T] : Omit<WireCommand<T>, "ref">;
}[Type];
export type Command = CommandOf<CommandType>;

/** Gives `run` and `rate` the types of this command. */
export const defineCommand = <Type extends CommandType>(definition: RoomCommand<Type>): RoomCommand<Type> =>
  definition;
