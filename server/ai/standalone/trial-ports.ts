/** What a running trial writes to: everything is in memory, and told as it happens. */
import type { TrialCall, TrialEvent, TrialSource } from "../../../shared/agent-trial.ts";
import type { TurnId, UserId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { CallId } from "../../../shared/protocol/steps.ts";
import type { ContextReceipt, TurnReason } from "../../../shared/protocol/turns.ts";
import type { Passage } from "../../bindings/chunk.ts";
import type { Env } from "../../bindings/env.ts";
import type { AttemptPorts, ContextMessage, NewCall, StoredCall } from "../contract/attempt.ts";

export interface TrialPlace {
  env: Env;
  turn: TurnId;
  user: UserId;
  mayUser: (needs: Capability) => boolean;
  /** Oldest first, numbered from 1. The last one is the question. */
  messages: readonly ContextMessage[];
  tell: (event: TrialEvent) => void;
  signal: AbortSignal;
}

export class TrialPorts {
  readonly #place: TrialPlace;
  readonly #began = Date.now();
  readonly #held = new Set<string>();
  readonly #passages: Passage[] = [];
  #text = "";
  #calls: StoredCall[] = [];
  #given = "";
  firstWord: number | null = null;

  constructor(place: TrialPlace) {
    this.#place = place;
  }

  get took(): number {
    return Date.now() - this.#began;
  }

  /** The texts of passages that were found: a receipt has none. */
  found(passages: readonly Passage[]): void {
    this.#passages.push(...passages);
  }

  held(call: CallId | string): void {
    this.#held.add(call);
  }

  /** What came after the last finished call is replaced. */
  restart(reason: TurnReason): void {
    this.#text = this.#text.slice(0, this.#calls.at(-1)?.said ?? 0);
    this.#place.tell({ type: "restarted", reason, text: this.#text });
  }

  get ports(): AttemptPorts {
    const { env, user, mayUser, messages, tell, signal } = this.#place;
    return {
      ...{ env, signal, now: Date.now },
      context: {
        end: messages.length + 1,
        before: (before, limit) =>
          messages
            .filter(({ seq }) => seq < before)
            .toReversed()
            .slice(0, limit),
        summary: () => null,
        saveSummary: () => undefined,
        librariesUpTo: () => [],
      },
      people: () => [user],
      mayAsker: mayUser,
      receipt: (receipt) => this.#tellGiven(receipt),
      builtOn: () => undefined,
      text: (delta) => {
        if (signal.aborted) return;
        this.firstWord ??= this.took;
        this.#text += delta;
        tell({ type: "text", delta });
      },
      reasoning: (delta) => tell({ type: "reasoning", delta }),
      said: () => this.#text,
      calls: () => this.#calls,
      // Nobody else is there who could say something meanwhile.
      steering: () => [],
      isSteered: () => false,
      takeSteering: () => undefined,
      earlierSources: [],
      mustAsk: (_, byItself) => byItself,
      canBeAllowed: () => false,
      call: (call) => this.#open(call),
      repeat: () => !signal.aborted,
      leaveToPerson: () => undefined,
      result: ({ call, ok, result }) => this.#change(call, { state: "done", ok, result }),
    };
  }

  #open({ tool, args, state }: NewCall) {
    const { turn, signal } = this.#place;
    if (signal.aborted) return null;
    const number = this.#calls.length + 1;
    const call: CallId = `${turn}.${number}`;
    this.#calls.push({ call, number, tool, args, state, said: this.#text.length, ok: false, result: "" });
    this.#tellCall(call);
    return { call, waits: state !== "called" };
  }

  #change(id: CallId, change: Partial<StoredCall>): void {
    if (this.#place.signal.aborted) return;
    this.#calls = this.#calls.map((call) => (call.call === id ? { ...call, ...change } : call));
    this.#tellCall(id);
  }

  #tellCall(id: CallId): void {
    const call = this.#calls.find((each) => each.call === id);
    if (call === undefined) return;
    const { number, tool, args, result } = call;
    this.#place.tell({ type: "call", call: { number, tool, args, result, state: this.#stateOf(call) } });
  }

  #stateOf({ call, state, ok }: StoredCall): TrialCall["state"] {
    if (this.#held.has(call)) return "held";
    if (state !== "done") return "running";
    return ok ? "done" : "failed";
  }

  #tellGiven({ model, sources = [], memories = [] }: ContextReceipt): void {
    const given = {
      model,
      sources: sources.map((source) => this.#sourceOf(source)),
      memories: memories.length,
    };
    // A receipt is written anew for every fact that is learned about the answer.
    if (this.#given === JSON.stringify(given)) return;
    this.#given = JSON.stringify(given);
    this.#place.tell({ type: "given", ...given });
  }

  #sourceOf({
    n,
    document,
    library,
    version,
    title,
    place,
  }: NonNullable<ContextReceipt["sources"]>[number]): TrialSource {
    const at = JSON.stringify([document, version, place]);
    const passage = this.#passages.find(
      (one) => JSON.stringify([one.document, one.version, one.place]) === at,
    );
    return { n, document, library, title, text: passage?.text ?? "" };
  }
}
