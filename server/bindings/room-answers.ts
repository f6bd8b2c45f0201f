/** What a room answers to what members do over HTTP. */
import type { RoomTurn } from "../../shared/api-rooms.ts";
import type { LibraryId } from "../../shared/ids.ts";
import type { Message, RoomEvent } from "../../shared/protocol/events.ts";
import type { CommandFrame } from "../../shared/protocol/frames.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import type { Caller } from "../rules/room/actor.ts";
import type { AskCommand, SentCommand } from "../rules/room/commands/command.ts";
import type { Refusal } from "../rules/room/errors.ts";

/** A member who reads or writes over HTTP. */
export interface HttpCaller extends Caller {
  /** Libraries that they may not read: what was built on them is not shown. */
  unreadable: readonly LibraryId[];
}

/** A command as a socket would send it, without a `ref`. */
export type CalledCommand = Exclude<SentCommand<CommandFrame["type"]>, { type: "ask" }> | AskCommand;

/** What became of a command. It is stored when it is answered. */
export interface CommandTaken {
  /** Of the event that it caused, now or when it first arrived; null if nothing changed. */
  seq: Seq | null;
  /** The events that it caused, in order. A repeated command causes none. */
  events: RoomEvent[];
  /** The message that it was about, as this person may see it now; null if it was about none. */
  message: Message | null;
  /** Of a message that was sent: the turns that answer it. Of an `ask` or `stop`: its turn. */
  turns: RoomTurn[];
}

/** The steps of an answer so far. */
export interface AnswerSteps {
  attempt: number;
  steps: Step[];
}

export interface CallRefusal extends Refusal {
  /** Milliseconds, with `rate_limited`. */
  retryAfter?: number;
}

/** Null: the caller is no member of this room. */
export type RoomAnswer<Answer> = Answer | CallRefusal | null;
