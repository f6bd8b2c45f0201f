/**
 * Why arguments do not fit a schema that a program has brought along; null if nothing is found. It reads the keywords that models get wrong:
 * type, required, properties, additionalProperties, items, enum and const. The program checks the rest itself. A complete check is not made
 * here: patterns and references of a stranger can take as long as they like, in an object that a whole room uses.
 */
import type { Json, JsonObject } from "../../../shared/protocol/json.ts";

export function misfit(value: Json, schema: Json | undefined, name = "The arguments"): string | null {
  if (!isObject(schema)) return null;
  const { type, const: only, enum: choices } = schema;
  const types = typesIn(type);
  if (types.length > 0 && !types.some((each) => isOfType(value, each))) {
    return `${name} must be of type ${types.join(" or ")}.`;
  }
  if (only !== undefined && !isSame(value, only)) return `${name} must be ${JSON.stringify(only)}.`;
  if (Array.isArray(choices) && !choices.some((choice) => isSame(value, choice))) {
    return `${name} must be one of ${JSON.stringify(choices)}.`;
  }
  if (Array.isArray(value)) return first(value, (item, at) => misfit(item, schema.items, `${name}[${at}]`));
  return isObject(value) ? misfitOfObject(value, schema) : null;
}

function misfitOfObject(value: JsonObject, schema: JsonObject): string | null {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const missing = required.find((each) => typeof each === "string" && !Object.hasOwn(value, each));
  if (typeof missing === "string") return `"${missing}" is missing.`;
  return first(Object.entries(value), ([key, each]) => {
    if (Object.hasOwn(properties, key)) return misfit(each, properties[key], `"${key}"`);
    const isClosed = schema.additionalProperties === false && !isObject(schema.patternProperties);
    return isClosed ? `There is no "${key}".` : null;
  });
}

function typesIn(type: Json | undefined): string[] {
  const types = Array.isArray(type) ? type : [type];
  return types.every((each) => typeof each === "string") ? types : [];
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    default:
      return true;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function first<Each>(list: readonly Each[], find: (each: Each, at: number) => string | null): string | null {
  for (const [at, each] of list.entries()) {
    const found = find(each, at);
    if (found !== null) return found;
  }
  return null;
}
