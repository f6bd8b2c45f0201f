/** Checks messages of people according to the organization's moderation policy: before others see them, afterwards, or not at all. */
import type { ModerationPolicy } from "../../../shared/api.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import { messageText, textProblem } from "../../../shared/text.ts";
import type { Program } from "../../../shared/protocol/program.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import type { Verdict } from "../../ai/model/moderation.ts";
import type { Caller } from "../../rules/room/actor.ts";
import type { CommandOf } from "../../rules/room/commands/command.ts";
import { type Refusal, refuse } from "../../rules/room/errors.ts";
import type { Sender } from "./caller-of.ts";
import { textsIn } from "./texts-in.ts";

type Written = CommandOf<"send" | "edit">;

export interface InputCheckPorts {
  now: () => number;
  /** Whether this caller may write here. The text of other callers is not sent to the guard. */
  mayWrite: (caller: Caller) => boolean;
  /** Whether a member could release a held message. If nobody can, an unsafe message is refused. */
  canHold: () => boolean;
  policy: () => Promise<ModerationPolicy>;
  verdict: (text: string) => Promise<Verdict>;
  /** Names of the files that this person may send. They are checked too, because others read them. */
  namesOf: (attachments: readonly AttachmentId[], user: UserId) => string[];
  /** Marks a message that was shown before its check finished. */
  mark: (command: Written, user: UserId, moderation: Moderation) => void;
}

export interface Outcome {
  accept: (command: Written) => void;
  refuse: (refusal: Refusal) => void;
}

/** Maximum age of the cached policy, ms. A change of the policy takes effect in a room within this time. */
const POLICY_LIFETIME = 5_000;
/** Maximum number of unchecked texts that wait in one line. */
const MAX_WAITING = 60;

export class InputCheck {
  readonly #ports: InputCheckPorts;
  #policy: { value: ModerationPolicy; at: number } | null = null;
  #asking: Promise<ModerationPolicy> | null = null;
  /** One queue for each line of senders, so that its messages keep their order however long a check takes. */
  readonly #queues = new Map<string, { last: Promise<void>; length: number }>();

  constructor(ports: InputCheckPorts) {
    this.#ports = ports;
  }

  /** Calls one of the two outcomes; at once if nothing has to be checked. The promise rejects with an error that an outcome throws. */
  pass(command: Written, sender: Sender, outcome: Outcome): void | Promise<void> {
    const { user, line } = sender;
    const queue = this.#queues.get(line) ?? { last: Promise.resolve(), length: 0 };
    if (this.#known() === "off" && queue.length === 0) return outcome.accept(command);
    // The rules refuse this command and give the reason, so the guard is not asked.
    const isRefused = !this.#ports.mayWrite(sender) || textProblem(messageText(command.text)) === "too_large";
    if (isRefused || this.#wordsOf(command, user) === "") return outcome.accept(command);
    if (queue.length >= MAX_WAITING) return outcome.refuse(refuse.tooManyUnchecked());
    queue.length += 1;
    const checked = queue.last.then(() => this.#check(command, user, outcome));
    const done = (): void => this.#done(line, queue);
    // The failure of one check does not affect the next one.
    queue.last = checked.then(done, done);
    this.#queues.set(line, queue);
    return checked;
  }

  /**
   * Whether a model may be given what comes along with an `ask`. There is no message that could be held or marked, so what is unsafe is refused,
   * or taken where the policy shows unsafe text.
   */
  async mayBring(program: Program, sender: Sender): Promise<boolean> {
    return !this.#ports.mayWrite(sender) || this.isSafe(wordsOfProgram(program));
  }

  /** Whether this may be shown and given to a model, where there is no message that could be held or marked. */
  async isSafe(texts: readonly string[]): Promise<boolean> {
    const words = texts.map(messageText).filter(Boolean).join("\n");
    if (words === "") return true;
    const policy = this.#known() ?? (await this.#ask());
    if (policy === "off" || policy === "flag") return true;
    return (await this.#ports.verdict(words)).type !== "unsafe";
  }

  /** All text of the command that others will read. */
  #wordsOf(command: Written, user: UserId): string {
    const names = [
      ...this.#namesIn(command, user),
      ...(command.type === "send" && command.task?.notes !== undefined ? [command.task.notes] : []),
      ...wordsOfProgram(command.type === "send" ? command.program : undefined),
    ];
    if (names.length === 0) return messageText(command.text);
    return [command.text, ...names].map(messageText).filter(Boolean).join("\n");
  }

  #namesIn(command: Written, user: UserId): string[] {
    const attachments = command.type === "send" ? (command.attachments ?? []) : [];
    return attachments.length === 0 ? [] : this.#ports.namesOf(attachments, user);
  }

  /** Loads the policy early, so that the first message does not wait for it. */
  async warmUp(): Promise<void> {
    await this.#ask();
  }

  #done(line: string, queue: { length: number }): void {
    queue.length -= 1;
    if (queue.length === 0) this.#queues.delete(line);
  }

  /** The cached policy. Null if it was never loaded, or is too old because nobody has written for long. */
  #known(): ModerationPolicy | null {
    if (this.#policy === null) return null;
    const age = this.#ports.now() - this.#policy.at;
    if (age > 2 * POLICY_LIFETIME) return null;
    if (age > POLICY_LIFETIME) void this.#ask();
    return this.#policy.value;
  }

  async #ask(): Promise<ModerationPolicy> {
    this.#asking ??= this.#askNow();
    return this.#asking;
  }

