/** One request to a model that speaks or listens: granted before, settled after. */
import type { OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { SPEECH_PER_MINUTE } from "../../../shared/limits.ts";
import type { Env } from "../../bindings/env.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { newId } from "../../directory/random-ids.ts";
import type { Cost } from "../../rules/meter/meter.ts";
import { withinTime } from "../model/within-time.ts";

interface SpeechTask<Result> {
  organization: OrganizationId;
  user: UserId;
  /** Where the usage report lists its cost. */
  room: RoomId | "speech";
  model: string;
  input: () => object;
  /** What it costs at most. */
  most: Cost;
  /** Reads what the model returned, and what it has cost. Throws if that is not what was asked for. */
  read: (output: unknown) => Promise<{ result: Result; cost: Cost }>;
}

export type SpeechAnswer<Result> =
  | { type: "done"; result: Result }
  | { type: "refused"; reason: "budget" }
  /** `retryAfter` in milliseconds. */
  | { type: "tooOften"; retryAfter: number }
  | { type: "failed" };

const TIMEOUT = 60_000;

export async function askSpeechModel<Result>(
  env: Env,
  task: SpeechTask<Result>,
  now: number,
): Promise<SpeechAnswer<Result>> {
  const { organization, user, room, model, most } = task;
  const meter = env.METER.getByName(organization);
  const { allowed, retryAfter } = await meter.countRequest(user, SPEECH_PER_MINUTE, now);
  if (!allowed) return { type: "tooOften", retryAfter };
  const { user: agent } = await findDefaultAgent(openDirectory(env.DB), organization);
  const turn = newId("turn");
  const granted = await meter.grant({ turn, cost: most }, now);
  if (!granted.granted) return { type: "refused", reason: "budget" };
  const answer = await run(env, task);
  const cost = answer?.cost ?? 0;
  const usage = { model, tokensIn: 0, tokensOut: 0, cost };
  await meter.settle({ turn, room, agent, user, usage, at: now, unanswered: true });
  return answer === null ? { type: "failed" } : { type: "done", result: answer.result };
}

/** Null if it has failed. */
async function run<Result>(
  env: Env,
  { model, input, read }: SpeechTask<Result>,
): Promise<{ result: Result; cost: Cost } | null> {
  try {
    return await withinTime(TIMEOUT, undefined, async (signal) => {
      const options = { signal, ...(env.AI_GATEWAY !== "" && { gateway: { id: env.AI_GATEWAY } }) };
      // The binding's type has one overload for each model.
      return read(await env.AI.run(model as never, input() as never, options as never));
    });
  } catch (error) {
    console.error("speech model", model, error instanceof Error ? error.message : error);
    return null;
  }
}
