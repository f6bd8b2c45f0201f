import type { TurnId } from "../../../../shared/ids.ts";
import type { Capability, Role } from "../../../../shared/permissions.ts";
import type { MailedFrom } from "../../../../shared/protocol/events.ts";
import type { CommandFrame, MarkDelivered } from "../../../../shared/protocol/frames.ts";
import type { Moderation } from "../../../../shared/protocol/turns.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import type { Actor } from "../actor.ts";
import type { FrozenPrompt } from "../composer.ts";
import type { Done } from "../effects.ts";
import type { Refusal } from "../errors.ts";
import type { Person } from "../members.ts";

/** The definition of one command. Each file in this folder has one. No field has a default value, so no field can be forgotten. */
export type RoomCommand<Type extends CommandType> = Rule<SentCommand<Type>, CommandOf<Type>>;

/**
 * `rate` and `run` are declared as methods because TypeScript compares the parameters of methods in both directions. This lets `ruleOf`
 * return the rule of any command without a cast.
 */
interface Rule<Frame, Asked> {
  /** The capability that every use of the command requires. `run` checks further capabilities, for example to change other members. */
  needs: Capability;
  /** The rate limit that applies. `signal`: the command is not answered, and is dropped above the limit. */
  rate: CommandRate | Rated<Frame>["rate"];
  /** Whether the command can end a running turn. If so, the text of running answers is stored first. */
  endsTurns: boolean;
  /** Decides on the command and writes its changes. */
  run(store: SqlStore, command: Asked, actor: Actor): Done | Refusal;
}

interface Rated<Frame> {
  rate(frame: Frame, store: SqlStore): CommandRate;
}

export type CommandRate = "command" | "ask" | "steer" | "signal";

/** A command in its wire format. All commands except `delivered` have a `ref`. */
export type WireCommand<Type extends CommandType = CommandType> = Extract<
  CommandFrame | MarkDelivered,
  { type: Type }
>;
/** A command as a device or a program sends it, without what only a socket needs. */
export type SentCommand<Type extends CommandType = CommandType> = {
  [T in Type]: Omit<WireCommand<T>, "ref">;
}[Type];

export type CommandType = CommandFrame["type"] | MarkDelivered["type"];

/** Commands whose form in the rules differs from the wire format. `server/objects/room/prepare/` converts them. */
interface Prepared {
  ask: AskCommand;
  decide: DecideCommand;
  invite: InvitePerson;
  policy: PolicyCommand;
  send: SendCommand;
}

/** An `ask`, perhaps with the id of its turn, by which the same request is known. It cannot come from a device. */
export type AskCommand = SentCommand<"ask"> & { turn?: TurnId };

/** A `decide`; with changed arguments, whether the tool takes them. */
export type DecideCommand = SentCommand<"decide"> & { isFit?: boolean };

/** A `policy`, with whether an agent could have this tool, and whether the organization wants each of its calls to be asked for. */
export type PolicyCommand = SentCommand<"policy"> & { isKnown?: boolean; mustAsk?: boolean };

/** An `invite` after the directory has resolved the person. */
export interface InvitePerson {
  type: "invite";
  person: Person;
  role: Role;
}

/**
 * A `send` after moderation, if the policy requires a check first, a `send` from the shared composer, or a mail. None of these fields can come
 * from a device.
 */
export type SendCommand = Omit<CommandFrame<"send">, "ref"> & {
  moderation?: Moderation;
  composed?: FrozenPrompt;
  via?: MailedFrom;
};

/** A command in the form that the rules take. */
export type CommandOf<Type extends CommandType> = {
  [T in Type]: T extends keyof Prepared ? Prepared[T] : SentCommand<T>;
}[Type];
export type Command = CommandOf<CommandType>;

/** Gives `run` and `rate` the types of this command. */
export const defineCommand = <Type extends CommandType>(definition: RoomCommand<Type>): RoomCommand<Type> =>
  definition;
