import { z } from "zod";
import { isEmoji } from "../../shared/emoji.ts";
import { MAX_INSTRUCTIONS } from "../../shared/limits.ts";
import { normalizeText, textProblem } from "../../shared/text.ts";
import { offeredModels } from "../ai/model/models.ts";
import { PLAIN_AGENT } from "../directory/default-agent.ts";
import * as shapes from "./schemas.ts";

/** A few lines above an empty room. */
const MAX_GREETING = 1_000;
const MAX_STARTERS = 6;
/** A starter is a button: one line of a phone or two. */
const MAX_STARTER = 200;

/** Which models there are depends on the gateway. */
export function agentShapes(gateway: string) {
  const fields = fieldsOf(offeredModels(gateway).map((model) => model.id));
  return {
    create: z.object({
      name: fields.name,
      face: fields.face.default(PLAIN_AGENT.face),
      instructions: fields.instructions.default(PLAIN_AGENT.instructions),
      model: fields.model.default(PLAIN_AGENT.model),
      temperature: fields.temperature.default(PLAIN_AGENT.temperature),
      greeting: fields.greeting.default(PLAIN_AGENT.greeting),
      starters: fields.starters.default(PLAIN_AGENT.starters),
    }),
    change: z
      .object({ ...fields, isDefault: z.boolean() })
      .partial()
      .extend({ version: z.number().int().min(1) }),
  };
}

function fieldsOf(models: string[]) {
  const text = z.string().transform(normalizeText);
  const starter = text
    .transform((value) => value.replace(/\s+/gu, " ").trim())
    .refine((value) => value.length <= MAX_STARTER && textProblem(value) === null);
  return {
    name: shapes.name,
    face: z.string().refine(isEmoji),
    instructions: text.pipe(z.string().max(MAX_INSTRUCTIONS)),
    model: z.string().refine((id) => id === "auto" || models.includes(id)),
    temperature: z.number().min(0).max(2),
    greeting: text.pipe(z.string().max(MAX_GREETING)),
    starters: z.array(starter).max(MAX_STARTERS),
  };
}
