/** A room in memory, as an attempt sees it, and what the attempt did to it. */
import type { Agent, ModerationPolicy } from "../../../shared/api.ts";
import { variableValues, type VariableFacts } from "../../../shared/instructions.ts";
import { makeId, type AgentId, type MemoryId, type UserId } from "../../../shared/ids.ts";
import type { RoomKind } from "../../../shared/permissions.ts";
import type { ContextReceipt } from "../../../shared/protocol/turns.ts";
import type { GivenSource } from "../../../shared/knowledge.ts";
import type {
  Attempt,
  AttemptEnd,
  AttemptPorts,
  ContextMessage,
  StoredCall,
  StoredSteering,
  Summary,
} from "../../../server/ai/contract/attempt.ts";
import { type ModelTraits, UNKNOWN } from "../../../server/ai/model/model-traits.ts";
import type { Tool } from "../../../server/ai/contract/tool.ts";
import { attemptIn } from "../../../server/ai/attempt/run-attempt.ts";
import type { AttemptDeps } from "../../../server/ai/attempt/attempt-deps.ts";
import type { MemoryPlace } from "../../../server/memory/place.ts";
import type { Recalled } from "../../../server/memory/recall.ts";
import type { Env } from "../../../server/bindings/env.ts";
import type { GrantAnswer, GrantRequest } from "../../../server/rules/meter/meter.ts";
import { type Asked, localAi, type LocalBinding } from "./local-ai.ts";

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
export const NOON = Date.UTC(2026, 10, 21, 12);

export const agentId: AgentId = makeId("agent", random);
export const ada: UserId = makeId("user", random);

const TURN = makeId("turn", () => new Uint8Array(16));

export function makeAgent(change: Partial<Agent> = {}): Agent {
  return {
    id: agentId,
    name: "Parley",
    face: "🌿",
    instructions: "Be brief.",
    model: "auto",
    temperature: 0.3,
    greeting: "",
    starters: [],
    tools: null,
    libraries: null,
    memory: true,
    isDefault: true,
    version: 1,
    changedBy: null,
    changedAt: null,
    ...change,
  };
}

export class TestRoom {
  readonly messages: ContextMessage[] = [];
  readonly people = new Map<string, UserId>([["Ada", ada]]);
  readonly said: string[] = [];
  /** Called for each piece of the answer. */
  onText: (text: string) => void = () => undefined;
  readonly thought: string[] = [];
  /** As the room stores them. */
  calls: StoredCall[] = [];
  /** Messages that wait to steer the answer, and those that it has taken in. */
  waitingToSteer: ContextMessage[] = [];
  steering: StoredSteering[] = [];
  tools: readonly Tool[] = [];
  earlierSources: GivenSource[] = [];
  readonly receipts: ContextReceipt[] = [];
  readonly grants: GrantRequest[] = [];
  readonly pages: number[] = [];
  summary: Summary | null = null;
  agent: Agent | null = makeAgent();
  policy: ModerationPolicy = "off";
  kind: RoomKind = "group";
  name = "garden";
  stop = new AbortController();
  limits: AttemptDeps["limits"] = { firstByte: 5_000, stall: 5_000, timeout: 20_000, check: 300 };
  binding: LocalBinding;
  gateway = "local";
  own: AttemptDeps["own"] = null;
  /** What stands for variables in the agent's instructions. */
  facts: Pick<VariableFacts, "person" | "organization" | "language"> = {
    person: "Ada",
    organization: "Acme",
    language: "de",
  };
  allowance: Pick<GrantRequest, "visitor"> = {};
  meter: (request: GrantRequest) => GrantAnswer = () => ({ granted: true, share: null });

  constructor(binding: LocalBinding = localAi()) {
    this.binding = binding;
  }

  get text(): string {
    return this.said.join("");
  }

  get asked(): Asked[] {
    return this.binding.asked;
  }

  /** Somebody writes; `Parley` is the agent. Gives the message's seq. */
  say(name: string, text: string, change: Partial<ContextMessage> = {}): number {
    const seq = (this.messages.at(-1)?.seq ?? 0) + 1;
    const id = name === "Parley" ? agentId : (this.people.get(name) ?? makeId("user", random));
    if (name !== "Parley") this.people.set(name, id);
    const author = { id, name };
    this.messages.push({ seq, version: 1, author, at: NOON, text, replyTo: null, hidden: null, ...change });
    return seq;
  }

  script(steps: unknown, name = "Ada"): number {
    return this.say(name, `#script ${JSON.stringify(steps)}`);
  }

  /** No library, until a test gives some. */
  knowledge: AttemptDeps["knowledge"] = {
    usable: async () => [],
    retrieve: async () => ({ passages: [], confidence: 0 }),
    rewrite: async (asked) => asked,
  };

