/** Steps of answers, and decisions on calls of tools. */
import * as z from "zod";
import type { DecideCall, StepList } from "../../../shared/api-rooms.ts";
import { MAX_DECISION_REASON, MAX_PROGRAM_DEPTH } from "../../../shared/limits.ts";
import { isJsonObject, type JsonObject } from "../../../shared/protocol/json.ts";
import type { CallDecision, Step } from "../../../shared/protocol/steps.ts";
import * as fields from "./fields.ts";
import { steerStep, toolState } from "./messages.ts";

const isArgs = (value: object): value is JsonObject => isJsonObject(value, MAX_PROGRAM_DEPTH);

export const decideCall: z.ZodType<DecideCall> = z
  .object({
    decision: z.enum(["allow", "deny"]),
    digest: z.string(),
    reason: z.string().max(MAX_DECISION_REASON).exactOptional(),
    args: z.looseObject({}).refine(isArgs).exactOptional(),
  })
  .meta({ id: "DecideCall" });

const byPerson = { by: fields.memberId, at: fields.time, reason: z.string().exactOptional() };

const decision: z.ZodType<CallDecision> = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("allow"),
      ...byPerson,
      changedFrom: fields.count.exactOptional(),
    }),
    z.strictObject({ decision: z.literal("deny"), ...byPerson }),
    z.strictObject({ decision: z.literal("change"), ...byPerson, changedTo: fields.count }),
    z.strictObject({ decision: z.literal("expired"), at: fields.time }),
  ])
  .meta({ id: "CallDecision" });

const step: z.ZodType<Step> = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("reasoning"), number: fields.count, text: z.string() }),
    steerStep,
    z.strictObject({
      type: z.literal("tool"),
      number: fields.count,
      tool: z.string(),
      state: toolState,
      args: z.looseObject({}),
      digest: z.string(),
      until: fields.time.exactOptional(),
      decision: decision.exactOptional(),
      ok: z.boolean().exactOptional(),
      result: z.string().exactOptional(),
      cost: z.number().min(0).exactOptional(),
    }),
  ])
  .meta({ id: "Step" });

export const steps: z.ZodType<StepList> = z.strictObject({ items: z.array(step) }).meta({ id: "StepList" });
