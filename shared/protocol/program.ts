/** What a program brings along with its message: its own instructions and tools, for the answers that this message causes. */
import * as z from "zod/mini";
import {
  MAX_ANSWER_TOKENS,
  MAX_INSTRUCTIONS,
  MAX_PROGRAM_DEPTH,
  MAX_PROGRAM_TOOLS,
  MAX_TEMPERATURE,
  MAX_TOOL_NAME,
} from "../limits.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

const NAME = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_TOOL_NAME}}$`);

/** A tool whose calls the program makes. */
const programTool = z.object({
  // Objects of tools by name are made on the way to a model, and no object can have this name as an ordinary one.
  name: z.string().check(
    z.regex(NAME),
    z.refine((name) => name !== "__proto__"),
  ),
  /** For the model: what the tool does, and when to use it. */
  description: z.string(),
  /** A JSON Schema of the arguments, which are an object. */
  parameters: z.custom<JsonObject>((value) => isJsonObject(value, MAX_PROGRAM_DEPTH)),
});

export const program = z.object({
  /** The model is given them after the agent's own. */
  instructions: z.exactOptional(z.string().check(z.maxLength(MAX_INSTRUCTIONS))),
  tools: z.exactOptional(z.array(programTool).check(z.maxLength(MAX_PROGRAM_TOOLS))),
  /** In place of the agent's own. */
  temperature: z.exactOptional(z.number().check(z.minimum(0), z.maximum(MAX_TEMPERATURE))),
  /** Output tokens of one request to the model, if they are fewer than it would be given. */
  maxTokens: z.exactOptional(z.int().check(z.minimum(1), z.maximum(MAX_ANSWER_TOKENS))),
});

export type Program = z.infer<typeof program>;
export type ProgramTool = z.infer<typeof programTool>;
