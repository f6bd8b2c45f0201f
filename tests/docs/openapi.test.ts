/** The document of `/api/v1` as a whole. `tests/workers/routes.test.ts` compares it with what the server answers. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { node, root } from "../../scripts/root.ts";
import {
  operationsOf,
  resolve,
  type JsonSchema,
  type OpenApiDocument,
} from "../../server/http/openapi/open-api.ts";

const execute = promisify(execFile);
/** In a process of its own: the table of routes imports modules of the platform, which that process replaces. */
const print = async (script: string, ...args: string[]): Promise<string> =>
  (await execute(node, [join(root, script), ...args], { maxBuffer: 1 << 26 })).stdout;

let document: OpenApiDocument;
beforeAll(async () => {
  document = JSON.parse(await print("scripts/api/read-document.ts"));
});

describe("the document", () => {
  test("OPENAPI-1: is valid by the schema of OpenAPI 3.1, and each reference leads to something", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    for (const reference of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g))
      expect(resolve(document, { $ref: reference[1] ?? "" })).toBeTypeOf("object");
    expect(JSON.stringify(document)).not.toContain("$defs");
  });

  test("OPENAPI-1: the validator finds what is wrong", async () => {
    const wrong = { ...structuredClone(document), paths: { "/rooms": { get: { responses: 3 } } } };
    expect(await new Validator().validate(wrong as never)).toMatchObject({ valid: false });
  });

  test("OPENAPI-2: each operation has an id of its own, a sentence, and a group", () => {
    const operations = operationsOf(document);
    expect(operations.length).toBeGreaterThan(20);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const groups = document.tags.map(({ name }) => name);
    for (const { method, path, operation } of operations) {
      expect(operation.operationId, path).toMatch(/^(get|post|put|patch|delete)([A-Z][a-zA-Z0-9]*)$/);
      expect(operation.operationId.startsWith(method.toLowerCase()), path).toBe(true);
      expect(operation.summary, `${method} ${path} has no sentence`).toMatch(/^[A-Z].{8,}\.$/);
      expect(groups, path).toContain(operation.tags[0]);
    }
  });

  test("OPENAPI-2: the parameters of a path are those that it names, with the grammar of ids", () => {
    for (const { path, operation } of operationsOf(document)) {
      const parameters = operation.parameters.map((one) => resolve(document, one));
      const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(named);
      for (const { name, schema } of parameters)
        if (["library", "document", "room"].includes(name))
          expect(schema.pattern, name).toMatch(/^\^[a-z]+_/);
    }
  });

  test("OPENAPI-2: a request that changes something takes an idempotency key; a file has a name", () => {
    for (const { method, path, operation } of operationsOf(document)) {
      const headers = operation.parameters
        .map((one) => resolve(document, one))
        .filter((one) => one.in === "header")
        .map(({ name }) => name);
      expect(headers.includes("idempotency-key"), `${method} ${path}`).toBe(method !== "GET");
      const isFile = operation.requestBody?.content["application/octet-stream"] !== undefined;
      expect(headers.includes("x-file-name"), `${method} ${path}`).toBe(isFile);
    }
  });

  test("OPENAPI-5: an object that occurs twice has a name", () => {
    const places = new Map<string, string[]>();
    for (const [where, schema] of objectsIn(document)) {
      const text = JSON.stringify(schema);
      places.set(text, [...(places.get(text) ?? []), where]);
    }
    const repeated = [...places].filter(([, found]) => found.length > 1).map(([, found]) => found);
    expect(repeated, 'give the schema a name: .meta({ id: "…" })').toEqual([]);
  });

  test("OPENAPI-6: objects are open, so that answers may get more fields", () => {
    expect(JSON.stringify(document)).not.toContain('"additionalProperties":false');
  });
});

test("OPENAPI-7: the types of the typed client are those of the table of routes (`npm run api` writes them)", async () => {
  const written = readFileSync(join(root, "client/sdk/api/operations.ts"), "utf8");
  expect(written).toBe(await print("scripts/api/build-client.ts", "--print"));
});

/** Objects of two or more fields, with the place of each. Envelopes are left out: they differ in their data. */
function objectsIn({ paths, components }: OpenApiDocument): [where: string, schema: JsonSchema][] {
  const found: [string, JsonSchema][] = [];
  const look = (value: unknown, where: string): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, properties } = value as JsonSchema;
    if (type === "object" && Object.keys(properties ?? {}).length > 1 && properties?.["ok"] === undefined)
      found.push([where, value]);
    for (const [key, inner] of Object.entries(value)) look(inner, `${where}/${key}`);
  };
  look(paths, "");
  look(components.schemas, "schemas");
  return found;
}
