import type { JsonSchema } from "./open-api.ts";

/** Keywords that say something about a value and nothing about its type in TypeScript. */
const BOUNDS = [
  ...["pattern", "format", "default", "title", "description", "propertyNames", "multipleOf"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["minLength", "maxLength", "minItems", "maxItems"],
];
const TYPES = ["$ref", "type", "const", "enum", "anyOf", "oneOf", "allOf", "items", "prefixItems"];
const KNOWN = new Set([...BOUNDS, ...TYPES, "properties", "required", "additionalProperties"]);

/** A union that is longer gets several lines. */
const LINE = 80;

/** The schema as a type of TypeScript, on several lines if it is an object. A keyword that it does not know is an error. */
export function typeText(schema: JsonSchema): string {
  for (const key of Object.keys(schema))
    if (!KNOWN.has(key)) throw new Error(`No type is known for the keyword ${key}`);
  const { $ref, anyOf, oneOf, allOf, properties, additionalProperties } = schema;
  if ($ref !== undefined) return nameOf($ref);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return union(choices.map(typeText));
  if (allOf !== undefined) return allOf.map(grouped).join(" & ");
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeText({ ...schema, type })));
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(typeText).join(", ")}]`;
      return schema.items === undefined ? "unknown[]" : `${grouped(schema.items)}[]`;
    case "object":
      if (properties !== undefined && Object.keys(properties).length > 0)
        return objectText(schema, properties);
      return typeof additionalProperties === "object"
        ? `Record<string, ${typeText(additionalProperties)}>`
        : "Record<string, unknown>";
    case undefined:
      return "unknown";
    default:
      throw new Error(`No type is known for ${schema.type}`);
  }
}

/** The fields of an object, one a line, with what is known about each. */
function objectText({ required = [] }: JsonSchema, properties: Record<string, JsonSchema>): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const about = field.description === undefined ? "" : `/** ${field.description} */\n`;
    const key = /^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${about}${key}${required.includes(name) ? "" : "?"}: ${typeText(field)};`.replace(": \n", ":\n");
  });
  return `{\n${indent(fields.join("\n"))}\n}`;
}

const indent = (text: string): string => text.replaceAll(/^/gm, "  ");

/** On a line for each, if they are many. */
function union(types: readonly string[]): string {
  const text = [...new Set(types)].join(" | ");
  const isLong = text.length > LINE && !text.includes("\n");
  return isLong ? `\n${indent(types.map((type) => `| ${type}`).join("\n"))}` : text;
}

/** The type in brackets if it is several, so that something may follow it. */
function grouped(schema: JsonSchema): string {
  const { anyOf, oneOf, allOf, type } = schema;
  const isSeveral =
    Array.isArray(type) || [anyOf, oneOf, allOf, schema.enum].some((one) => one !== undefined);
  return isSeveral ? `(${typeText(schema)})` : typeText(schema);
}

export const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1);