  /** What is remembered in the places that are asked, and what was used of it. */
  remembered: Recalled[] = [];
  readonly recalledIn: MemoryPlace[][] = [];
  readonly used: MemoryId[] = [];
  readonly memory: AttemptDeps["memory"] = {
    recall: async (places) => {
      this.recalledIn.push([...places]);
      const scopes = places.map(({ scope }) => scope);
      return this.remembered.filter(({ memory: { scope } }) => scopes.includes(scope));
    },
    noteUse: async (ids) => void this.used.push(...ids),
  };

  /** Whether a policy of the room makes these tools ask. */
  readonly policies: Record<string, boolean> = {};

  /** Whether somebody in the room could allow a call. */
  canBeAllowed = true;

  /** What the room's server has learned about its models. */
  readonly learned = new Map<string, ModelTraits>();
  readonly traits: AttemptDeps["traits"] = {
    read: async (model) => this.learned.get(model) ?? UNKNOWN,
    learn: async (model, traits) => void this.learned.set(model, traits),
  };

  get deps(): AttemptDeps {
    return {
      ai: this.binding.ai,
      gateway: this.gateway,
      own: this.own,
      findAgent: async () => this.agent,
      findPolicy: async () => this.policy,
      findValues: async ({ name }) =>
        variableValues({ ...this.facts, agent: name, room: this.name, now: NOON }),
      findPeople: async () => null,
      memory: this.memory,
      findAllowance: async () => this.allowance,
      knowledge: this.knowledge,
      traits: this.traits,
      findTools: async () => this.tools,
      grant: (request) => {
        this.grants.push(request);
        return this.meter(request);
      },
      limits: this.limits,
    };
  }

  attempt(change: Partial<Attempt> = {}): Attempt {
    return {
      organization: makeId("org", () => new Uint8Array(16)),
      room: { id: makeId("room", () => new Uint8Array(16)), kind: this.kind, name: this.name },
      turn: TURN,
      attempt: 1,
      failed: (change.attempt ?? 1) - 1,
      taken: 0,
      spentReasoning: 0,
      spent: 0,
      agent: agentId,
      model: null,
      asker: ada,
      program: null,
      prompts: [this.messages.at(-1)?.seq ?? 0],
      ...change,
    };
  }

  get ports(): AttemptPorts {
    return {
      env: NO_ENV,
      now: () => NOON,
      signal: this.stop.signal,
      people: () => [...this.people.values()],
      mayAsker: () => true,
      receipt: (receipt) => void this.receipts.push(receipt),
      text: (text) => {
        this.said.push(text);
        this.onText(text);
      },
      reasoning: (text) => void this.thought.push(text),
      said: () => this.text,
      calls: () => this.calls,
      steering: () => this.steering,
      isSteered: () => this.waitingToSteer.length > 0 && !this.stop.signal.aborted,
      takeSteering: () => {
        for (const message of this.waitingToSteer.splice(0))
          this.steering.push({ number: this.#nextStep(), said: this.text.length, message });
      },
      earlierSources: this.earlierSources,
      builtOn: () => undefined,
      canBeAllowed: () => this.canBeAllowed,
      mustAsk: (tool, byItself) => this.policies[tool] ?? byItself,
      call: ({ tool, args, state }) => {
        if (this.stop.signal.aborted) return null;
        const number = this.#nextStep();
        const call = { call: `${TURN}.${number}` as const, number, tool, args, said: this.text.length };
        this.calls.push({ ...call, state, ok: false, result: "" });
        return { call: call.call, waits: state !== "called" };
      },
      repeat: (id) => this.change(id, { state: "called" }),
      leaveToPerson: (id) => void this.change(id, { state: "unknown" }),
      result: ({ call, ok, result }) => void this.change(call, { state: "done", ok, result }),
      context: {
        end: (this.messages.at(-1)?.seq ?? 0) + 1,
        before: (before, limit) => {
          this.pages.push(limit);
          return this.messages
            .filter(({ seq }) => seq < before)
            .reverse()
            .slice(0, limit);
        },
        librariesUpTo: (upTo) =>
          this.messages.flatMap(({ seq, libraries = [] }) => (seq <= upTo ? libraries : [])),
        summary: () => this.summary,
        saveSummary: (summary) => {
          this.summary = summary;
        },
      },
    };
  }

  #nextStep(): number {
    return this.calls.length + this.steering.length + 1;
  }

  /** Somebody writes what steers the answer. */
  steer(name: string, text: string): void {
    this.say(name, text);
    this.waitingToSteer.push(...this.messages.slice(-1));
  }

  change(id: string, change: Partial<StoredCall>): boolean {
    if (this.stop.signal.aborted) return false;
    this.calls = this.calls.map((call) => (call.call === id ? { ...call, ...change } : call));
    return true;
  }

  run(change: Partial<Attempt> = {}): Promise<AttemptEnd> {
    return attemptIn(this.deps, this.attempt(change), this.ports);
  }
}

/** An attempt with dependencies of its own asks nothing of the environment. */
const NO_ENV = new Proxy({} as Env, {
  get: (_, name) => {
    throw new Error(`nobody gave ${String(name)}`);
  },
});
