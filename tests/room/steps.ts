/** Generated actions in a room, in any order: by people, by agents, by moderation and by the environment. */
import fc from "fast-check";
import type { AgentId, UserId } from "../../shared/ids.ts";
import { POSTINGS, ROLES, type Role } from "../../shared/permissions.ts";
import { TOOL_POLICIES } from "../../shared/tool-policy.ts";
import {
  type EndState,
  type Moderation,
  PROMPT_POLICIES,
  type PromptPolicy,
  type TurnReason,
  type Vote,
} from "../../shared/protocol/turns.ts";
import { type Due, type NewTask, TASK_STATES, type TaskChange, type TaskState } from "../../shared/tasks.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import type { AttemptOutcome } from "../../server/rules/room/turns/attempts.ts";
import type { NewCall } from "../../server/rules/room/turns/write-steps.ts";
import { WAITING } from "./test-attempts.ts";
import { ada, bot, grace, helper, linus, mallory, names } from "../support/people.ts";

const people = [ada, grace, linus, mallory] as const;
const EMOJIS = ["👍", "🎈"];

export const person = fc.constantFrom(...people);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }) },
  fc.constantFrom("@Ada", "so @grace, @Linus", "请@Parley看"),
);
const role: fc.Arbitrary<Role> = fc.constantFrom(...ROLES);
/** Index of one of the existing messages. */
const nth = fc.nat(5);

/** A step names its message by index, so that most steps find one. A step with `stale` names an old version. */
export type Step =
  | {
      type: "send";
      text: string;
      mentions: UserId[];
      replyTo: number | null;
      files?: number;
      program?: boolean;
      promptPolicy?: PromptPolicy;
      task?: NewTask;
    }
  | { type: "task"; nth: number; change: TaskChange }
  | { type: "tick"; nth: number; state: TaskState }
  | { type: "place"; nth: number; before: number | null }
  | { type: "edit"; nth: number; text: string; stale: boolean }
  | { type: "delete"; nth: number }
  | { type: "pin"; nth: number; on: boolean }
  | { type: "movePin"; nth: number; before: number | null }
  | { type: "react"; nth: number; emoji: string; on: boolean }
  | { type: "ai"; nth: number; on: boolean }
  | { type: "ask"; nth: number; agent: AgentId | null }
  | { type: "choose"; nth: number }
  | { type: "fork"; nth: number; text: string }
  | { type: "show"; nth: number }
  | { type: "vote"; nth: number; vote: Vote | null }
  | { type: "stop"; nth: number }
  | { type: "move"; nth: number; before: number | null }
  | { type: "merge"; nth: number; into: number }
  | { type: "moderate"; nth: number; decision: "release" | "retract" }
  | { type: "other"; command: Command };

/** Actions of agents, moderation and the environment. */
export type Happening =
  | { type: "say"; nth: number; text: string }
  | { type: "finish"; nth: number; outcome: AttemptOutcome }
  | { type: "think"; nth: number; text: string }
  | { type: "call"; nth: number; text: string; state?: NewCall["state"] }
  | { type: "steer"; nth: number }
  | { type: "result"; nth: number; text: string }
  | { type: "repeat" | "leave"; nth: number }
  | { type: "decide"; decision: "allow" | "deny"; reason?: string; changed?: string }
  | { type: "results"; ok: boolean; result: string }
  | { type: "judge"; nth: number; state: Moderation["state"] }
  | { type: "follow"; nth: number; questions: string[] }
  | { type: "name"; user: UserId; name: string }
  | { type: "crash" };

const is = <Type extends string>(type: Type): fc.Arbitrary<Type> => fc.constant(type);

export const end = (state: EndState, reason?: TurnReason): AttemptOutcome => ({
  type: "ended",
  state,
  usage: { model: "m", tokensIn: 1, tokensOut: 2, cost: 3 },
  ...(reason === undefined ? {} : { reason }),
});
const retracted: Moderation = { state: "retracted", categories: ["S1"] };
const outcome: fc.Arbitrary<AttemptOutcome> = fc.constantFrom(
  end("completed"),
  end("completed", "length"),
  { type: "ended", state: "refused", reason: "moderation", usage: null, moderation: retracted },
  { type: "retry", reason: "provider_busy", wait: 0, usage: null },
  WAITING,
);
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: is("say"), nth, text }) },
  { weight: 3, arbitrary: fc.record({ type: is("finish"), nth, outcome }) },
  fc.record({
    type: is("judge"),
    nth,
    state: fc.constantFrom("flagged", "held", "retracted", "unchecked"),
  }),
  fc.record({ type: is("crash") }),
  {
    weight: 2,
    arbitrary: fc.record({ type: is("follow"), nth, questions: fc.array(text, { maxLength: 3 }) }),
  },
  fc.record({ type: is("name"), user: fc.constantFrom(ada, grace, linus), name: fc.constantFrom("A", "B") }),
  fc.record({ type: is("think"), nth, text }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: is("call"),
      nth,
      text,
      state: fc.constantFrom("called", "waiting", "outside"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: is("result"), nth, text }) },
  fc.record({ type: is("steer"), nth }),
  fc.record({ type: fc.constantFrom("repeat", "leave"), nth }),
  {
    weight: 2,
    arbitrary: fc.record(
      { type: is("decide"), decision: fc.constantFrom("allow", "deny"), reason: text, changed: text },
      { requiredKeys: ["type", "decision"] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: is("results"), ok: fc.boolean(), result: text }) },
);

