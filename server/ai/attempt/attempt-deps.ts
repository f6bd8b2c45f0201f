/** The dependencies of an attempt: the bindings in production, replacements in tests. */
import type { Agent, ModerationPolicy } from "../../../shared/api.ts";
import type { VariableValues } from "../../../shared/instructions.ts";
import { isVisitorId, type MemoryId } from "../../../shared/ids.ts";
import { MODERATION_TIMEOUT, TURN_STALL, TURN_TIMEOUT } from "../../../shared/limits.ts";
import { findAgent, findModerationPolicy } from "../../directory/agents.ts";
import { findAnswersPerDay } from "../../directory/widgets.ts";
import { usableLibraries } from "../../knowledge/libraries/libraries.ts";
import { noteUse } from "../../memory/note-use.ts";
import type { MemoryPlace } from "../../memory/place.ts";
import { recall, type Recalled } from "../../memory/recall.ts";
import { retrieve } from "../../knowledge/retrieve/retrieve.ts";
import { rewrite } from "../prompt/rewrite.ts";
import type { GrantRequest, Meter } from "../../rules/meter/meter.ts";
import type { Attempt, AttemptPorts } from "../contract/attempt.ts";
import { firstByteOf, ownModelOf, smallModel } from "../model/models.ts";
import { findToolsOfServers } from "../mcp/tools-of-servers.ts";
import { cachedTraits, type TraitStore } from "../model/model-traits.ts";
import { metadataOf, type Models, openModel } from "../model/open-model.ts";
import type { Tool } from "../contract/tool.ts";
import type { DeadlineLimits } from "./deadline.ts";
import type { PeopleToAsk } from "../prompt/people-to-ask.ts";
import { loadPeople } from "./load-people.ts";
import { loadValues } from "./load-values.ts";
import type { Knowledge } from "../prompt/sources.ts";

export interface AttemptDeps extends Models {
  /** Null if the agent was deleted or never existed. */
  findAgent: () => Promise<Agent | null>;
  findPolicy: () => Promise<ModerationPolicy>;
  /** What stands for the variables in this agent's instructions. */
  findValues: (agent: Agent) => Promise<VariableValues>;
  /** Whether people can be asked for; null in rooms that are no conversation with a visitor. */
  findPeople: () => Promise<PeopleToAsk | null>;
  knowledge: Knowledge;
  memory: {
    /** What is remembered for this question in these places. */
    recall: (places: readonly MemoryPlace[], question: string) => Promise<Recalled[]>;
    /** These facts were given to a model. */
    noteUse: (ids: readonly MemoryId[]) => Promise<void>;
  };
  traits: TraitStore;
  /** All tools that there are for who asks. The agent has those that its settings name, as far as they are offered here. */
  findTools: () => Promise<readonly Tool[]>;
  grant: Meter["grant"];
  /** What the asker may have in a day, if it is a visitor. */
  findAllowance: () => Promise<Pick<GrantRequest, "visitor">>;
  limits: DeadlineLimits & { check: number };
}

export function attemptDeps(
  attempt: Attempt,
  { env, now, signal }: AttemptPorts,
  tools: readonly Tool[],
): AttemptDeps {
  const { organization, agent } = attempt;
  const models = { ai: env.AI, gateway: env.AI_GATEWAY, own: ownModelOf(env) };
  const room = attempt.room.id;
  const meter: Pick<Meter, "grant"> = env.METER.getByName(organization);
  return {
    ...models,
    findAgent: () => findAgent(env.DB, organization, agent),
    findPolicy: () => findModerationPolicy(env.DB, organization),
    findValues: (found) => loadValues(env, attempt, found, now()),
    findPeople: () => (attempt.room.kind === "support" ? loadPeople(env, attempt) : Promise.resolve(null)),
    knowledge: {
      usable: (people, chosen) =>
        usableLibraries(env.DB, { organization, room, agent, chosen, members: people }),
      retrieve: (request) => retrieve(env, { ...request, organization }),
      rewrite: (asked, before) =>
        rewrite(
          () => openModel(models, metadataOf(attempt), smallModel(models.own).id),
          asked,
          before,
          signal,
        ),
    },
    memory: {
      recall: (places, question) => recall(env.DB, { organization, places, reader: attempt.asker, question }),
      noteUse: (ids) => noteUse(env.DB, ids, now()),
    },
    traits: cachedTraits(env.CACHE, models.own === null ? "" : (env.LOCAL_AI_URL ?? "")),
    findTools: async () => [
      ...tools,
      ...(await findToolsOfServers(env, { organization, asker: attempt.asker })),
    ],
    grant: (request, now) => meter.grant(request, now),
    findAllowance: async () => {
      const { asker } = attempt;
      if (!isVisitorId(asker)) return {};
      const answers = await findAnswersPerDay(env.DB, asker);
      return { visitor: { user: asker, answers } };
    },
    limits: {
      firstByte: models.own === null ? TURN_STALL : firstByteOf(env),
      stall: TURN_STALL,
      timeout: TURN_TIMEOUT,
      check: MODERATION_TIMEOUT,
    },
  };
}
