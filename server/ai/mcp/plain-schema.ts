/**
 * The schema of a tool of another server, as a model is told it: the keywords that models understand, with references resolved, and what it says as
 * plain text. The server itself checks the rest. Providers refuse a whole request for one schema that they do not accept, and a stranger's
 * schema must not do that to every answer.
 */
import type { Json, JsonObject } from "../../../shared/protocol/json.ts";
import { MAX_MCP_SCHEMA } from "../../../shared/limits.ts";
import { escapeSpecialTokens } from "../prompt/special-tokens.ts";

/** Levels, and objects and UTF-16 units in all: references can make a small schema large. */
const MAX_DEPTH = 12;
const MAX_PARTS = 500;
const MAX_LENGTH = 2 * MAX_MCP_SCHEMA;

export function plainSchema(schema: JsonObject): JsonObject {
  let parts = 0;
  let length = 0;
  const made = plain(schema, MAX_DEPTH, []);
  return { ...made, type: "object", properties: isObject(made.properties) ? made.properties : {} };

  /** `within`: the references on the way here. One that leads to itself ends. */
  function plain(given: Json | undefined, depth: number, within: readonly string[]): JsonObject {
    parts += 1;
    if (!isObject(given) || depth === 0 || parts > MAX_PARTS || length > MAX_LENGTH) return {};
    const { $ref: reference } = given;
    if (typeof reference === "string") {
      if (within.includes(reference)) return {};
      const target = pointedAt(schema, reference);
      return plain({ ...(isObject(target) ? target : {}), ...without(given) }, depth, [...within, reference]);
    }
    const out: JsonObject = {};
    for (const key of KEPT) if (given[key] !== undefined) out[key] = given[key];
    if (typeof given.description === "string") out.description = escapeSpecialTokens(given.description);
    length += JSON.stringify(out).length;
    if (isObject(given.properties)) {
      const known = Object.entries(given.properties).filter(([name]) => isName(name));
      out.properties = Object.fromEntries(
        known.map(([name, value]) => [name, plain(value, depth - 1, within)]),
      );
      if (Array.isArray(given.required))
        out.required = given.required.filter((name) => known.some(([each]) => each === name));
    }
    if (given.additionalProperties === false) out.additionalProperties = false;
    if (isObject(given.items)) out.items = plain(given.items, depth - 1, within);
    const choices = given.anyOf ?? given.oneOf;
    if (Array.isArray(choices) && choices.length > 0)
      out.anyOf = choices.map((choice) => plain(choice, depth - 1, within));
    return out;
  }
}

const KEPT = [
  ...["type", "enum", "const", "default", "format"],
  ...["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"],
];

function without({ $ref: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** Only within the same schema: nothing is fetched. */
function pointedAt(schema: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith("#/")) return reference === "#" ? schema : undefined;
  let at: Json | undefined = schema;
  for (const step of reference.slice(2).split("/")) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** Objects of arguments by name are made on the way to a model, and no object can have this name as an ordinary one. */
const isName = (name: string): boolean => name !== "__proto__";

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