const agent = fc.constantFrom(bot, helper);
const voted = fc.constantFrom<Vote | null>("good", "bad", null);

const someone = fc.option(fc.constantFrom(ada, grace, linus));
const due: fc.Arbitrary<Due> = fc.record({
  at: fc.constantFrom(1_800_000_000_000, 1_800_600_000_000),
  zone: fc.constant("Europe/Berlin"),
});
const taskStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: is("send"),
    text,
    mentions: fc.constant<UserId[]>([]),
    replyTo: fc.option(nth),
    task: fc.record({ due, notes: text }, { requiredKeys: [] }),
  }),
  fc.record({
    type: is("task"),
    nth,
    change: fc.record(
      {
        due: fc.option(due),
        assignee: someone,
        repeat: fc.option(fc.constant("FREQ=DAILY")),
        notes: fc.option(text),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ type: is("tick"), nth, state: fc.constantFrom(...TASK_STATES) }),
  fc.record({ type: is("place"), nth, before: fc.option(nth) }),
);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: taskStep },
  fc.record({ type: is("ai"), nth, on: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ type: is("ask"), nth, agent: fc.option(agent) }) },
  fc.record({ type: is("choose"), nth }),
  { weight: 2, arbitrary: fc.record({ type: is("fork"), nth, text }) },
  { weight: 2, arbitrary: fc.record({ type: is("show"), nth }) },
  { weight: 2, arbitrary: fc.record({ type: is("vote"), nth, vote: voted }) },
  fc.record({ type: is("stop"), nth }),
  { weight: 2, arbitrary: fc.record({ type: is("move"), nth, before: fc.option(nth) }) },
  { weight: 2, arbitrary: fc.record({ type: is("merge"), nth, into: nth }) },
  fc.record({
    type: is("other"),
    command: fc.record({ type: is("takeover"), on: fc.boolean() }),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: is("other"),
      command: fc.oneof(
        fc.record({ type: is("support.request"), instead: person }, { requiredKeys: ["type"] }),
        fc.record({ type: fc.constantFrom("support.withdraw", "support.handBack", "support.close") }),
      ),
    }),
  },
  fc.record({
    type: is("other"),
    command: fc.record({
      type: is("policy"),
      tool: fc.constant("echo"),
      policy: fc.constantFrom(...TOOL_POLICIES),
      isKnown: fc.boolean(),
    }),
  }),
  fc.record({
    type: is("other"),
    command: fc.record({ type: is("promptPolicy"), policy: fc.constantFrom(...PROMPT_POLICIES) }),
  }),
  fc.record({ type: is("moderate"), nth, decision: fc.constantFrom("release", "retract") }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: is("send"),
      text,
      mentions: fc.array(fc.oneof(person, { weight: 2, arbitrary: agent }), { maxLength: 2 }),
      replyTo: fc.option(nth),
      program: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: is("send"),
      text: fc.oneof(text, fc.constant("")),
      mentions: fc.constant<UserId[]>([]),
      replyTo: fc.option(nth),
      files: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({ type: is("edit"), nth, text: fc.oneof(text, fc.constant("")), stale: fc.boolean() }),
  fc.record({ type: is("delete"), nth }),
  fc.record({ type: is("pin"), nth, on: fc.boolean() }),
  fc.record({ type: is("movePin"), nth, before: fc.option(nth) }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: is("react"),
      nth,
      emoji: fc.constantFrom(...EMOJIS),
      on: fc.boolean(),
    }),
  },
  fc.record({
    type: is("other"),
    command: fc.oneof(
      fc.record({ type: is("read"), seq: fc.nat(40) }),
      fc.record({ type: is("read"), seq: fc.nat(40), private: fc.boolean() }),
      fc.record({ type: is("delivered"), seq: fc.nat(40) }),
      fc.record({
        type: is("invite"),
        person: person.map((user) => ({ user, name: names[user] ?? "" })),
        role,
      }),
      fc.record({ type: is("remove"), user: person }),
      fc.record({ type: is("role"), user: person, role }),
      fc.record({ type: is("leave") }),
      fc.record({ type: is("rename"), name: text }),
      fc.record({ type: is("topic"), topic: fc.oneof(text, fc.constant("")) }),
      fc.record({ type: is("visibility"), isPublic: fc.boolean() }),
      fc.record({ type: is("posting"), posting: fc.constantFrom(...POSTINGS) }),
    ),
  }),
);

/** A room in which everyone asks the same agent, so that prompts queue up. */
export const busyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom(ada, grace),
      fc.record({
        type: is("send"),
        text,
        mentions: fc.array(fc.constant<UserId>(bot), { minLength: 1, maxLength: 1 }),
        replyTo: fc.constant(null),
        program: fc.boolean(),
        promptPolicy: fc.constantFrom(...PROMPT_POLICIES),
      }),
    ),
  },
  fc.tuple(fc.constant(ada), fc.record({ type: is("stop"), nth })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("move"), nth, before: fc.option(nth) })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("merge"), nth, into: nth })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("ask"), nth, agent: fc.constant(bot) })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("choose"), nth })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("fork"), nth, text })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("show"), nth })),
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(ada, grace), fc.record({ type: is("vote"), nth, vote: voted })),
  },
  { weight: 2, arbitrary: happening },
);
