import * as z from "zod";
import {
  type AgentUsage,
  type AiSettings,
  type ChangeAiSettings,
  OUTSIDE_ROOMS,
  type UsageReport,
} from "../../../shared/api.ts";
import * as fields from "./fields.ts";

/** Millionths of a US dollar; null for no limit. */
const bound = fields.count.nullable();

const settings = {
  moderation: z.enum(["off", "flag", "hold", "block"]),
  budget: z.object({ day: bound, month: bound }).meta({ id: "AiBudget" }),
};

export const aiSettings: z.ZodType<AiSettings> = z
  .object({ ...settings, memory: z.boolean() })
  .meta({ id: "AiSettings" });
export const changeAiSettings: z.ZodType<ChangeAiSettings> = z
  .object({ ...settings, memory: z.boolean().optional() })
  .meta({ id: "ChangeAiSettings" });

/** The number of days to report, in UTC, including today. */
export const usageQuery = z.object({
  days: z
    .string()
    .regex(/^[0-9]{1,3}$/)
    .default("30")
    .transform(Number)
    .pipe(z.number().min(1).max(366)),
});

const spent = { turns: fields.count, tokensIn: fields.count, tokensOut: fields.count, cost: z.number() };
const voted = { good: fields.count, bad: fields.count };
const ofSpan = z.strictObject({ limit: bound, spent: z.number() }).meta({ id: "SpentOf" });

const days = z.array(z.strictObject({ ...spent, day: z.string() }).meta({ id: "UsageDay" }));

export const agentUsage: z.ZodType<AgentUsage> = z.strictObject({ days }).meta({ id: "AgentUsage" });

export const usageReport: z.ZodType<UsageReport> = z
  .strictObject({
    day: ofSpan,
    month: ofSpan,
    days,
    people: z.array(z.strictObject({ ...spent, user: fields.userId, name: z.string().nullable() })),
    rooms: z.array(
      z.strictObject({
        ...spent,
        ...voted,
        room: z.union([fields.roomId, z.enum(OUTSIDE_ROOMS)]),
        name: z.string().nullable(),
      }),
    ),
    models: z.array(z.strictObject({ ...spent, ...voted, model: z.string() })),
  })
  .meta({ id: "UsageReport" });