  async #askNow(): Promise<ModerationPolicy> {
    try {
      this.#policy = { value: await this.#ports.policy(), at: this.#ports.now() };
    } catch (error) {
      console.error("moderation policy", error);
    } finally {
      this.#asking = null;
    }
    return this.#policy?.value ?? "flag";
  }

  async #check(command: Written, user: UserId, outcome: Outcome): Promise<void> {
    const policy = this.#known() ?? (await this.#ask());
    if (policy === "off") return outcome.accept(command);
    if (policy === "flag") {
      // Read before `accept`, because afterwards the files belong to the message and are not found by this lookup.
      const words = this.#wordsOf(command, user);
      outcome.accept(command);
      return void this.#markLater(command, words, user);
    }
    const names = this.#namesIn(command, user);
    const verdict = await this.#ports.verdict(this.#wordsOf(command, user));
    // The files of these ids may have changed during the check. If no file is left, the rules refuse the command with the reason.
    const named = this.#namesIn(command, user);
    if (named.length > 0 && named.join("\n") !== names.join("\n")) return outcome.refuse(refuse.otherNames());
    switch (verdict.type) {
      case "safe":
        return outcome.accept(command);
      case "unchecked":
        return accept(command, user, { state: "unchecked", categories: [] }, outcome, this.#ports);
      case "unsafe":
        // An edit cannot be held, because the previous version is already visible.
        if (policy === "block" || command.type === "edit" || !this.#ports.canHold()) {
          return outcome.refuse(refuse.blocked());
        }
        return outcome.accept({ ...command, moderation: { state: "held", categories: verdict.categories } });
    }
  }

  async #markLater(command: Written, words: string, user: UserId): Promise<void> {
    const verdict = await this.#ports.verdict(words);
    if (verdict.type === "safe") return;
    const moderation: Moderation =
      verdict.type === "unsafe"
        ? { state: "flagged", categories: verdict.categories }
        : { state: "unchecked", categories: [] };
    this.#ports.mark(command, user, moderation);
  }
}

/** A new message is stored with its mark; an edited message is marked after the edit. */
function accept(
  command: Written,
  user: UserId,
  moderation: Moderation,
  { accept }: Outcome,
  { mark }: InputCheckPorts,
): void {
  if (command.type === "send") return accept({ ...command, moderation });
  accept(command);
  mark(command, user, moderation);
}

/** What a program brings along. Others read it with the context of the answer. */
function wordsOfProgram({ instructions = "", tools = [] }: Program = {}): string[] {
  return [
    instructions,
    ...tools.flatMap(({ name, description, parameters }) => [name, description, ...textsIn(parameters)]),
  ];
}
