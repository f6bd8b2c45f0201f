/** Tools in the form in which a model is given them. */
import type { Program, ProgramTool } from "../../../shared/protocol/program.ts";
import type { Json, JsonObject } from "../../../shared/protocol/json.ts";
import { zodSchema } from "ai";
import { escapeSpecialTokens } from "./special-tokens.ts";
import { estimateTokens } from "./tokens.ts";
import type { Tool } from "../contract/tool.ts";

/** The agent's own tools come first. A later version of the app may have one with the name of a tool that a program has brought along. */
export function toolsOfProgram(program: Program | null, own: readonly Tool[]): ProgramTool[] {
  return (program?.tools ?? [])
    .filter(({ name }) => !own.some((tool) => tool.name === name))
    .map(({ name, description, parameters }) => ({
      name,
      description: escapeSpecialTokens(description),
      parameters: described({ type: "object", ...parameters }),
    }));
}

/** The same schema, with what it says as plain text. Names and values stay as they are, because they come back in calls. */
function described(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === "description" && typeof value === "string" ? escapeSpecialTokens(value) : within(value),
    ]),
  );
}

function within(value: Json): Json {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === "object" && value !== null ? described(value) : value;
}

/** A tool as the provider gets it. */
export interface DescribedTool {
  name: string;
  description: string;
  schema: object;
}

/** The agent's tools and those of the program that asks. */
export function describeTools(own: readonly Tool[], outside: readonly ProgramTool[]): DescribedTool[] {
  return [
    ...own.map(({ name, description, schema, parameters }) => ({
      name,
      description,
      schema: parameters ?? zodSchema(schema).jsonSchema,
    })),
    ...outside.map(({ name, description, parameters }) => ({ name, description, schema: parameters })),
  ];
}

/** Estimated tokens of what the model is told of its tools. */
export function tokensOfTools(own: readonly Tool[], outside: readonly ProgramTool[]): number {
  const described = describeTools(own, outside);
  return described.length === 0 ? 0 : estimateTokens(JSON.stringify(described));
}
