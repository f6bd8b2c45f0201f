/** What an attempt needs of the world: the bindings in production, whatever a test wants in a test. */
import type { Agent, ModerationPolicy } from "../../shared/api.ts";
import { MODERATION_TIMEOUT, TURN_STALL, TURN_TIMEOUT } from "../../shared/limits.ts";
import { findAgent, findModerationPolicy } from "../directory/agents.ts";
import type { Meter } from "../meter/meter.ts";
import type { Attempt, AttemptPorts } from "./attempt.ts";
import type { Models } from "./open-model.ts";
import type { PatienceLimits } from "./patience.ts";

export interface World extends Models {
  /** Null: deleted, or never there. */
  findAgent: () => Promise<Agent | null>;
  findPolicy: () => Promise<ModerationPolicy>;
  grant: Meter["grant"];
  limits: PatienceLimits & { check: number };
}

export function worldOf({ organization, agent }: Attempt, { env }: AttemptPorts): World {
  const meter: Pick<Meter, "grant"> = env.METER.getByName(organization);
  return {
    ai: env.AI,
    gateway: env.AI_GATEWAY,
    findAgent: () => findAgent(env.DB, organization, agent),
    findPolicy: () => findModerationPolicy(env.DB, organization),
    grant: (request, now) => meter.grant(request, now),
    limits: { stall: TURN_STALL, timeout: TURN_TIMEOUT, check: MODERATION_TIMEOUT },
  };
}
