import * as z from "zod";
import type { JsonSchema } from "./open-api.ts";

/** Whether a schema describes what a caller sends or what is answered. They differ where a value is changed or has a default. */
type Direction = "input" | "output";

const PREFIX = { input: "#/$defs/sent/", output: "#/$defs/answered/" } as const;

/** The largest safe integer is the bound of every integer in JSON, so it says nothing. */
const NO_BOUND = Number.MAX_SAFE_INTEGER;

/**
 * Collects the schemas of a document. A schema with a name (`.meta({ id })`) is written once, below `components.schemas`, and referred to
 * everywhere else. `write` returns it with references of its own, and `finish` replaces those in the whole document at the end.
 */
export class SchemaBook {
  readonly #named: Record<Direction, Map<string, JsonSchema>> = { input: new Map(), output: new Map() };

  /** `where` is for the error of a schema that JSON Schema cannot express. */
  write(schema: z.ZodType, direction: Direction, where: string): JsonSchema {
    const { it, named } = convert(schema, direction, where);
    for (const [name, json] of named) {
      if (name.startsWith("__"))
        throw new Error(`${where}: a schema that contains itself needs a name: .meta({ id: "…" })`);
      this.#named[direction].set(name, json);
    }
    return it;
  }

  /** The names and contents of `components.schemas`, and the rest of the document with references to them. */
  finish<Rest>(rest: Rest): { schemas: Record<string, JsonSchema>; rest: Rest } {
    const twofold = this.#twofold();
    const nameOf = (direction: Direction, name: string) =>
      direction === "input" && twofold.has(name) ? `${name}Input` : name;
    const replace = (reference: string): string => {
      for (const direction of ["input", "output"] as const)
        if (reference.startsWith(PREFIX[direction]))
          return `#/components/schemas/${nameOf(direction, reference.slice(PREFIX[direction].length))}`;
      return reference;
    };
    const schemas: Record<string, JsonSchema> = {};
    for (const direction of ["input", "output"] as const)
      for (const [name, json] of this.#named[direction])
        schemas[nameOf(direction, name)] = withReferences(json, replace);
    const sorted = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
    return { schemas: Object.fromEntries(sorted), rest: withReferences(rest, replace) };
  }

  /** Names that stand for one thing in what is sent and for another one in answers, also because of what they contain. */
  #twofold(): Set<string> {
    const { input, output } = this.#named;
    const found = new Set<string>();
    const plain = (json: JsonSchema) =>
      JSON.stringify(
        withReferences(json, (reference) => {
          const name = reference.replace(PREFIX.input, "").replace(PREFIX.output, "");
          return found.has(name) && reference.startsWith(PREFIX.input) ? `${name}Input` : name;
        }),
      );
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const [name, json] of input) {
        const answered = output.get(name);
        if (answered !== undefined && plain(json) !== plain(answered)) found.add(name);
      }
    }
    return found;
  }
}

/** The schema as the property of an object, because zod writes the schema at the root in place, even if it has a name. */
function convert(
  schema: z.ZodType,
  direction: Direction,
  where: string,
): { it: JsonSchema; named: [name: string, json: JsonSchema][] } {
  try {
    const written: { properties?: object; $defs?: object } = z.toJSONSchema(z.object({ it: schema }), {
      io: direction,
      override: ({ jsonSchema }) => tidy(jsonSchema),
    });
    const { properties, $defs = {} } = withReferences(written, (reference) =>
      reference.replace("#/$defs/", PREFIX[direction]),
    );
    return { ...(properties as { it: JsonSchema }), named: Object.entries($defs) };
  } catch (error) {
    const cause = error instanceof Error ? error.message : "unknown";
    throw new Error(`${where} cannot be described: ${cause}`, { cause: error });
  }
}

/** Answers may get more fields, so the document does not close their objects. Tests do. */
function tidy(json: { [key: string]: unknown }): void {
  if (json["maximum"] === NO_BOUND) delete json["maximum"];
  if (json["minimum"] === -NO_BOUND) delete json["minimum"];
  if (json["additionalProperties"] === false) delete json["additionalProperties"];
}

function withReferences<Value>(value: Value, replace: (reference: string) => string): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => withReferences(one, replace)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string" ? replace(inner) : withReferences(inner, replace),
    ]),
  ) as Value;
}
