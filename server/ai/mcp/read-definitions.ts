/** What a server says of its tools, as it is kept. */
import { encodeHex } from "../../directory/encodings.ts";
import type { DescribedMcpTool } from "../../directory/mcp-servers.ts";
import {
  MAX_MCP_DEFINITIONS,
  MAX_MCP_DESCRIPTION,
  MAX_MCP_SCHEMA,
  MAX_MCP_SCHEMA_DEPTH,
  MAX_MCP_TOOL_NAME,
  MAX_MCP_TOOLS,
} from "../../../shared/limits.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../shared/protocol/json.ts";
import { visibleText } from "../../../shared/visible-text.ts";
import { escapeSpecialTokens } from "../prompt/special-tokens.ts";
import { isPlain, plainText } from "./plain-text.ts";
import { toolIdOf } from "./tool-id.ts";

export interface GivenTool {
  name: string;
  description?: string | undefined;
  inputSchema: unknown;
}

/** A name that people and models can tell from others. */
const NAME = new RegExp(`^[\\x21-\\x7e]{1,${MAX_MCP_TOOL_NAME}}$`);

/** Tools that are too many or too large, have a name or schema that is none, or the name of one before are left out, and counted. */
export async function readDefinitions(
  short: string,
  given: readonly GivenTool[],
): Promise<{ tools: DescribedMcpTool[]; leftOut: number }> {
  const tools = new Map<string, DescribedMcpTool>();
  let length = 0;
  for (const each of given) {
    const tool = await readTool(short, each);
    if (tool === null || tools.has(tool.id) || tools.size === MAX_MCP_TOOLS) continue;
    length += tool.description.length + JSON.stringify(tool.schema).length;
    if (length > MAX_MCP_DEFINITIONS) break;
    tools.set(tool.id, tool);
  }
  return { tools: [...tools.values()], leftOut: given.length - tools.size };
}

async function readTool(
  short: string,
  { name, description = "", inputSchema }: GivenTool,
): Promise<DescribedMcpTool | null> {
  if (!NAME.test(name) || !isJsonObject(inputSchema, MAX_MCP_SCHEMA_DEPTH)) return null;
  if (!isVisible(inputSchema)) return null;
  if (description.length > MAX_MCP_DESCRIPTION || JSON.stringify(inputSchema).length > MAX_MCP_SCHEMA)
    return null;
  const said = plainText(description).trim();
  const digest = await sha256(JSON.stringify([name, said, sorted(inputSchema)]));
  return {
    id: toolIdOf(short, name, await sha256(name)),
    name,
    description: said,
    schema: inputSchema,
    digest,
  };
}

/**
 * A schema may hold nothing that people who consent to it do not see, and no mark of a chat template but in what it says. Its names and values come
 * back in calls, so they are not cleaned.
 */
function isVisible(value: Json, place: "schema" | "said" | "value" = "schema"): boolean {
  if (typeof value === "string") return isPlain(value) && (place === "said" || hasNoMark(value));
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, each]) => {
    if (!isPlain(name) || !hasNoMark(name)) return false;
    if (place === "value" || VALUES.has(name)) return isVisible(each, "value");
    return isVisible(each, SAID.has(name) ? "said" : "schema");
  });
}

/** What `plain-schema.ts` gives to a model as it is. */
const VALUES = new Set(["enum", "const", "default"]);
/** What it gives as text, or not at all. */
const SAID = new Set(["description", "title", "pattern", "$comment"]);

const hasNoMark = (text: string): boolean => escapeSpecialTokens(text) === visibleText(text);

/** The order of the names means nothing in JSON. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const names = Object.keys(value).sort();
  return names.map((name): Json => [name, sorted((value as JsonObject)[name] ?? null)]);
}

async function sha256(text: string): Promise<string> {
  return encodeHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
