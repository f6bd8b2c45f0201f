import * as z from "zod";
import type { Agent, Model } from "../../../shared/api.ts";
import {
  AGENT_FIELDS,
  type AgentVersion,
  type AgentVersionDetails,
  type RestoredAgent,
} from "../../../shared/api-agents.ts";
import { isEmoji } from "../../../shared/emoji.ts";
import {
  MAX_AGENT_TOOLS,
  MAX_INSTRUCTIONS,
  MAX_LIBRARIES,
  MAX_TOOL_NAME,
  MAX_TRIAL_TURNS,
} from "../../../shared/limits.ts";
import { normalizeText, textProblem } from "../../../shared/text.ts";
import { PLAIN_AGENT } from "../../directory/default-agent.ts";
import * as fields from "./fields.ts";

/** Maximum length of a greeting, in UTF-16 units: a few lines in an empty room. */
const MAX_GREETING = 1_000;
const MAX_STARTERS = 6;
/** Maximum length of a starter, in UTF-16 units. It is the label of a button, with one or two lines on a phone. */
const MAX_STARTER = 200;

const text = z.string().transform(normalizeText);
const starter = text
  .transform((value) => value.replace(/\s+/gu, " ").trim())
  .refine((value) => value.length <= MAX_STARTER && textProblem(value) === null);

const own = {
  name: fields.name,
  face: z.string().refine(isEmoji),
  instructions: text.pipe(z.string().max(MAX_INSTRUCTIONS)),
  /** `auto` or the name of a model. The handler checks whether it is offered, because that depends on the gateway. */
  model: z.string(),
  temperature: z.number().min(0).max(2),
  greeting: text.pipe(z.string().max(MAX_GREETING)),
  starters: z.array(starter).max(MAX_STARTERS),
  /** The handler checks whether there are tools of these names. */
  tools: z.array(z.string().max(MAX_TOOL_NAME)).max(MAX_AGENT_TOOLS).nullable(),
  /** The handler checks whether the caller may read them. */
  libraries: z.array(fields.libraryId).max(MAX_LIBRARIES).nullable(),
  memory: z.boolean(),
};

export const newAgent = z
  .object({
    name: own.name,
    face: own.face.default(PLAIN_AGENT.face),
    instructions: own.instructions.default(PLAIN_AGENT.instructions),
    model: own.model.default(PLAIN_AGENT.model),
    temperature: own.temperature.default(PLAIN_AGENT.temperature),
    greeting: own.greeting.default(PLAIN_AGENT.greeting),
    starters: own.starters.default(PLAIN_AGENT.starters),
    tools: own.tools.default(PLAIN_AGENT.tools),
    libraries: own.libraries.default(PLAIN_AGENT.libraries),
    memory: own.memory.default(PLAIN_AGENT.memory),
  })
  .meta({ id: "NewAgent" });

/** An answer that is given back as a part of the conversation, UTF-16 units: more than a model is given of it. */
const MAX_TRIAL_ANSWER = 32 * 1024;
/** Maximum size of a trial, bytes. */
export const MAX_TRIAL_BODY = 2 * 1024 * 1024;

const asked = text.refine((value) => textProblem(value) === null);

export const agentTrial = z
  .object({
    agent: fields.agentId.optional(),
    settings: newAgent,
    before: z
      .array(z.object({ question: asked, answer: text.pipe(z.string().max(MAX_TRIAL_ANSWER)) }))
      .max(MAX_TRIAL_TURNS)
      .default([]),
    question: asked,
  })
  .meta({ id: "AgentTrial" });

export const agentChange = z
  .object({ ...own, isDefault: z.boolean() })
  .partial()
  .extend({ version: fields.version })
  .meta({ id: "AgentChange" });

const state = {
  name: z.string(),
  face: z.string(),
  instructions: z.string(),
  model: z.string(),
  temperature: z.number(),
  greeting: z.string(),
  starters: z.array(z.string()),
  tools: z.array(z.string()).nullable(),
  libraries: z.array(fields.libraryId).nullable(),
  memory: z.boolean(),
  isDefault: z.boolean(),
};

export const agent: z.ZodType<Agent> = z
  .strictObject({
    id: fields.agentId,
    ...state,
    version: fields.version,
    changedBy: fields.userId.nullable(),
    changedAt: fields.time.nullable(),
  })
  .meta({ id: "Agent" });

const agentState = z.strictObject(state).meta({ id: "AgentState" });

const ofVersion = {
  version: fields.version,
  at: fields.time.nullable(),
  by: z
    .strictObject({ id: fields.userId, name: z.string().nullable() })
    .meta({ id: "VersionMaker" })
    .nullable(),
  fields: z.array(z.enum(AGENT_FIELDS)).nullable(),
};

export const agentVersion: z.ZodType<AgentVersion> = z.strictObject(ofVersion).meta({ id: "AgentVersion" });

export const agentVersionDetails: z.ZodType<AgentVersionDetails> = z
  .strictObject({ ...ofVersion, before: agentState.nullable(), after: agentState })
  .meta({ id: "AgentVersionDetails" });

export const restoreAgent = z.object({ version: fields.version }).meta({ id: "RestoreAgent" });

export const restoredAgent: z.ZodType<RestoredAgent> = z
  .strictObject({
    agent,
    left: z.array(
      z.strictObject({
        field: z.enum(["name", "model", "tools", "libraries"]),
        values: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "RestoredAgent" });

export const model: z.ZodType<Model> = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    tasks: z.array(z.enum(["small", "general", "code", "complex"])),
    priceIn: z.number(),
    priceOut: z.number(),
  })
  .meta({ id: "Model" });
