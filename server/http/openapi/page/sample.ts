import type { JsonSchema, OpenApiDocument } from "../open-api.ts";
import { resolve } from "../open-api.ts";

/** The random part of the ids of examples. */
const RANDOM = "01h8xw2v9d3k7m5q4r6s8t0abc";

/** A value that fits the schema, for an example. Fields that may be left out are left out. */
export function sampleOf(document: OpenApiDocument, given: JsonSchema, name = ""): unknown {
  const schema = given.$ref === undefined ? given : resolve<JsonSchema>(document, { $ref: given.$ref });
  if ("const" in schema) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.[0] !== undefined) return sampleOf(document, choices[0], name);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "string":
      return textOf(schema.pattern, name);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "array":
      return schema.items === undefined ? [] : [sampleOf(document, schema.items, name)];
    case "object": {
      const { required = [], properties = {} } = schema;
      const shown = Object.entries(properties).filter(([key]) => required.includes(key));
      return Object.fromEntries(shown.map(([key, field]) => [key, sampleOf(document, field, key)]));
    }
    default:
      return null;
  }
}

/** An id of the kind that the pattern asks for; or the name of the field. */
function textOf(pattern: string | undefined, name: string): string {
  const [, kind] = /^\^\(?([a-z]+)[^_]*_/.exec(pattern ?? "") ?? [];
  if (kind !== undefined) return `${kind}_${RANDOM}`;
  return name === "address" ? "https://example.com/handbook" : name === "" ? "text" : `a ${name}`;
}
