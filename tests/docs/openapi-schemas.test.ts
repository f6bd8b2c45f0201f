/** What other generators of OpenAPI documents from zod got wrong, by their public reports. */
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { SchemaBook } from "../../server/http/openapi/schema-book.ts";
import type { JsonSchema } from "../../server/http/openapi/open-api.ts";
import { typeText } from "../../server/http/openapi/type-text.ts";

/** What a body and an answer of this schema become, and the named schemas. */
function write(schema: z.ZodType): {
  sent: JsonSchema;
  answered: JsonSchema;
  schemas: Record<string, JsonSchema>;
} {
  const book = new SchemaBook();
  const rest = {
    sent: book.write(schema, "input", "The body of POST /trees"),
    answered: book.write(schema, "output", "The answer of POST /trees"),
  };
  const done = book.finish(rest);
  return { ...done.rest, schemas: done.schemas };
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe("schemas", () => {
  test("OPENAPI-5: a named schema is a reference at the root too, and not a copy (fastify-type-provider-zod #173)", () => {
    const leaf = z.strictObject({ colour: z.string() }).meta({ id: "LeafAtRoot" });
    const { answered, schemas } = write(leaf);
    expect(answered).toEqual(reference("LeafAtRoot"));
    expect(Object.keys(schemas)).toEqual(["LeafAtRoot"]);
  });

  test("OPENAPI-5: all named schemas are in the document, also those inside of others (hono-openapi #151)", () => {
    const vein = z.strictObject({ width: z.number() }).meta({ id: "Vein" });
    const leaf = z.strictObject({ veins: z.array(vein) }).meta({ id: "VeinedLeaf" });
    const bark = z.strictObject({ thick: z.boolean() }).meta({ id: "Bark" });
    const { schemas } = write(z.strictObject({ leaf, bark: bark.exactOptional(), last: vein.nullable() }));
    expect(Object.keys(schemas)).toEqual(["Bark", "Vein", "VeinedLeaf"]);
    expect(schemas["VeinedLeaf"]?.properties?.["veins"]).toEqual({ type: "array", items: reference("Vein") });
  });

  test("OPENAPI-5: a schema that contains itself refers to components (zod #5693), and has a name that people know", () => {
    const branch = z
      .strictObject({
        get branches() {
          return z.array(branch);
        },
      })
      .meta({ id: "Branch" });
    const { answered, schemas } = write(branch);
    expect(answered).toEqual(reference("Branch"));
    expect(schemas["Branch"]?.properties?.["branches"]).toEqual({
      type: "array",
      items: reference("Branch"),
    });
    const unnamed = z.strictObject({
      get branches() {
        return z.array(unnamed);
      },
    });
    expect(() => write(unnamed)).toThrow("The body of POST /trees");
  });

  test("OPENAPI-5: a field with a default may be left out, and is always answered (zod-to-openapi #295)", () => {
    const tree = z.object({ kind: z.string().default("oak") }).meta({ id: "TreeWithDefault" });
    const { sent, answered, schemas } = write(tree);
    expect([sent, answered]).toEqual([reference("TreeWithDefaultInput"), reference("TreeWithDefault")]);
    expect(schemas["TreeWithDefaultInput"]?.required).toBeUndefined();
    expect(schemas["TreeWithDefault"]?.required).toEqual(["kind"]);
  });

  test("OPENAPI-5: what contains a schema of two forms has two forms too", () => {
    const tree = z.object({ kind: z.string().default("oak") }).meta({ id: "TreeInside" });
    const forest = z.object({ trees: z.array(tree) }).meta({ id: "ForestAround" });
    const { schemas } = write(forest);
    expect(Object.keys(schemas)).toEqual([
      "ForestAround",
      "ForestAroundInput",
      "TreeInside",
      "TreeInsideInput",
    ]);
    expect(schemas["ForestAroundInput"]?.properties?.["trees"]?.items).toEqual(reference("TreeInsideInput"));
    expect(schemas["ForestAround"]?.properties?.["trees"]?.items).toEqual(reference("TreeInside"));
  });

  test("OPENAPI-5: a union by a field keeps all fields of its members (nestjs-zod #201, next-openapi-gen #141)", () => {
    const oak = z.strictObject({ kind: z.literal("oak"), acorns: z.int() }).meta({ id: "Oak" });
    const pine = z.strictObject({ kind: z.literal("pine"), cones: z.int() }).meta({ id: "Pine" });
    const { answered, schemas } = write(z.discriminatedUnion("kind", [oak, pine]));
    expect(answered).toEqual({ oneOf: [reference("Oak"), reference("Pine")] });
    expect(schemas["Oak"]?.required).toEqual(["kind", "acorns"]);
  });

  test("OPENAPI-5: what may be null is a type and null, and never `nullable`, which 3.1 does not have", () => {
    const { answered } = write(z.strictObject({ height: z.number().nullable() }));
    expect(JSON.stringify(answered)).not.toContain("nullable");
    expect(answered.properties?.["height"]).toEqual({ type: ["number", "null"] });
  });

  test("OPENAPI-5: a schema that JSON cannot express fails with the name of its row", () => {
    expect(() => write(z.object({ planted: z.date() }))).toThrow(
      "The body of POST /trees cannot be described: Date cannot be represented in JSON Schema",
    );
    const onlyAnswered = z.string().transform(Number);
    expect(() => write(onlyAnswered)).toThrow("The answer of POST /trees cannot be described");
  });
});

describe("types", () => {
  test("OPENAPI-7: of objects, lists, pairs, unions and what may be null", () => {
    const { answered } = write(
      z.strictObject({
        pairs: z.array(z.tuple([z.int(), z.int()])),
        either: z.array(z.union([z.literal("all"), z.string()])),
        none: z.string().nullable(),
        may: z.boolean().exactOptional(),
        "by-name": z.record(z.string(), z.number()),
      }),
    );
    expect(typeText(answered).split("\n")).toEqual([
      "{",
      "  pairs: [number, number][];",
      '  either: ("all" | string)[];',
      "  none: string | null;",
      "  may?: boolean;",
      '  "by-name": Record<string, number>;',
      "}",
    ]);
  });

  test("OPENAPI-7: a keyword that has no type is an error, and not a type that is too wide", () => {
    expect(() => typeText({ type: "string", not: {} } as JsonSchema)).toThrow("not");
  });
});
